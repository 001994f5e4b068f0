import Database
import MinitterModel
import MinitterService
import ObjectStorage
import TestSupport
import Testing

@Suite struct AccountDeletionTests {
    /// At once; and in many parts, as an account with thousands of tweets.
    private static let rowsAtOnce = [1_000, 1]

    @Test(arguments: rowsAtOnce)
    func nothingOfThePersonIsLeftAnywhere(rowsAtOnce: Int) async throws {
        try await TestServices.with(settings: .forTests(deletedRowsAtOnce: rowsAtOnce)) { test in
            let network = try await Network(in: test)
            try await test.deleteWholly(network.minji)
            let references: [SQL] = [
                "SELECT id FROM users", "SELECT user_id FROM tweets", "SELECT user_id FROM users_follow_list",
                "SELECT follow_user_id FROM users_follow_list", "SELECT user_id FROM like_tweet_list",
                "SELECT owner_id FROM timelines",
            ]
            for reference in references {
                let people = try await test.integers(reference)
                #expect(!people.isEmpty, "the rows of others are still there: \(reference.text)")
                #expect(!people.contains(network.minji), "\(reference.text)")
            }
            #expect(try await test.integers("SELECT tweet_id FROM like_tweet_list") == [network.haneulsTweet])
            #expect(try await test.integers("SELECT user_id FROM account_deletions") == [])
            #expect(try await test.wrongCounts() == [])
        }
    }

    @Test(arguments: rowsAtOnce)
    func itsPagesAreNotFound(rowsAtOnce: Int) async throws {
        try await TestServices.with(settings: .forTests(deletedRowsAtOnce: rowsAtOnce)) { test in
            let network = try await Network(in: test)
            try await test.deleteWholly(network.minji)
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

    @Test(arguments: rowsAtOnce)
    func theCountsAndPagesOfOthersLoseThePerson(rowsAtOnce: Int) async throws {
        try await TestServices.with(settings: .forTests(deletedRowsAtOnce: rowsAtOnce)) { test in
            let network = try await Network(in: test)
            try await test.deleteWholly(network.minji)
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

    @Test(arguments: rowsAtOnce)
    func theSameEmailSignsUpAgainAsANewPerson(rowsAtOnce: Int) async throws {
        try await TestServices.with(settings: .forTests(deletedRowsAtOnce: rowsAtOnce)) { test in
            let (minji, token) = try await test.loggedIn("minji")
            try await test.services.users.delete(minji.id)
            let (again, newToken) = try await test.loggedIn("minji")
            #expect(again.id != minji.id)
            #expect(try await test.services.tokens.userID(of: newToken) == again.id)
            #expect(try await refusal { try await test.services.tokens.userID(of: token) } == .invalidToken)
        }
    }

    @Test(arguments: rowsAtOnce)
    func itsPictureIsRemovedAndThoseOfOthersStay(rowsAtOnce: Int) async throws {
        try await TestServices.with(settings: .forTests(deletedRowsAtOnce: rowsAtOnce)) { test in
            let minji = try await test.person("minji").id
            let haneul = try await test.person("haneul").id
            let minjisKey = try await test.storePicture(of: minji)
            let haneulsKey = try await test.storePicture(of: haneul)
            try await test.deleteWholly(minji)
            #expect(try await test.storage.get(minjisKey) == nil)
            #expect(try await test.storage.get(haneulsKey) != nil)
        }
    }

    @Test func anAccountThatIsNotWhollyDeletedIsClosedAndItsEmailIsFree() async throws {
        try await TestServices.with(settings: .forTests(deletedRowsAtOnce: 1)) { test in
            let (minji, token) = try await test.loggedIn("minji")
            for number in 1...3 { _ = try await test.services.tweets.post("\(number)", by: minji.id) }
            try await test.services.users.delete(minji.id)
            #expect(try await test.services.users.user(minji.id, for: nil).tweetCount == 2)
            #expect(try await refusal { try await test.services.tokens.userID(of: token) } == .invalidToken)
            for email in [minji.email, "deleted:\(minji.id)", ""] {
                let logIn = try await refusal {
                    try await test.services.logIns.logIn(email: email, password: "password")
                }
                #expect(logIn == .wrongCredentials)
            }
            #expect(try await test.loggedIn("minji").0.id != minji.id)
        }
    }

    /// A server that is stopped in between, or whose connection is lost.
    @Test func aDeletionThatIsInterruptedAfterEachPartIsGoneOnWithAndCountsAreRightAllAlong() async throws {
        try await TestServices.with(settings: .forTests(deletedRowsAtOnce: 1)) { test in
            let network = try await Network(in: test)
            test.database.loseAnswers(with: .unavailable("the connection is lost"))
            await #expect(throws: DatabaseError.self) { try await test.services.users.delete(network.minji) }
            #expect(try await test.wrongCounts() == [])
            var parts = 1
            while try await !test.integers("SELECT user_id FROM account_deletions").isEmpty {
                await #expect(throws: DatabaseError.self) { try await test.services.users.finishDeletions() }
                #expect(try await test.wrongCounts() == [])
                parts += 1
            }
            // A like of the tweet, the tweet, a like, two followers, two who are followed, and the account.
            #expect(parts == 8)
            #expect(try await test.integers("SELECT id FROM users ORDER BY id") == [network.haneul, network.bora])
        }
    }

    @Test func twoAccountsAreDeletedByTwoServersAtOnce() async throws {
        let settings = ServiceSettings.forTests(deletedRowsAtOnce: 1)
        try await TestServices.with(isInMemory: false, settings: settings) { test in
            let network = try await Network(in: test)
            let other = try await test.another(settings: settings)
            try await test.services.users.delete(network.minji)
            try await other.services.users.delete(network.haneul)
            async let one: Void = test.services.users.finishDeletions()
            try await other.services.users.finishDeletions()
            try await one
            #expect(try await test.integers("SELECT id FROM users") == [network.bora])
            #expect(try await test.wrongCounts() == [])
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
    fileprivate func deleteWholly(_ userID: Int64) async throws {
        try await services.users.delete(userID)
        try await services.users.finishDeletions()
    }

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
