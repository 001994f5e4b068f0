import Database
import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct TweetTests {
    @Test(arguments: [
        "x", "안녕하세요", "👩🏽‍💻🇰🇷 둘", "line\r\nbreaks\tand tabs", " blanks around ", "a\u{200B}b", "'; DROP TABLE tweets; --",
        String(repeating: "x", count: 300), String(repeating: "민", count: 300), String(repeating: "🙂", count: 300),
        // 150 characters as people count them.
        String(repeating: "e\u{301}", count: 150),
    ])
    func takesAndKeepsTextsOf1To300Scalars(text: String) async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            let posted = try await test.services.tweets.post(text, by: minji.id)
            let read = try await test.services.tweets.tweet(posted.id, for: nil)
            // By scalars: `==` on strings holds composed and decomposed forms for the same.
            #expect(Array(read.text.unicodeScalars) == Array(text.unicodeScalars))
            #expect(read == posted)
            #expect(read.author.id == minji.id)
            #expect(read.author.name == "minji")
            #expect(read.createdAt == test.clock.now)
            #expect(read.likeCount == 0)
            #expect(!read.liked)
        }
    }

    @Test(arguments: [
        "", " ", "\n\t ", "\u{3000}\u{A0}", "\u{200B}", "\u{3164} \u{FEFF}", "nul\u{0}", "\u{1B}[31m", "\u{85}x",
        String(repeating: "x", count: 301), String(repeating: "🙂", count: 301),
        // 151 and 43 characters as people count them.
        "x" + String(repeating: "e\u{301}", count: 150), String(repeating: "👨‍👩‍👧‍👦", count: 43),
    ])
    func refusesOtherTexts(text: String) async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            #expect(
                try await refusal { try await test.services.tweets.post(text, by: minji.id) }
                    == .invalid(field: "tweet"))
            #expect(try await test.services.users.user(minji.id, for: nil).tweetCount == 0)
        }
    }

    @Test func theAuthorOfATweetIsThere() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            try await test.services.users.delete(minji.id)
            #expect(try await refusal { try await test.services.tweets.post("x", by: minji.id) } == .invalidToken)
        }
    }

    @Test func anAuthorDeletesTheirTweet() async throws {
        try await TestServices.with { test in
            let (minji, haneul) = (try await test.person("minji"), try await test.person("haneul"))
            let tweet = try await test.services.tweets.post("x", by: minji.id)
            _ = try await test.services.likes.like(tweet.id, by: haneul.id)
            try await test.services.tweets.delete(tweet.id, by: minji.id)

            #expect(try await refusal { try await test.services.tweets.tweet(tweet.id, for: nil) } == .notFound)
            #expect(try await refusal { try await test.services.tweets.delete(tweet.id, by: minji.id) } == .notFound)
            #expect(try await test.services.users.user(minji.id, for: nil).tweetCount == 0)
            #expect(
                try await items { try await test.services.likes.page(by: haneul.id, for: nil, $0) } == [])
        }
    }

    @Test func aTweetWithManyLikesIsDeletedInParts() async throws {
        try await TestServices.with(settings: .forTests(deletedRowsAtOnce: 2)) { test in
            let minji = try await test.person("minji")
            let (tweet, other) = (
                try await test.services.tweets.post("x", by: minji.id),
                try await test.services.tweets.post("y", by: minji.id)
            )
            var likers: [Int64] = []
            for number in 1...5 { likers.append(try await test.person("liker\(number)").id) }
            for liker in likers {
                for tweet in [tweet, other] { _ = try await test.services.likes.like(tweet.id, by: liker) }
            }
            #expect(
                try await refusal { try await test.services.tweets.delete(tweet.id, by: likers[0]) } == .notYours)
            #expect(try await test.services.tweets.tweet(tweet.id, for: nil).likeCount == 5)

            test.database.loseAnswers(with: .unavailable("the connection is lost"))
            await #expect(throws: DatabaseError.self) {
                try await test.services.tweets.delete(tweet.id, by: minji.id)
            }
            #expect(try await test.services.tweets.tweet(tweet.id, for: nil).likeCount == 3)
            #expect(try await test.wrongCounts() == [])

            test.database.loseAnswers(with: nil)
            try await test.services.tweets.delete(tweet.id, by: minji.id)
            #expect(try await refusal { try await test.services.tweets.tweet(tweet.id, for: nil) } == .notFound)
            #expect(try await test.services.tweets.tweet(other.id, for: nil).likeCount == 5)
            #expect(try await test.wrongCounts() == [])
        }
    }

    @Test func nobodyElseDeletesIt() async throws {
        try await TestServices.with { test in
            let (minji, haneul) = (try await test.person("minji"), try await test.person("haneul"))
            let tweet = try await test.services.tweets.post("x", by: minji.id)
            #expect(try await refusal { try await test.services.tweets.delete(tweet.id, by: haneul.id) } == .notYours)
            #expect(try await test.services.tweets.tweet(tweet.id, for: nil) == tweet)
        }
    }

    @Test func anOperatorDeletesAnyTweet() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            let tweet = try await test.services.tweets.post("x", by: minji.id)
            try await test.services.tweets.delete(tweet.id, by: nil)
            #expect(try await refusal { try await test.services.tweets.tweet(tweet.id, for: nil) } == .notFound)
            #expect(try await test.services.users.user(minji.id, for: nil).tweetCount == 0)
        }
    }

    @Test(arguments: [404, 0, -1, Int64.min, Int64.max])
    func anAbsentTweetIsNotFound(id: Int64) async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            #expect(try await refusal { try await test.services.tweets.tweet(id, for: minji.id) } == .notFound)
            #expect(try await refusal { try await test.services.tweets.delete(id, by: minji.id) } == .notFound)
        }
    }

    @Test func anIdIsNeverUsedAgain() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            let first = try await test.services.tweets.post("x", by: minji.id)
            try await test.services.tweets.delete(first.id, by: minji.id)
            #expect(try await test.services.tweets.post("x", by: minji.id).id > first.id)
        }
    }
}
