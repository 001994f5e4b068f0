package import Database

// Making a timeline anew from the other tables, and comparing it with them.
extension TimelineStore {
    /// Tweets that are looked for at once; it is also how many authors a query names at the most.
    private static let step = 128

    /// Makes a person's timeline anew, whatever state it was in. The account must be locked.
    ///
    /// It may run while tweets are delivered: nothing that is right is removed, and what is committed after this
    /// transaction's view of the tweets was delivered by itself.
    package func make(for owner: Int64, in db: any DatabaseConnection) throws {
        if try db.value("SELECT 1 FROM timeline_states WHERE user_id = \(owner)", as: Int.self) == nil {
            try db.execute(
                "INSERT INTO timeline_states (user_id, floor_tweet_id, is_popular) VALUES (\(owner), NULL, 0)")
        }
        _ = try lockFloor(of: owner, in: db)
        let isFollowed: SQL = "SELECT follow_user_id FROM users_follow_list WHERE user_id = \(owner)"
        try db.execute(
            """
            DELETE FROM home_timeline
            WHERE owner_id = \(owner) AND author_id <> \(owner) AND author_id NOT IN (\(isFollowed))
            """)
        try db.execute("DELETE FROM popular_follows WHERE user_id = \(owner) AND author_id NOT IN (\(isFollowed))")
        // Marks of those who are not popular any more stay: removing one takes the author's lock.
        for author in try unmarkedPopular(for: owner, in: db) { try markFollow(of: author, by: owner, in: db) }

        let tweets = try deliverable(to: owner, in: db)
        for part in tweets.powerOfTwoParts(atMost: Self.step) {
            let rows: [[SQLValue]] = part.map { [.integer(owner), .integer($0.id), .integer($0.author)] }
            try db.execute(
                """
                INSERT INTO home_timeline (owner_id, tweet_id, author_id) VALUES \(SQL(tuples: rows))
                \(db.dialect.keepingExisting(table: "home_timeline", column: "author_id"))
                """)
        }
        let floor = tweets.count == policy.window ? tweets[tweets.count - 1].id - 1 : 0
        try db.execute("DELETE FROM home_timeline WHERE owner_id = \(owner) AND tweet_id <= \(floor)")
        try db.execute("UPDATE timeline_states SET floor_tweet_id = \(floor) WHERE user_id = \(owner)")
    }

    /// The newest tweets of those whom a person follows and who are not popular, and their own: as many as the window
    /// holds.
    private func deliverable(
        to owner: Int64, in db: any DatabaseConnection
    ) throws -> [(id: Int64, author: Int64)] {
        var tweets: [(id: Int64, author: Int64)] = []
        while tweets.count < policy.window {
            let bound = tweets.last?.id ?? .max
            let limit = min(Self.step, policy.window - tweets.count)
            let authors = try latestAuthors(
                for: owner, withPopular: false, below: bound, limit: limit, in: db)
            guard !authors.isEmpty else { break }
            let list = Self.candidates(of: authors, below: bound, limit: limit)
            let found = try db.rows("\(list) ORDER BY id DESC LIMIT \(limit)") { row in
                (id: try row[0] as Int64, author: try row[1] as Int64)
            }
            tweets += found
            guard found.count == limit else { break }
        }
        return tweets
    }

    /// Popular authors whom a person follows without the mark that makes their tweets be merged.
    private func unmarkedPopular(for owner: Int64, in db: any DatabaseConnection) throws -> [Int64] {
        try db.rows(
            """
            SELECT f.follow_user_id FROM users_follow_list f
            \(db.dialect.orderedJoin) timeline_states s ON s.user_id = f.follow_user_id
            WHERE f.user_id = \(owner) AND s.is_popular = 1 AND NOT EXISTS (
                SELECT 1 FROM popular_follows p WHERE p.user_id = \(owner) AND p.author_id = f.follow_user_id)
            """
        ) { try $0[0] }
    }
}

// MARK: - Comparing

/// Where what is kept ready of a timeline differs from the tables that it is made from.
package struct TimelineFindings: Sendable, Equatable {
    /// False: pages are found the long way, so nothing can be wrong.
    package var isMade = true
    /// Tweets that belong into the timeline and are not there, and popular authors whose tweets are not merged.
    package var missing = 0
    /// Tweets of people who are not followed.
    package var foreign = 0
    /// What points to deleted tweets, which does no harm.
    package var leftBehind = 0

    package var isRight: Bool { missing == 0 && foreign == 0 }

    package init() {}
}

extension TimelineStore {
    package func findings(on owner: Int64, in db: any DatabaseConnection) throws -> TimelineFindings {
        var findings = TimelineFindings()
        let floor =
            try db.value("SELECT floor_tweet_id FROM timeline_states WHERE user_id = \(owner)", as: Int64?.self) ?? nil
        guard let floor else {
            findings.isMade = false
            return findings
        }
        let isFollowed: SQL = """
            EXISTS (SELECT 1 FROM users_follow_list f WHERE f.user_id = \(owner) AND f.follow_user_id = h.author_id)
            """
        let isDelivered: SQL = """
            EXISTS (SELECT 1 FROM home_timeline h WHERE h.owner_id = \(owner) AND h.tweet_id = t.id)
            """
        let missing = try db.value(
            """
            SELECT COUNT(*) FROM users_follow_list f
            \(db.dialect.orderedJoin) tweets t ON t.user_id = f.follow_user_id
            WHERE f.user_id = \(owner) AND t.id > \(floor) AND NOT \(isDelivered) AND NOT EXISTS (
                SELECT 1 FROM popular_follows p WHERE p.user_id = \(owner) AND p.author_id = t.user_id)
            """, as: Int.self)
        let missingOwn = try db.value(
            "SELECT COUNT(*) FROM tweets t WHERE t.user_id = \(owner) AND t.id > \(floor) AND NOT \(isDelivered)",
            as: Int.self)
        findings.missing =
            try (missing ?? 0) + (missingOwn ?? 0) + unmarkedPopular(for: owner, in: db).count
        let rows = try db.rows(
            """
            SELECT t.user_id, h.author_id = \(owner) OR \(isFollowed)
            FROM home_timeline h LEFT JOIN tweets t ON t.id = h.tweet_id WHERE h.owner_id = \(owner)
            """
        ) { row in (author: try row[0] as Int64?, belongs: try row[1] as Bool) }
        findings.leftBehind = rows.count { $0.author == nil }
        findings.foreign = rows.count { $0.author != nil && !$0.belongs }
        return findings
    }
}
