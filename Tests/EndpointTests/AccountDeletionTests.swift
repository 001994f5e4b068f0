import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct AccountDeletionTests {
    @Test func nothingOfTheAccountIsLeft() async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let services = app.services.services
            let hers = try await services.tweets.post("hers", by: minji.id)
            let his = try await services.tweets.post("his", by: tom.id)
            _ = try await services.likes.like(his.id, by: minji.id)
            _ = try await services.follows.follow(minji.id, by: tom.id)
            _ = try await services.follows.follow(tom.id, by: minji.id)

            expectAnswer(
                try await app.send(.delete, "/users/me", token: minji.token), #"{"user_id":\#(minji.id)}"#)

            expectProblem(try await app.send(.get, "/users/\(minji.id)"), .notFound("There is no user \(minji.id)."))
            expectProblem(try await app.send(.get, "/tweet/\(hers.id)"), .notFound("There is no tweet \(hers.id)."))
            expectProblem(try await app.logIn(), .wrongCredentials)
            expectAnswer(try await app.send(.get, "/users/\(tom.id)"), ExpectedJSON.user(tom.id, "tom", tweets: 1))
            expectAnswer(
                try await app.send(.get, "/timeline", token: tom.token),
                ExpectedJSON.page("timeline", of: tom.id, [ExpectedJSON.tweet(his.id, by: (tom.id, "tom"), "his")]))
            for list in ["followers", "following"] {
                expectAnswer(
                    try await app.send(.get, "/users/\(tom.id)/\(list)"), ExpectedJSON.page("users", of: tom.id, []))
            }
        }
    }

    @Test func theEmailIsFreeAgain() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            _ = try await app.send(.delete, "/users/me", token: minji.token)
            let again = try await app.person("minji")
            #expect(again.id != minji.id)
            expectProblem(try await app.send(.get, "/timeline", token: minji.token), .tokenEnded)
            #expect(try await app.send(.get, "/timeline", token: again.token).status == .ok)
        }
    }
}
