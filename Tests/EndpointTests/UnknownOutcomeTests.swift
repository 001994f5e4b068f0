import Database
import HTTPTypes
import HummingbirdTesting
import MinitterService
import TestSupport
import Testing

/// The connection to the database is lost while it commits: here the write is stored, but nobody learns of it.
@Suite struct UnknownOutcomeTests {
    private static let lost = DatabaseError.outcomeUnknown("10.0.0.7: lost connection during COMMIT")

    @Test func aTweetIsStoredOnceWhenItIsRepeatedUnderItsKey() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            func post() async throws -> TestResponse {
                try await app.send(.post, "/tweet", json: #"{"tweet":"hello"}"#, token: minji.token, key: "a-key")
            }
            app.services.database.loseAnswers(with: Self.lost)
            expectProblem(try await post(), .outcomeUnknown)
            // Repeated while the trouble goes on.
            expectProblem(try await post(), .outcomeUnknown)

            app.services.database.loseAnswers(with: nil)
            let id = try await app.newestTweet(of: minji.id)
            let tweet = ExpectedJSON.tweet(id, by: (minji.id, "minji"), "hello")
            expectAnswer(try await post(), tweet, headers: ["idempotency-replayed": "true"])
            expectAnswer(
                try await app.send(.get, "/timeline", token: minji.token),
                ExpectedJSON.page("timeline", of: minji.id, [tweet]))
        }
    }

    @Test func aTweetThatWasNotStoredIsStoredWhenItIsRepeated() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            func post() async throws -> TestResponse {
                try await app.send(.post, "/tweet", json: #"{"tweet":"hello"}"#, token: minji.token, key: "a-key")
            }
            _ = try await app.send(.get, "/timeline", token: minji.token)
            app.services.database.fail(with: Self.lost)
            expectProblem(try await post(), .outcomeUnknown)
            app.services.database.fail(with: nil)
            let answer = try await post()
            let id = try await app.newestTweet(of: minji.id)
            expectAnswer(answer, ExpectedJSON.tweet(id, by: (minji.id, "minji"), "hello"))
        }
    }

    /// Without a key the account that it made would be in its way.
    @Test func aSignUpIsAnsweredWithItsAccountWhenItIsRepeatedUnderItsKey() async throws {
        try await TestApplication.with { app in
            func signUp(key: String?) async throws -> TestResponse {
                let json = #"{"email":"minji@example.com","name":"minji","password":"password","profile":"hi"}"#
                return try await app.send(.post, "/sign-up", json: json, key: key)
            }
            app.services.database.loseAnswers(with: Self.lost)
            expectProblem(try await signUp(key: "a-key"), .outcomeUnknown)
            app.services.database.loseAnswers(with: nil)
            let id = try await app.userID(ofEmail: "minji@example.com")
            expectAnswer(
                try await signUp(key: "a-key"),
                #"{"id":\#(id),"email":"minji@example.com","name":"minji","profile":"hi"}"#,
                headers: ["idempotency-replayed": "true"])
            expectProblem(try await signUp(key: nil), .emailTaken)
        }
    }

    /// The picture's object must stay: the row that was stored names it.
    @Test func aPictureThatWasStoredIsThere() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            app.services.database.loseAnswers(with: Self.lost)
            expectProblem(try await app.upload(PictureForm.body(PictureForm.png), token: minji.token), .outcomeUnknown)
            app.services.database.loseAnswers(with: nil)
            let key = try await app.services.services.pictures.key(of: minji.id)
            #expect(try await app.send(.get, "/pictures/\(key)").status == .ok)
        }
    }

    /// No caller may be told that nothing was changed.
    @Test func isToldByEveryWriteAsTheContractSays() async throws {
        let contract = try await TestApplication.with { app in try await Contract(of: app) }
        for operation in contract.operations {
            let unavailable = contract.resolve(operation.json["responses"]["503"])["content"][
                "application/problem+json"]
            let types = unavailable["schema"]["properties"]["type"]["enum"].elements.compactMap(\.text)
            let isWrite = operation.method != .get && operation.json["operationId"].text != "logIn"
            #expect(types.contains("urn:minitter:problem:outcome-unknown") == isWrite, "\(operation.name)")
            guard isWrite else { continue }
            try await TestApplication.with { app in
                let world = try await ExampleWorld(contract, app, isEmpty: operation.path == "/sign-up")
                app.services.database.loseAnswers(with: Self.lost)
                let example = contract.examples(of: operation.json["requestBody"]).first
                expectProblem(try await world.send(operation, example, in: contract), .outcomeUnknown)
            }
        }
    }
}
