import Database
import MinitterModel
import MinitterService
import ObjectStorage
import TestSupport
import Testing

@Suite struct AccountDeletionTests {
    @Test func nothingOfThePersonIsLeftAnywhere() async throws {
        try await TestServices.with { test in
            let network = try await Network(in: test)
            try await test.services.users.delete(network.minji)
            let references: [SQL] = [
                "SELECT id FROM users", "SELECT user_id FROM tweets", "SELECT user_id FROM users_follow_list",
                "SELECT follow_user_id FROM users_follow_list", "SELECT user_id FROM like_tweet_list",
            ]
            for reference in references {
                let people = try await test.integers(reference)
                #expect(!people.isEmpty, "the rows of others are still there: \(reference.text)")
                #expect(!people.contains(network.minji), "\(reference.text)")
            }
            #expect(try await test.integers("SELECT tweet_id FROM like_tweet_list") == [network.haneulsTweet])
        }
    }

    @Test func itsPagesAreNotFound() async throws {
        try await TestServices.with { test in
            let network = try await Network(in: test)
            try await test.services.users.delete(network.minji)
            let (services, first) = (test.services, PageRequest())
            #expect(try await refusal { try await services.users.user(network.minji, for: nil) } == .notFound)
            #expect(try await refusal { try await services.tweets.tweet(network.minjisTweet, for: nil) } == .notFound)
            #expect(
                try await refusal { try await services.timelines.page(of: network.minji, for: nil, first) } == .notFound
            )
            #expect(
                try await refusal { try await services.tweets.page(by: network.minji, for: nil, first) } == .notFound)
            #expect(
                try await refusal { try await services.likes.page(by: network.minji, for: nil, first) } == .notFound)
            #expect(try await refusal { try await services.users.delete(network.minji) } == .notFound)
        }
    }

    @Test func theCountsAndPagesOfOthersLoseThePerson() async throws {
        try await TestServices.with { test in
            let network = try await Network(in: test)
            try await test.services.users.delete(network.minji)
            let haneul = try await test.services.users.user(network.haneul, for: nil)
            #expect([haneul.tweetCount, haneul.followerCount, haneul.followingCount] == [1, 1, 1])
            #expect(try await test.services.tweets.tweet(network.haneulsTweet, for: nil).likeCount == 1)
            #expect(
                try await items { try await test.services.follows.followers(of: network.haneul, for: nil, $0) }.map(
                    \.id)
                    == [network.bora])
            #expect(
                try await items { try await test.services.timelines.page(of: network.haneul, for: nil, $0) }.map(\.id)
                    == [network.haneulsTweet])
            #expect(
                try await items { try await test.services.likes.page(by: network.haneul, for: nil, $0) } == [])
        }
    }

    @Test func theSameEmailSignsUpAgainAsANewPerson() async throws {
        try await TestServices.with { test in
            let (minji, token) = try await test.loggedIn("minji")
            try await test.services.users.delete(minji.id)
            let (again, newToken) = try await test.loggedIn("minji")
            #expect(again.id != minji.id)
            #expect(try await test.services.tokens.userID(of: newToken) == again.id)
            #expect(try await refusal { try await test.services.tokens.userID(of: token) } == .invalidToken)
        }
    }

    @Test func itsPictureIsRemovedAndThoseOfOthersStay() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji").id
            let haneul = try await test.person("haneul").id
            let minjisKey = try await test.storePicture(of: minji)
            let haneulsKey = try await test.storePicture(of: haneul)
            try await test.services.users.delete(minji)
            #expect(try await test.storage.get(minjisKey) == nil)
            #expect(try await test.storage.get(haneulsKey) != nil)
        }
    }
}

/// Three people who all follow each other; minji and bora like haneul's tweet, haneul likes minji's.
private struct Network {
    let minji, haneul, bora: Int64
    let minjisTweet, haneulsTweet: Int64

    init(in test: TestServices) async throws {
        minji = try await test.person("minji").id
        haneul = try await test.person("haneul").id
        bora = try await test.person("bora").id
        for follower in [minji, haneul, bora] {
            for followed in [minji, haneul, bora] where followed != follower {
                _ = try await test.services.follows.follow(followed, by: follower)
            }
        }
        minjisTweet = try await test.services.tweets.post("m", by: minji).id
        haneulsTweet = try await test.services.tweets.post("h", by: haneul).id
        _ = try await test.services.likes.like(haneulsTweet, by: minji)
        _ = try await test.services.likes.like(haneulsTweet, by: bora)
        _ = try await test.services.likes.like(minjisTweet, by: haneul)
    }
}

extension TestServices {
    fileprivate func integers(_ query: SQL) async throws -> [Int64] {
        try await database.read { db in try db.rows(query) { row in try row[0] } }
    }

    /// Stores some bytes as a person's picture.
    fileprivate func storePicture(of userID: Int64) async throws -> ObjectKey {
        let key = try #require(ObjectKey("profile/\(userID)/picture.webp"))
        try await storage.put([1, 2, 3], contentType: "image/webp", at: key)
        let now = clock.now
        _ = try await database.write { db in
            try ProfilePictureStore().setKey(key.description, of: userID, at: now, in: db)
        }
        return key
    }
}
