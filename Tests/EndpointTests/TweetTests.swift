import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct TweetTests {
    @Test func aPostAnswersTheTweet() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(
                .post, "/tweet", json: #"{"tweet":"안녕, \"world\" \\ 🇰🇷\n"}"#, token: minji.token)
            let id = try await app.newestTweet(of: minji.id)
            let json =
                #"{"id":\#(id),"user_id":\#(minji.id),"tweet":"안녕, \"world\" \\ 🇰🇷\n","#
                + #""created_at":"2026-05-28T20:26:40.000Z","like_count":0,"liked":false,"#
                + #""user":{"id":\#(minji.id),"name":"minji","img_url":null}}"#
            expectAnswer(response, json)
            expectAnswer(try await app.send(.get, "/tweet/\(id)"), json)
        }
    }

    @Test(arguments: [
        ("", "“tweet” is empty or blank: write at least one character."),
        (" \\n\\t\u{2003}", "“tweet” is empty or blank: write at least one character."),
        (String(repeating: "a", count: 301), "“tweet” has 301 characters: at most 300 are taken."),
        (String(repeating: "👍🏽", count: 151), "“tweet” has 302 characters: at most 300 are taken."),
        ("a\\u0000b", "“tweet” holds a control character: leave it out."),
        ("a\\u009fb", "“tweet” holds a control character: leave it out."),
    ])
    func aTextOutOfBoundsIsRefused(text: String, detail: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(.post, "/tweet", json: #"{"tweet":"\#(text)"}"#, token: minji.token)
            expectProblem(response, .invalid("tweet", detail))
            expectAnswer(
                try await app.send(.get, "/users/\(minji.id)/tweets"), ExpectedJSON.page("tweets", of: minji.id, []))
        }
    }

    /// Nothing is cut, folded or put in another normal form.
    @Test(arguments: [
        "a", String(repeating: "a", count: 300), String(repeating: "가", count: 300), String(repeating: "😀", count: 300),
        String(repeating: "👍🏽", count: 150), "e\u{301} \u{E9}", "שלום עולם \u{202E}abc\u{202C} مرحبا",
        "Z\u{324}\u{30A}\u{32E}a\u{342}l\u{36F}g\u{311}o", "👨‍👩‍👧‍👦🏳️‍🌈🇰🇷", "\u{FEFF}bom \u{200B}zero width",
        "ﬁ ß İ ı ǆ 가\u{1100}\u{1161}",
        "<script>alert(1)</script>", "'; DROP TABLE tweets; --", "%00 %s {} ${x} \u{FFFD}\u{10FFFF}",
    ])
    func aTextComesBackAsItWasSent(text: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let posted = try await app.send(.post, "/tweet", json: #"{"tweet":"\#(text)"}"#, token: minji.token)
            let id = try await app.newestTweet(of: minji.id)
            expectAnswer(posted, ExpectedJSON.tweet(id, by: (minji.id, "minji"), text))
            let read = try await app.send(.get, "/tweet/\(id)").string("tweet")
            #expect(read.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
        }
    }

    @Test func aPersonsTweetsAreListedNewestFirst() async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let first = try await app.services.services.tweets.post("first", by: minji.id)
            _ = try await app.services.services.tweets.post("his", by: tom.id)
            let second = try await app.services.services.tweets.post("second", by: minji.id)
            _ = try await app.services.services.likes.like(first.id, by: tom.id)

            let author = (minji.id, "minji")
            for (token, liked) in [(nil, false), (minji.token, false), (tom.token, true)] {
                expectAnswer(
                    try await app.send(.get, "/users/\(minji.id)/tweets", token: token),
                    ExpectedJSON.page(
                        "tweets", of: minji.id,
                        [
                            ExpectedJSON.tweet(second.id, by: author, "second"),
                            ExpectedJSON.tweet(first.id, by: author, "first", likes: 1, liked: liked),
                        ]))
            }
        }
    }

    @Test func itsAuthorDeletesATweet() async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let id = try await app.services.services.tweets.post("hello", by: minji.id).id
            _ = try await app.services.services.likes.like(id, by: tom.id)

            expectProblem(
                try await app.send(.delete, "/tweet/\(id)", token: tom.token),
                .notYours("Tweet \(id) is another person's; only its author can delete it."))
            #expect(try await app.send(.get, "/tweet/\(id)").status == .ok)

            expectAnswer(try await app.send(.delete, "/tweet/\(id)", token: minji.token), #"{"id":\#(id)}"#)
            let gone = ExpectedProblem.notFound("There is no tweet \(id).")
            expectProblem(try await app.send(.get, "/tweet/\(id)"), gone)
            expectProblem(try await app.send(.delete, "/tweet/\(id)", token: minji.token), gone)
            expectAnswer(
                try await app.send(.get, "/users/\(tom.id)/likes"), ExpectedJSON.page("likes", of: tom.id, []))
        }
    }
}

extension TestApplication {
    func newestTweet(of userID: Int64) async throws -> Int64 {
        let page = try await services.services.tweets.page(by: userID, for: nil, .init(limit: 1))
        return try #require(page.items.first).id
    }
}
