package import Database

/// The table `like_tweet_list`, and the count of likes that each tweet carries.
package struct LikeStore: Sendable {
    private let tweets = TweetStore()

    package init() {}

    /// A second like of the same tweet changes nothing.
    ///
    /// - Throws: ``DatabaseError/foreignKeyViolation`` when there is no such tweet or person.
    package func like(
        _ tweetID: Int64, by userID: Int64, at time: Timestamp, in db: any DatabaseConnection
    ) throws {
        do {
            try db.execute(
                """
                INSERT INTO like_tweet_list (user_id, tweet_id, created_at) VALUES (\(userID), \(tweetID), \(time))
                """)
        } catch DatabaseError.uniqueViolation {
            return
        }
        try db.execute("UPDATE tweets SET like_count = like_count + 1 WHERE id = \(tweetID)")
    }

    /// Taking back what was not liked changes nothing.
    package func unlike(_ tweetID: Int64, by userID: Int64, in db: any DatabaseConnection) throws {
        let removed = try db.execute(
            "DELETE FROM like_tweet_list WHERE user_id = \(userID) AND tweet_id = \(tweetID)")
        guard removed > 0 else { return }
        try db.execute("UPDATE tweets SET like_count = like_count - 1 WHERE id = \(tweetID)")
    }

    /// Deletes likes of a tweet that is to be deleted itself, which must be locked.
    ///
    /// - Returns: how many.
    package func deleteSome(of tweetID: Int64, atMost limit: Int, in db: any DatabaseConnection) throws -> Int {
        let likes = try db.rows(
            """
            SELECT id FROM like_tweet_list \(db.dialect.byIndex("like_tweet_list_tweet_id_id"))
            WHERE tweet_id = \(tweetID) ORDER BY id LIMIT \(limit)
            """
        ) { try $0[0] as Int64 }
        for part in likes.powerOfTwoParts(atMost: 512) {
            try db.execute("DELETE FROM like_tweet_list WHERE id IN (\(list: part))")
        }
        try db.execute("UPDATE tweets SET like_count = like_count - \(likes.count) WHERE id = \(tweetID)")
        return likes.count
    }

    /// The tweets that a person likes, the last liked first.
    package func page(
        by userID: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<Tweet> {
        let entries = try tweets.entries(
            of: """
                like_tweet_list k \(db.dialect.byIndex("like_tweet_list_user_id_id"))
                \(db.dialect.orderedJoin) tweets t ON t.id = k.tweet_id
                """,
            where: "k.user_id = \(userID) AND k.id < \(request.upperBound)", position: "k.id",
            for: reader, request, in: db)
        return Page(entries, for: request)
    }
}
