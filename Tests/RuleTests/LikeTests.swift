import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct LikeTests {
    @Test func aLikeIsCountedAndShownToWhoLikes() async throws {
        try await TestServices.with { test in
            let (minji, haneul) = (try await test.person("minji"), try await test.person("haneul"))
            let tweet = try await test.services.tweets.post("x", by: minji.id)
            let liked = try await test.services.likes.like(tweet.id, by: haneul.id)
            #expect(liked.likeCount == 1)
            #expect(liked.liked)
            #expect(try await test.services.tweets.tweet(tweet.id, for: haneul.id) == liked)
            for other in [minji.id, nil] {
                let seen = try await test.services.tweets.tweet(tweet.id, for: other)
                #expect(seen.likeCount == 1)
                #expect(!seen.liked)
            }
        }
    }

    @Test func likingTwiceIsTheSameAsOnce() async throws {
        try await TestServices.with { test in
            let (minji, tweet) = try await personWithTweet(in: test)
            let once = try await test.services.likes.like(tweet, by: minji)
            let twice = try await test.services.likes.like(tweet, by: minji)
            #expect(once == twice)
            #expect(twice.likeCount == 1)
            #expect(try await items { try await test.services.likes.page(by: minji, for: minji, $0) } == [twice])
        }
    }

    @Test func takingALikeBackTwiceIsTheSameAsOnce() async throws {
        try await TestServices.with { test in
            let (minji, tweet) = try await personWithTweet(in: test)
            _ = try await test.services.likes.like(tweet, by: minji)
            let once = try await test.services.likes.unlike(tweet, by: minji)
            let twice = try await test.services.likes.unlike(tweet, by: minji)
            #expect(once == twice)
            #expect(twice.likeCount == 0)
            #expect(!twice.liked)
            #expect(try await items { try await test.services.likes.page(by: minji, for: minji, $0) } == [])
        }
    }

    @Test func likingAgainAfterTakingItBackCountsOnce() async throws {
        try await TestServices.with { test in
            let (minji, tweet) = try await personWithTweet(in: test)
            _ = try await test.services.likes.like(tweet, by: minji)
            _ = try await test.services.likes.unlike(tweet, by: minji)
            #expect(try await test.services.likes.like(tweet, by: minji).likeCount == 1)
        }
    }

    @Test func anAbsentTweetCanNotBeLiked() async throws {
        try await TestServices.with { test in
            let (minji, tweet) = try await personWithTweet(in: test)
            try await test.services.tweets.delete(tweet, by: minji)
            for absent in [tweet, 404, -1, .max] {
                #expect(try await refusal { try await test.services.likes.like(absent, by: minji) } == .notFound)
                #expect(try await refusal { try await test.services.likes.unlike(absent, by: minji) } == .notFound)
            }
        }
    }

    @Test func aPersonWhoIsGoneLikesNothing() async throws {
        try await TestServices.with { test in
            let (_, tweet) = try await personWithTweet(in: test)
            let haneul = try await test.person("haneul")
            try await test.services.users.delete(haneul.id)
            #expect(try await refusal { try await test.services.likes.like(tweet, by: haneul.id) } == .invalidToken)
            #expect(try await test.services.tweets.tweet(tweet, for: nil).likeCount == 0)
        }
    }

    @Test func theLastLikedTweetComesFirst() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            var tweets: [Int64] = []
            for number in 1...5 { tweets.append(try await test.services.tweets.post("\(number)", by: minji.id).id) }
            // The fourth twice: the second time changes nothing. The first again after taking it back: it is newest.
            for index in [0, 3, 1, 3, 4] { _ = try await test.services.likes.like(tweets[index], by: minji.id) }
            _ = try await test.services.likes.unlike(tweets[0], by: minji.id)
            _ = try await test.services.likes.like(tweets[0], by: minji.id)
            for limit in [1, 2, 20] {
                let liked = try await pages(limit: limit) {
                    try await test.services.likes.page(by: minji.id, for: nil, $0)
                }
                #expect(liked.flatMap(\.items).map(\.text) == ["1", "5", "2", "4"])
            }
        }
    }

    @Test func theLikesOfNobodyAreNotFound() async throws {
        try await TestServices.with { test in
            let refused = try await refusal { try await test.services.likes.page(by: 404, for: nil, PageRequest()) }
            #expect(refused == .notFound)
        }
    }

    private func personWithTweet(in test: TestServices) async throws -> (person: Int64, tweet: Int64) {
        let person = try await test.person("minji").id
        return (person, try await test.services.tweets.post("x", by: person).id)
    }
}
