package import Database

// Making a timeline anew from the other tables, and comparing it with them.
extension TimelineStore {
    /// Rows in one statement.
    private static let batch = 256

    /// Makes a person's timeline anew, whatever state it was in. The account must be locked.
    ///
    /// It may run while tweets are delivered: nothing that is right is removed, and what is committed after this
    /// transaction's view of the tweets, which begins when the floor is locked, is delivered by itself.
    package func make(for owner: Int64, at time: Timestamp, in db: any DatabaseConnection) throws {
        try db.execute(
            """
            INSERT INTO timelines (owner_id, floor_tweet_id, read_at) VALUES (\(owner), NULL, \(time))
            \(db.dialect.keepingExisting(table: "timelines", column: "owner_id"))
            """)
        _ = try lockFloor(of: owner, in: db)
        try remove(
            """
            author_id <> \(owner)
            AND author_id NOT IN (SELECT follow_user_id FROM users_follow_list WHERE user_id = \(owner))
            """, from: owner, in: db)
        let tweets = try deliverable(to: owner, in: db)
        for part in tweets.powerOfTwoParts(atMost: Self.batch) {
            let rows: [[SQLValue]] = part.map { [.integer(owner), .integer($0.id), .integer($0.author)] }
            try db.execute(
                """
                INSERT INTO home_timeline (owner_id, tweet_id, author_id) VALUES \(SQL(tuples: rows))
                \(db.dialect.keepingExisting(table: "home_timeline", column: "author_id"))
                """)
        }
        let floor = tweets.count == policy.window ? tweets[tweets.count - 1].id - 1 : 0
        try remove("tweet_id <= \(floor)", from: owner, in: db)
        try db.execute("UPDATE timelines SET floor_tweet_id = \(floor) WHERE owner_id = \(owner)")
    }

    /// The newest tweets of those whom a person follows, and their own: as many as the window holds.
    ///
    /// Looked for in ranges of ids, so that no more are read than are kept, whether somebody follows ten or thousands:
    /// the first is as wide as the authors' share of all tweets says, each further one four times as wide.
    private func deliverable(
        to owner: Int64, in db: any DatabaseConnection
    ) throws -> [(id: Int64, author: Int64)] {
        let authors: SQL = """
            (SELECT follow_user_id AS author_id FROM users_follow_list WHERE user_id = \(owner)
            UNION ALL SELECT \(owner)) AS authors
            """
        let join = db.dialect.orderedJoin
        // Only an estimate: rows that were inserted by hand are not counted.
        let written = try db.value(
            "SELECT SUM(u.tweet_count) FROM \(authors) \(join) users u ON u.id = authors.author_id", as: Int64?.self)
        var upper = try db.value("SELECT MAX(id) FROM tweets", as: Int64?.self).flatMap { $0 } ?? 0
        var width = max(1_000, upper / max(1, written.flatMap { $0 } ?? 1) * Int64(policy.window))
        var tweets: [(id: Int64, author: Int64)] = []
        while tweets.count < policy.window, upper > 0 {
            let lower = max(0, upper - width)
            tweets += try db.rows(
                """
                SELECT t.id, t.user_id FROM \(authors)
                \(join) tweets t \(db.dialect.byIndex(TweetStore.authorIndex))
                    ON t.user_id = authors.author_id AND t.id > \(lower) AND t.id <= \(upper)
                ORDER BY t.id DESC LIMIT \(policy.window - tweets.count)
                """
            ) { row in (id: try row[0] as Int64, author: try row[1] as Int64) }
            upper = lower
            width *= 4
        }
        return tweets
    }
}

// MARK: - Comparing

/// Where what is kept ready of a timeline differs from the tables that it is made from.
package struct TimelineFindings: Sendable, Equatable {
    /// False: pages are found the long way, so nothing can be wrong.
    package var isMade = true
    /// Tweets that belong into the timeline, are not there and are not to be delivered either.
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
        let floor = try db.value("SELECT floor_tweet_id FROM timelines WHERE owner_id = \(owner)", as: Int64?.self)
        guard let floor, let floor else {
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
            WHERE f.user_id = \(owner) AND t.id > \(floor) AND NOT \(isDelivered)
                AND NOT EXISTS (SELECT 1 FROM pending_deliveries p WHERE p.tweet_id = t.id)
            """, as: Int.self)
        let missingOwn = try db.value(
            "SELECT COUNT(*) FROM tweets t WHERE t.user_id = \(owner) AND t.id > \(floor) AND NOT \(isDelivered)",
            as: Int.self)
        findings.missing = (missing ?? 0) + (missingOwn ?? 0)
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
