import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

/// The header `Idempotency-Key`.
@Suite struct IdempotencyKeyTests {
    private static let replayed: [String: String?] = ["idempotency-replayed": "true"]

    @Test func aRepetitionIsAnsweredAsTheFirstTimeAndSaysSo() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let first = try await app.post("hello", by: minji.token, key: "a-key")
            let tweet = ExpectedJSON.tweet(try await app.newestTweet(of: minji.id), by: (minji.id, "minji"), "hello")
            expectAnswer(first, tweet)
            expectAnswer(try await app.post("hello", by: minji.token, key: "a-key"), tweet, headers: Self.replayed)
            expectAnswer(
                try await app.send(.get, "/timeline", token: minji.token),
                ExpectedJSON.page("timeline", of: minji.id, [tweet]))
        }
    }

    /// The contract says which operations take the header. The password's example is left out: it ends the token that
    /// it is sent with.
    @Test func isHonouredByTheOperationsThatTheContractSaysAndIgnoredByOthers() async throws {
        let contract = try await TestApplication.with { app in try await Contract(of: app) }
        var honouring: [String] = []
        for operation in contract.operations where operation.json["operationId"].text != "changePassword" {
            let takesKey = operation.json["parameters"].elements.map(contract.resolve).contains {
                $0["name"].text == "Idempotency-Key"
            }
            if takesKey { honouring.append(operation.name) }
            try await TestApplication.with { app in
                let world = try await ExampleWorld(contract, app, isEmpty: operation.path == "/sign-up")
                let example = contract.examples(of: operation.json["requestBody"]).first
                let first = try await world.send(operation, example, key: "a-key", in: contract)
                let second = try await world.send(operation, example, key: "a-key", in: contract)
                #expect(first.status == .ok, "\(operation.name): \(first.text)")
                #expect(first.headers[.replayed] == nil, "\(operation.name)")
                #expect(second.headers[.replayed] == (takesKey ? "true" : nil), "\(operation.name)")
                if takesKey { #expect(second.text == first.text) }
            }
        }
        #expect(honouring.count == 8)
    }

    @Test func aRepeatedPasswordChangeIsAnsweredWithAnotherToken() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let json = #"{"current_password":"password","new_password":"password2"}"#
            let first = try await app.send(.post, "/users/me/password", json: json, token: minji.token, key: "a-key")
            let token = try #require(first.string("access_token"))
            let second = try await app.send(.post, "/users/me/password", json: json, token: token, key: "a-key")
            expectAnswer(
                second, #"{"user_id":\#(minji.id),"access_token":"<token>"}"#, headers: Self.replayed)
            #expect(try await app.send(.get, "/timeline", token: token).status == .ok)
            #expect(try await app.send(.get, "/timeline", token: second.string("access_token")).status == .ok)
        }
    }

    @Test(arguments: [
        ("/tweet", #"{"tweet":"other"}"#), ("/tweet", #"{"tweet": "hello"}"#),
        ("/like", #"{"tweet":"hello","like":1}"#),
    ])
    func theKeyOfAnotherRequestIsRefused(path: String, json: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            _ = try await app.post("hello", by: minji.token, key: "a-key")
            let id = try await app.newestTweet(of: minji.id)
            expectProblem(
                try await app.send(.post, path, json: json, token: minji.token, key: "a-key"), .idempotencyKeyReused)
            #expect(try await app.newestTweet(of: minji.id) == id)
        }
    }

    @Test func isTheSameInQuotationMarksAndWithout() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            _ = try await app.post("hello", by: minji.token, key: #""a-key""#)
            #expect(try await app.post("hello", by: minji.token, key: "a-key").headers[.replayed] == "true")
        }
    }

    @Test(arguments: [
        "k", String(repeating: "k", count: 255), "\"" + String(repeating: "k", count: 255) + "\"",
        "!#$%&'()*+,-./09:;<=>?@AZ[]^_`az{|}~", "8e03978e-40d5-43dd-bc93-6894a57f9324",
    ])
    func is1To255VisibleCharacters(key: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            #expect(try await app.post("hello", by: minji.token, key: key).status == .ok)
            #expect(try await app.post("hello", by: minji.token, key: key).headers[.replayed] == "true")
        }
    }

    @Test(arguments: [
        "", "\"\"", "\"", String(repeating: "k", count: 256), "\"" + String(repeating: "k", count: 256) + "\"",
        "two words", "\"two words\"", "\"a", "a\"", "a\"b", "\"a\"b\"", "a\\b", "\"a\"; p=1", "\"a\", \"b\"", "열쇠", "é",
        "a\tb",
    ])
    func isRefusedWhenItIsAnythingElse(key: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            expectProblem(
                try await app.post("hello", by: minji.token, key: key),
                .invalid(
                    "Idempotency-Key",
                    "“Idempotency-Key” is not 1 to 255 visible ASCII characters without quotation marks and "
                        + "backslashes: take a random UUID."))
            expectAnswer(
                try await app.send(.get, "/timeline", token: minji.token),
                ExpectedJSON.page("timeline", of: minji.id, []))
        }
    }

    @Test func isNotLookedAtWithoutAToken() async throws {
        try await TestApplication.with { app in
            let response = try await app.send(.post, "/tweet", json: #"{"tweet":"hello"}"#, key: "")
            expectProblem(response, .tokenMissing)
        }
    }

    @Test func doesNotLetALargerBodyIn() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let text = String(repeating: "a", count: 65_536)
            expectProblem(try await app.post(text, by: minji.token, key: "a-key"), .tooLarge(65_536))
        }
    }
}

extension TestApplication {
    fileprivate func post(_ text: String, by token: String, key: String) async throws -> TestResponse {
        try await send(.post, "/tweet", json: #"{"tweet":"\#(text)"}"#, token: token, key: key)
    }
}

extension HTTPField.Name {
    static let replayed = HTTPField.Name("Idempotency-Replayed")!
}
