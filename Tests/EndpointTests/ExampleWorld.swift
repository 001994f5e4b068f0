import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport

/// The two people that the contract's examples tell of, with their tweets and what else there is between them. The
/// first one calls.
struct ExampleWorld {
    private let app: TestApplication
    private var token: String?
    private var pictureFile = ""

    /// A PNG of one blue pixel.
    private static let portrait = Data(
        base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNQSFgAAAHEASFiX4r9AAAAAElFTkSuQmCC")!

    /// - Parameter isEmpty: before anybody has signed up.
    init(_ contract: Contract, _ app: TestApplication, isEmpty: Bool) async throws {
        self.app = app
        if isEmpty { return }
        for person in ["korean", "english"] {
            func example(_ path: String) throws -> String {
                try contract.jsonExample(person, ofBodyOf: path).encoded
            }
            try await succeed(app.send(.post, "/sign-up", json: example("/sign-up")))
            let newToken = try await succeed(app.send(.post, "/login", json: example("/login")))["access_token"].text
            try await succeed(app.send(.post, "/tweet", json: example("/tweet"), token: newToken))
            token = token ?? newToken
        }
        try await succeed(app.send(.post, "/follow", json: #"{"follow": 2}"#, token: token))
        try await succeed(app.send(.post, "/like", json: #"{"like": 2}"#, token: token))
        let link = try await succeed(upload(to: "/profile-picture", field: "profile-pic"))["img_url"].text
        pictureFile = link?.split(separator: "/").last.map(String.init) ?? ""
    }

    /// Sends an operation's example.
    ///
    /// - Parameter key: goes into `Idempotency-Key`; a form is sent without.
    func send(
        _ operation: Contract.Operation, _ request: (mediaType: String, example: JSON)?, key: String? = nil,
        in contract: Contract
    ) async throws -> TestResponse {
        let token = operation.needsToken ? token : nil
        if let request, request.mediaType == "multipart/form-data" {
            let field = request.example["value"].members.keys.first ?? ""
            return try await upload(to: operation.path, field: field)
        }
        // The one example that can't be made to come true: a picture's name has a random part.
        let file = contract.document["components"]["parameters"]["file"]["example"].text ?? ""
        let uri = contract.uri(of: operation).replacingOccurrences(of: file, with: pictureFile)
        let body = try request.map { try $0.example["value"].encoded }
        return try await app.send(operation.method, uri, json: body, token: token, key: key)
    }

    private func upload(to path: String, field: String) async throws -> TestResponse {
        let disposition = #"Content-Disposition: form-data; name="\#(field)"; filename="portrait.png""#
        var body = ByteBuffer(string: "--frontier\r\n\(disposition)\r\n\r\n")
        body.writeBytes(Self.portrait)
        body.writeString("\r\n--frontier--\r\n")
        var headers: HTTPFields = [.contentType: "multipart/form-data; boundary=frontier"]
        headers[.authorization] = token
        return try await app.client.execute(uri: path, method: .post, headers: headers, body: body)
    }

    @discardableResult
    private func succeed(_ response: TestResponse) throws -> JSON {
        guard response.status == .ok else { throw Failure(answer: response.text) }
        return try JSON(response)
    }

    private struct Failure: Error {
        let answer: String
    }
}
