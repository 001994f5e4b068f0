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

    /// The tweets that a person likes, the last liked first.
    package func page(
        by userID: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<Tweet> {
        let entries = try tweets.entries(
            of: "like_tweet_list k \(db.dialect.orderedJoin) tweets t ON t.id = k.tweet_id",
            where: "k.user_id = \(userID) AND k.id < \(request.upperBound)", position: "k.id",
            for: reader, request, in: db)
        return Page(entries, for: request)
    }
}
