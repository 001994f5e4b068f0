import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

/// What holds for the JSON body of every endpoint that takes one.
@Suite struct JSONBodyTests {
    @Test(arguments: Endpoint.takingJSON)
    func aFieldMustBeThere(for endpoint: Endpoint) async throws {
        try await withCaller(of: endpoint) { app, token in
            for field in endpoint.fields where field.isRequired {
                let response = try await app.send(
                    endpoint.method, endpoint.path, json: endpoint.json(replacing: field.name), token: token)
                expectProblem(response, .invalid(field.name, "“\(field.name)” is missing."))
            }
        }
    }

    @Test(arguments: Endpoint.takingJSON)
    func aFieldMustNotBeNull(for endpoint: Endpoint) async throws {
        try await withCaller(of: endpoint) { app, token in
            for field in endpoint.fields {
                let response = try await app.send(
                    endpoint.method, endpoint.path, json: endpoint.json(replacing: field.name, with: "null"),
                    token: token)
                expectProblem(response, .invalid(field.name, "“\(field.name)” is null."))
            }
        }
    }

    @Test(arguments: Endpoint.takingJSON)
    func aFieldMustBeOfItsType(for endpoint: Endpoint) async throws {
        try await withCaller(of: endpoint) { app, token in
            for field in endpoint.fields {
                for (wrong, detail) in field.kind.wrongValues {
                    let response = try await app.send(
                        endpoint.method, endpoint.path, json: endpoint.json(replacing: field.name, with: wrong),
                        token: token)
                    expectProblem(response, .invalid(field.name, "“\(field.name)” is not \(detail)."))
                }
            }
        }
    }

