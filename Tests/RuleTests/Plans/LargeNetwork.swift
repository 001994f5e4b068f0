import Database
import MinitterModel
import MinitterService
import TestSupport

/// A network in which a bad plan shows: reading all of any table is a hundred times what a page needs.
///
/// 200 people, each of whom follows the 60 next ones, 12,000 tweets in turn, and each person's likes of 60 of them.
struct LargeNetwork {
    static let personCount = 200
    static let followedCount = 60
    static let tweetCount = 12_000

    let test: TestServices
    let people: [Int64]

    /// Makes it, its timelines with it, and runs the body.
    static func with(_ body: (LargeNetwork) async throws -> Void) async throws {
        try await TestServices.with(isInMemory: false) { test in
            let people = try await rows(in: test)
            try await test.database.write { db in
                _ = try db.execute("UPDATE users SET follower_count = \(followedCount), tweet_count = 60")
            }
            try await test.rebuildTimelines()
            try await body(LargeNetwork(test: test, people: people))
        }
    }

    private static func rows(in test: TestServices) async throws -> [Int64] {
        let now = test.clock.now
        return try await test.database.write { db in
            let people = try (0..<personCount).map { number in
                try UserStore().insert(
                    NewUser(
                        name: "person\(number)", email: "\(number)@example.com", emailKey: "\(number)@example.com",
                        hashedPassword: "", profile: ""),
                    at: now, in: db)
            }
            let time = now.sqlValue
            try insert(tweetCount, into: "tweets (user_id, tweet, created_at)", in: db) { number in
                [.integer(people[number % personCount]), .text("tweet \(number)"), time]
            }
            try insert(
                personCount * followedCount, into: "users_follow_list (user_id, follow_user_id, created_at)", in: db
            ) { number in
                let (person, step) = number.quotientAndRemainder(dividingBy: followedCount)
                return [.integer(people[person]), .integer(people[(person + step + 1) % personCount]), time]
            }
            let first: Int64 = try db.value("SELECT MIN(id) FROM tweets")!
            try insert(personCount * 60, into: "like_tweet_list (user_id, tweet_id, created_at)", in: db) { number in
                let (person, step) = number.quotientAndRemainder(dividingBy: 60)
                return [.integer(people[person]), .integer(first + Int64((person + step * 150) % tweetCount)), time]
            }
            return people
        }
    }

    private static func insert(
        _ count: Int, into table: SQL, in db: any DatabaseConnection, _ row: (Int) -> [SQLValue]
    ) throws {
        for start in stride(from: 0, to: count, by: 500) {
            let rows = (start..<min(start + 500, count)).map(row)
            try db.execute("INSERT INTO \(table) VALUES \(SQL(tuples: rows))")
        }
    }
}
