import HTTPTypes
import HummingbirdTesting
import MinitterService
import TestSupport
import Testing

@Suite struct FollowTests {
    /// An id is a number or, as clients of the seed send it, a string.
    @Test(arguments: ["", "\""])
    func aFollowAndItsEndAnswerThePerson(quote: String) async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let followed = ExpectedJSON.user(minji.id, "minji", followers: 1, followed: true)
            let other = ExpectedJSON.user(minji.id, "minji")
            // Twice each: the second time changes nothing.
            for (call, json) in [("follow", followed), ("follow", followed), ("unfollow", other), ("unfollow", other)] {
                let response = try await app.send(
                    .post, "/\(call)", json: #"{"\#(call)":\#(quote)\#(minji.id)\#(quote)}"#, token: tom.token)
                expectAnswer(response, json)
            }
        }
    }

    @Test func followingOneselfIsRefused() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(
                .post, "/follow", json: #"{"follow":\#(minji.id)}"#, token: minji.token)
            expectProblem(
                response,
                .invalid("follow", "You can't follow yourself: your timeline shows your own tweets anyway."))
        }
    }

    @Test(arguments: ["follow", "unfollow"])
    func aPersonWhoIsNotThereIsNotFound(call: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(.post, "/\(call)", json: #"{"\#(call)":999999}"#, token: minji.token)
            expectProblem(response, .notFound("There is no user 999999."))
        }
    }

    @Test func bothSidesAreListedNewestFirst() async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let yuna = try await app.person("yuna")
            let follows = app.services.services.follows
            _ = try await follows.follow(minji.id, by: yuna.id)
            _ = try await follows.follow(minji.id, by: tom.id)
            _ = try await follows.follow(tom.id, by: yuna.id)

            for token in [nil, yuna.token] {
                let tomsRow = ExpectedJSON.user(tom.id, "tom", followers: 1, following: 1, followed: token != nil)
                let minjisRow = ExpectedJSON.user(minji.id, "minji", followers: 2, followed: token != nil)
                let yunasRow = ExpectedJSON.user(yuna.id, "yuna", following: 2)
                expectAnswer(
                    try await app.send(.get, "/users/\(minji.id)/followers", token: token),
                    ExpectedJSON.page("users", of: minji.id, [tomsRow, yunasRow]))
                expectAnswer(
                    try await app.send(.get, "/users/\(yuna.id)/following", token: token),
                    ExpectedJSON.page("users", of: yuna.id, [tomsRow, minjisRow]))
            }
        }
    }
}