    @Test(arguments: Endpoint.takingJSON)
    func mustBeJSON(for endpoint: Endpoint) async throws {
        let broken = [
            "", " ", "nonsense", "{", #"{"tweet":"a"#, #"{"tweet" "a"}"#, "{'tweet':'a'}", "{tweet:1}",
            #"{"tweet":"a"} {"tweet":"b"}"#, #"{"tweet":"a"}}"#, #"{"tweet":truth}"#,
            String(repeating: "[", count: 30_000), String(repeating: #"{"a":"#, count: 10_000),
        ]
        try await withCaller(of: endpoint) { app, token in
            for body in broken {
                let response = try await app.send(endpoint.method, endpoint.path, json: body, token: token)
                expectProblem(response, .malformed("The body is not JSON in UTF-8."))
            }
        }
    }

    @Test(arguments: Endpoint.takingJSON.filter { $0.fields[0].kind == .text })
    func aStringMustBeUnicode(for endpoint: Endpoint) async throws {
        try await withCaller(of: endpoint) { app, token in
            // An overlong slash, half a character, Latin-1, and half a surrogate pair.
            for bytes: [UInt8] in [[0xC0, 0xAF], [0xED, 0x95], [0xE9], Array(#"\ud800"#.utf8)] {
                var headers: HTTPFields = [.contentType: "application/json"]
                headers[.authorization] = token
                let json = Array(#"{"\#(endpoint.fields[0].name)":"a"#.utf8) + bytes + Array(#"b"}"#.utf8)
                let response = try await app.client.execute(
                    uri: endpoint.path, method: endpoint.method, headers: headers, body: ByteBuffer(bytes: json))
                #expect(response.status == .badRequest)
            }
        }
    }

    /// Foundation would read these.
    @Test(arguments: [String.Encoding.utf16, .utf16BigEndian, .utf16LittleEndian, .utf32])
    func mustBeInUTF8(_ encoding: String.Encoding) async throws {
        try await TestApplication.with { app in
            let body = try #require(#"{"email":"a@example.com","password":"password"}"#.data(using: encoding))
            let response = try await app.client.execute(
                uri: "/login", method: .post, headers: [.contentType: "application/json"], body: ByteBuffer(bytes: body)
            )
            expectProblem(response, .malformed("The body is not JSON in UTF-8."))
        }
    }

    @Test(arguments: Endpoint.takingJSON)
    func mustNotBeCompressed(for endpoint: Endpoint) async throws {
        try await withCaller(of: endpoint) { app, token in
            var headers: HTTPFields = [.contentType: "application/json", .contentEncoding: "gzip"]
            headers[.authorization] = token
            let response = try await app.client.execute(
                uri: endpoint.path, method: endpoint.method, headers: headers,
                body: endpoint.json().map { ByteBuffer(string: $0) })
            expectProblem(response, .unsupportedType("Send the body as it is, without a Content-Encoding."))
        }
    }

    @Test(arguments: Endpoint.takingJSON)
    func mustBeAnObject(for endpoint: Endpoint) async throws {
        try await withCaller(of: endpoint) { app, token in
            for body in ["null", "42", "true", #""text""#, "[]", #"[{"tweet":"a"}]"#] {
                let response = try await app.send(endpoint.method, endpoint.path, json: body, token: token)
                expectProblem(response, .malformed("The body is not a JSON object."))
            }
        }
    }

    @Test(arguments: Endpoint.takingJSON)
    func mustSayThatItIsJSON(for endpoint: Endpoint) async throws {
        try await withCaller(of: endpoint) { app, token in
            for type in [nil, "", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "json"] {
                var headers: HTTPFields = [:]
                headers[.contentType] = type
                headers[.authorization] = token
                let response = try await app.client.execute(
                    uri: endpoint.path, method: endpoint.method, headers: headers,
                    body: endpoint.json().map { ByteBuffer(string: $0) })
                expectProblem(
                    response, .unsupportedType("Send JSON with the header Content-Type: application/json."))
            }
        }
    }

    @Test(arguments: Endpoint.takingJSON)
    func mayHave64KiBAndNoMore(for endpoint: Endpoint) async throws {
        try await withCaller(of: endpoint) { app, token in
            let json = try #require(endpoint.json())
            let most = json + String(repeating: " ", count: 65_536 - json.utf8.count)
            let tooMuch = try await app.send(endpoint.method, endpoint.path, json: most + " ", token: token)
            expectProblem(tooMuch, .tooLarge(65_536))
            let taken = try await app.send(endpoint.method, endpoint.path, json: most, token: token)
            #expect(taken.status != .contentTooLarge)
        }
    }

    @Test(arguments: [
        "application/json", "Application/JSON", "application/json; charset=utf-8", "application/json ;charset=UTF-8",
        "application/vnd.minitter+json",
    ])
    func mayNameItsTypeInFull(contentType: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.client.execute(
                uri: "/tweet", method: .post, headers: [.contentType: contentType, .authorization: minji.token],
                body: ByteBuffer(string: #"{"tweet":"hello"}"#))
            #expect(response.status == .ok)
        }
    }

    @Test func mayHoldMoreThanIsAskedFor() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(
                .post, "/tweet", json: #"{"id":"7","tweet":"hello","user_id":99,"more":[{}]}"#, token: minji.token)
            #expect(response.string("tweet") == "hello")
            #expect(response.text.contains(#""user_id":\#(minji.id),"#))
        }
    }

    private func withCaller(
        of endpoint: Endpoint, _ body: @escaping @Sendable (TestApplication, String?) async throws -> Void
    ) async throws {
        try await TestApplication.with { app in
            let caller = try await app.person("minji")
            try await body(app, endpoint.access == .account ? caller.token : nil)
        }
    }
}

extension Endpoint.Field.Kind {
    /// With what each is not.
    fileprivate var wrongValues: [(json: String, detail: String)] {
        switch self {
        case .text:
            ["1", "1.5", "true", "[]", #"["a"]"#, "{}"].map { ($0, "a string") }
        case .id:
            [
                "0", "-1", "1.5", "9223372036854775808", "1e300", "true", "[]", "[2]", "{}", #""""#, #""0""#, #""-1""#,
                #""two""#, #""2.0""#, #"" 2""#, #""+2""#, #""02""#,
                #""9223372036854775808""#,
            ].map { ($0, "an id: a whole number from 1") }
        }
    }
}
