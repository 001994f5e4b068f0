import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct TimelineTests {
    @Test func showsOnesOwnTweetsAndThoseOfTheFollowedNewestFirst() async throws {
        try await TestApplication.with { app in
            let network = try await Network(app)
            expectAnswer(try await app.send(.get, "/timeline", token: network.minji.token), network.minjisTimeline())
        }
    }

    /// All tweets are public; whether one is liked is the reader's.
    @Test func ofAPersonIsTheSameForEveryReader() async throws {
        try await TestApplication.with { app in
            let network = try await Network(app)
            let path = "/timeline/\(network.minji.id)"
            expectAnswer(try await app.send(.get, path), network.minjisTimeline())
            expectAnswer(try await app.send(.get, path, token: network.minji.token), network.minjisTimeline())
            expectAnswer(
                try await app.send(.get, path, token: network.yuna.token), network.minjisTimeline(liked: true))
        }
    }

    @Test func afterUnfollowingTheTweetsAreGone() async throws {
        try await TestApplication.with { app in
            let network = try await Network(app)
            _ = try await app.send(
                .post, "/unfollow", json: #"{"unfollow":\#(network.tom.id)}"#, token: network.minji.token)
            expectAnswer(
                try await app.send(.get, "/timeline", token: network.minji.token),
                ExpectedJSON.page(
                    "timeline", of: network.minji.id,
                    [ExpectedJSON.tweet(network.hers, by: (network.minji.id, "minji"), "hers")]))
        }
    }

    @Test func ofSomeoneWithoutTweetsIsEmpty() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let empty = ExpectedJSON.page("timeline", of: minji.id, [])
            expectAnswer(try await app.send(.get, "/timeline", token: minji.token), empty)
            expectAnswer(try await app.send(.get, "/timeline/\(minji.id)"), empty)
        }
    }

    @Test func aPageThatIsNotTheLastLinksToTheNext() async throws {
        try await TestApplication.with { app in
            let network = try await Network(app)
            let response = try await app.send(.get, "/timeline?limit=1", token: network.minji.token)
            expectAnswer(
                response,
                ExpectedJSON.page(
                    "timeline", of: network.minji.id,
                    [ExpectedJSON.tweet(network.his, by: (network.tom.id, "tom"), "his", likes: 1)]),
                headers: ["link": #"</timeline?limit=1&before=\#(network.his)>; rel="next""#])
        }
    }
}

/// Minji follows Tom and not Yuna, who likes his tweet; each wrote one, in the order of the tweets below.
private struct Network {
    let minji, tom, yuna: (id: Int64, token: String)
    let hers, his: Int64

    init(_ app: TestApplication) async throws {
        let services = app.services.services
        (minji, tom, yuna) = (
            try await app.person("minji"), try await app.person("tom"), try await app.person("yuna")
        )
        _ = try await services.follows.follow(tom.id, by: minji.id)
        hers = try await services.tweets.post("hers", by: minji.id).id
        _ = try await services.tweets.post("another's", by: yuna.id).id
        his = try await services.tweets.post("his", by: tom.id).id
        _ = try await services.likes.like(his, by: yuna.id)
    }

    /// - Parameter liked: whether the reader likes Tom's tweet.
    func minjisTimeline(liked: Bool = false) -> String {
        ExpectedJSON.page(
            "timeline", of: minji.id,
            [
                ExpectedJSON.tweet(his, by: (tom.id, "tom"), "his", likes: 1, liked: liked),
                ExpectedJSON.tweet(hers, by: (minji.id, "minji"), "hers"),
            ])
    }
}
