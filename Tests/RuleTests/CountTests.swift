import Database
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// The counts that people see are kept beside what they count, so they could drift from it.
@Suite struct CountTests {
    @Test func countsAreExactAfterHundredsOfChangesAtOnce() async throws {
        let settings = ServiceSettings.forTests(deletedRowsAtOnce: 3)
        try await TestServices.with(isInMemory: false, settings: settings) { test in
            let network = try await BusyNetwork(people: 12, tweets: 24, in: test)
            let second = try await test.another(settings: settings)
            let done = try await withThrowingTaskGroup(of: Refusal?.self) { group in
                var random = SeededRandom(seed: 1)
                for number in 0..<800 {
                    let change = network.randomChange(using: &random)
                    let services = (number.isMultiple(of: 2) ? test : second).services
                    group.addTask { try await refusal { try await change(services) } }
                    if number.isMultiple(of: 40) {
                        group.addTask { try await refusal { try await services.users.finishDeletions() } }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 == nil ? 1 : 0 }
            }
            #expect(done > 100, "most changes must be done for their counts to say anything")

            #expect(try await test.wrongCounts() == [])
            try await test.services.users.finishDeletions()
            #expect(try await test.wrongCounts() == [])
            #expect(try await test.integer("SELECT COUNT(*) FROM account_deletions") == 0)
            #expect(try await test.integer("SELECT COUNT(*) FROM like_tweet_list") > 0)
            #expect(try await test.integer("SELECT COUNT(*) FROM users_follow_list") > 0)
            #expect(try await test.integer("SELECT COUNT(*) FROM users") < 12)
            let first = network.tweets.map(\.id)
            #expect(try await test.integer("SELECT COUNT(*) FROM tweets WHERE id IN (\(list: first))") < 24)
        }
    }

    @Test func manyLikesOfOneTweetAtOnceAreAllCounted() async throws {
        try await TestServices.with(isInMemory: false) { test in
            let network = try await BusyNetwork(people: 20, tweets: 1, in: test)
            let tweet = network.tweets[0].id
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Each person ten times at once.
                for person in network.people {
                    for _ in 0..<10 { group.addTask { _ = try await test.services.likes.like(tweet, by: person) } }
                }
                try await group.waitForAll()
            }
            #expect(try await test.services.tweets.tweet(tweet, for: nil).likeCount == 20)
        }
    }
}

/// People and tweets to be changed by many tasks at once.
private struct BusyNetwork {
    let people: [Int64]
    let tweets: [(id: Int64, author: Int64)]

    init(people: Int, tweets: Int, in test: TestServices) async throws {
        var ids: [Int64] = []
        for number in 0..<people { ids.append(try await test.person("person\(number)").id) }
        var written: [(Int64, Int64)] = []
        for number in 0..<tweets {
            let author = ids[number % people]
            written.append((try await test.services.tweets.post("\(number)", by: author).id, author))
        }
        self.people = ids
        self.tweets = written
    }

    /// Mostly likes and follows and their ends; now and then a tweet is written or deleted, or an account deleted.
    func randomChange(using random: inout SeededRandom) -> @Sendable (Services) async throws -> Void {
        let person = people.randomElement(using: &random)!
        let other = people.randomElement(using: &random)!
        let tweet = tweets.randomElement(using: &random)!
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<35: return { _ = try await $0.likes.like(tweet.id, by: person) }
        case 35..<50: return { _ = try await $0.likes.unlike(tweet.id, by: person) }
        case 50..<75: return { _ = try await $0.follows.follow(other, by: person) }
        case 75..<88: return { _ = try await $0.follows.unfollow(other, by: person) }
        case 88..<97: return { _ = try await $0.tweets.post("another", by: person) }
        case 97..<99: return { try await $0.tweets.delete(tweet.id, by: tweet.author) }
        default: return { try await $0.users.delete(person) }
        }
    }
}

extension TestServices {
    fileprivate func integer(_ query: SQL) async throws -> Int64 {
        try await database.read { db in try db.value(query) ?? 0 }
    }
}
