import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct LikeTests {
    /// An id is a number or, as clients of the seed send it, a string.
    @Test(arguments: ["", "\""])
    func aLikeAndItsEndAnswerTheTweet(quote: String) async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let id = try await app.services.services.tweets.post("hello", by: minji.id).id
            let author = (minji.id, "minji")
            let (liked, other) = (
                ExpectedJSON.tweet(id, by: author, "hello", likes: 1, liked: true),
                ExpectedJSON.tweet(id, by: author, "hello")
            )
            // Twice each: the second time changes nothing.
            for (call, json) in [("like", liked), ("like", liked), ("unlike", other), ("unlike", other)] {
                let response = try await app.send(
                    .post, "/\(call)", json: #"{"\#(call)":\#(quote)\#(id)\#(quote)}"#, token: tom.token)
                expectAnswer(response, json)
            }
        }
    }

    @Test(arguments: ["like", "unlike"])
    func aTweetThatIsNotThereIsNotFound(call: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            for id in ["999999", "\"999999\"", "9223372036854775807"] {
                let response = try await app.send(.post, "/\(call)", json: #"{"\#(call)":\#(id)}"#, token: minji.token)
                expectProblem(response, .notFound("There is no tweet \(id.replacing("\"", with: ""))."))
            }
        }
    }

    @Test func eachReaderSeesTheirOwnLikes() async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let id = try await app.services.services.tweets.post("hello", by: minji.id).id
            _ = try await app.services.services.likes.like(id, by: tom.id)
            for (token, liked) in [(nil, false), (minji.token, false), (tom.token, true)] {
                expectAnswer(
                    try await app.send(.get, "/tweet/\(id)", token: token),
                    ExpectedJSON.tweet(id, by: (minji.id, "minji"), "hello", likes: 1, liked: liked))
            }
        }
    }

    @Test func likesAreListedLastLikedFirst() async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let services = app.services.services
            let older = try await services.tweets.post("older", by: minji.id).id
            let newer = try await services.tweets.post("newer", by: tom.id).id
            for id in [newer, older] { _ = try await services.likes.like(id, by: tom.id) }

            for (token, liked) in [(nil, false), (minji.token, false), (tom.token, true)] {
                expectAnswer(
                    try await app.send(.get, "/users/\(tom.id)/likes", token: token),
                    ExpectedJSON.page(
                        "likes", of: tom.id,
                        [
                            ExpectedJSON.tweet(older, by: (minji.id, "minji"), "older", likes: 1, liked: liked),
                            ExpectedJSON.tweet(newer, by: (tom.id, "tom"), "newer", likes: 1, liked: liked),
                        ]))
            }
        }
    }
}
