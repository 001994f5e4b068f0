package import Database

/// Tweets of popular authors that are stored and not delivered to all followers yet.
///
/// They are delivered in the order of `users_follow_list.id`, each part in a transaction that also notes how far it came,
/// under the author's lock. Who follows the author meanwhile gets a greater id and is filled in with the tweet as with
/// any other; who stops following is no longer found.
extension TimelineStore {
    func notePending(_ tweetID: Int64, by author: Int64, in db: any DatabaseConnection) throws {
        try db.execute(
            "INSERT INTO pending_deliveries (tweet_id, author_id, last_follow_id) VALUES (\(tweetID), \(author), 0)")
    }

    /// The tweets that are to be delivered, the oldest first, with their authors.
    package func pendingDeliveries(
        limit: Int, in db: any DatabaseConnection
    ) throws -> [(tweetID: Int64, author: Int64)] {
        try db.rows("SELECT tweet_id, author_id FROM pending_deliveries ORDER BY tweet_id LIMIT \(limit)") { row in
            (tweetID: try row[0], author: try row[1])
        }
    }

    /// Delivers a tweet to the next ``TimelinePolicy/deliveriesAtOnce`` followers of its author, who must be locked.
    ///
    /// - Returns: those followers; nil when all have it.
    package func deliverNext(
        _ tweetID: Int64, by author: Int64, in db: any DatabaseConnection
    ) throws -> [Int64]? {
        let last: Int64? = try db.value(
            "SELECT last_follow_id FROM pending_deliveries WHERE tweet_id = \(tweetID) \(db.dialect.forUpdate)")
        guard let last else { return nil }
        let follows = try db.rows(
            """
            SELECT id, user_id FROM users_follow_list \(db.dialect.byIndex("users_follow_list_follow_user_id_id"))
            WHERE follow_user_id = \(author) AND id > \(last) ORDER BY id LIMIT \(policy.deliveriesAtOnce)
            """
        ) { row in (id: try row[0] as Int64, follower: try row[1] as Int64) }
        guard let end = follows.last?.id else {
            try db.execute("DELETE FROM pending_deliveries WHERE tweet_id = \(tweetID)")
            return nil
        }
        try db.execute(
            """
            INSERT INTO home_timeline (owner_id, tweet_id, author_id)
            SELECT f.user_id, \(tweetID), \(author) FROM \(Self.readers(of: author, db.dialect)) AND f.id > \(last) AND f.id <= \(end)
            \(db.dialect.keepingExisting(table: "home_timeline", column: "author_id"))
            """)
        try db.execute("UPDATE pending_deliveries SET last_follow_id = \(end) WHERE tweet_id = \(tweetID)")
        return follows.map(\.follower)
    }

    /// Those of them that belong into somebody's timeline.
    func pending(
        for owner: Int64, reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> [TweetStore.Entry] {
        let join = db.dialect.orderedJoin
        return try TweetStore().entries(
            of: """
                pending_deliveries p
                \(join) users_follow_list f ON f.user_id = \(owner) AND f.follow_user_id = p.author_id
                \(join) tweets t ON t.id = p.tweet_id
                """,
            where: "p.tweet_id < \(request.upperBound)", position: "p.tweet_id", for: reader, request, in: db)
    }
}
