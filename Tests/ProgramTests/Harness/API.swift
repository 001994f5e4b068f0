import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

enum Method: String {
    case get, post, patch, delete
}

/// What the server answered.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    func header(_ name: String) -> String? {
        headers.first(name: name)
    }

    func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard status == 200 else { throw ProgramFailure("The answer is \(status): \(text)") }
        return try decoder.decode(type, from: Data(body))
    }

    /// What `Link: <…>; rel="next"` names.
    var nextPage: String? {
        header("Link")?.split(separator: "<").first?.split(separator: ">").first.map(String.init)
    }
}

struct Person: Sendable {
    let id: Int64
    let email: String
    let token: String

    static let password = "correct horse"
}

struct Tweet: Decodable, Sendable, Hashable {
    let id: Int64
    let userId: Int64
    let tweet: String
}

struct LogIn: Decodable, Sendable {
    let userId: Int64
    let accessToken: String
}

extension RunningProgram {
    func send(
        _ method: Method, _ path: String, json: String? = nil, token: String? = nil, key: String? = nil,
        cookie: String? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : address + path)
        request.method = HTTPMethod(rawValue: method.rawValue.uppercased())
        if let token { request.headers.add(name: "Authorization", value: token) }
        if let cookie { request.headers.add(name: "Cookie", value: cookie) }
        if let key { request.headers.add(name: "Idempotency-Key", value: key) }
        if let json {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: json))
        }
        let response = try await http.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 64 * 1_024 * 1_024)
        return Answer(status: Int(response.status.code), headers: response.headers, body: Array(buffer: bytes))
    }

    /// Signs somebody up and logs in.
    func person(_ name: String) async throws -> Person {
        let email = "\(name)@example.com"
        let account = #"{"email":"\#(email)","name":"\#(name)","password":"\#(Person.password)","profile":""}"#
        struct Account: Decodable { let id: Int64 }
        let id = try await send(.post, "/sign-up", json: account).decoded(Account.self).id
        return Person(id: id, email: email, token: try await logIn(email))
    }

    /// - Returns: the token.
    func logIn(_ email: String, password: String = Person.password) async throws -> String {
        let body = #"{"email":"\#(email)","password":"\#(password)"}"#
        return try await send(.post, "/login", json: body).decoded(LogIn.self).accessToken
    }

    func tweet(_ text: String, by person: Person) async throws -> Tweet {
        try await send(.post, "/tweet", json: #"{"tweet":"\#(text)"}"#, token: person.token).decoded()
    }

    /// Whether a token is good.
    func accepts(_ token: String) async throws -> Bool {
        let answer = try await send(.get, "/timeline", token: token)
        guard [200, 401].contains(answer.status) else { throw ProgramFailure("\(answer.status): \(answer.text)") }
        return answer.status == 200
    }

    /// All that a list has, page by page.
    func list<Item: Decodable>(_ path: String, _ member: String, of type: Item.Type) async throws -> [Item] {
        var items: [Item] = []
        var page: String? = path + "?limit=100"
        while let path = page {
            let answer = try await send(.get, path)
            items += try answer.decoded(ListPage<Item>.self).items(member)
            page = answer.nextPage
        }
        return items
    }
}

/// `{user_id, <member>: […]}`
private struct ListPage<Item: Decodable>: Decodable {
    private let lists: [String: [Item]]

    func items(_ member: String) throws -> [Item] {
        guard let items = lists[member] else { throw ProgramFailure("The page has no member “\(member)”.") }
        return items
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        lists = container.allKeys.reduce(into: [:]) { lists, key in
            lists[key.stringValue] = try? container.decode([Item].self, forKey: key)
        }
    }
}
