package import Database

/// Deleting accounts with all that belongs to them, and the table `account_deletions`.
///
/// Nobody else writes to SQLite while a transaction does, and on MySQL others wait for the rows that it has locked, and a
/// statement may take only so long. So what belongs to an account is deleted in parts: in one where that is all of it, and
/// else in as many transactions as it takes, while the table says that more is to come.
package struct AccountDeletionStore: Sendable {
    /// About how many rows a part deletes.
    private let rowsAtOnce: Int

    package init(rowsAtOnce: Int) {
        self.rowsAtOnce = rowsAtOnce
    }

    /// Notes that more of an account is to be deleted. Nobody can log in to it from now on, and its e-mail is free.
    package func noteMore(of id: Int64, at time: Timestamp, in db: any DatabaseConnection) throws {
        try db.execute(
            """
            INSERT INTO account_deletions (user_id, begun_at) VALUES (\(id), \(time))
            \(db.dialect.keepingExisting(table: "account_deletions", column: "user_id"))
            """)
        // No e-mail is like this key, and no password has this hash.
        try db.execute(
            """
            UPDATE users SET email = '', email_key = \("deleted:\(id)"), hashed_password = '*', updated_at = \(time)
            WHERE id = \(id)
            """)
    }

    /// An account of which more is to be deleted; nil when there is none.
    package func next(in db: any DatabaseConnection) throws -> Int64? {
        try db.value("SELECT user_id FROM account_deletions ORDER BY id LIMIT 1")
    }

    /// Deletes a part of the account's tweets, likes and follows, and takes them out of the counts of others.
    ///
    /// The account must be locked (``UserStore/lock(_:in:)``), so that none is added meanwhile.
    ///
    /// - Returns: whether nothing is left but the account itself.
    package func deleteNext(of id: Int64, in db: any DatabaseConnection) throws -> Bool {
        var rows = rowsAtOnce
        for delete in [deleteTweets, deleteLikes, deleteFollowers, deleteFollowing] {
            rows -= try delete(id, rows, db)
            guard rows > 0 else { return false }
        }
        return true
    }

    // Each of these deletes up to so many rows, and returns how many. They are read and locked first and then changed by
    // their keys, because MySQL would go through whole tables for `IN (SELECT …)`.

    private func deleteTweets(by id: Int64, atMost limit: Int, in db: any DatabaseConnection) throws -> Int {
        let tweets = try db.rows(
            """
            SELECT id, like_count FROM tweets \(db.dialect.byIndex(TweetStore.authorIndex))
            WHERE user_id = \(id) ORDER BY id LIMIT \(limit) \(db.dialect.forUpdate)
            """
        ) { row in (id: try row[0] as Int64, likeCount: try row[1] as Int) }
        // A tweet's likes go with it.
        var (whole, rows): ([Int64], Int) = ([], 0)
        for tweet in tweets {
            guard rows + 1 + tweet.likeCount <= limit else {
                rows += try LikeStore().deleteSome(of: tweet.id, atMost: limit - rows, in: db)
                break
            }
            whole.append(tweet.id)
            rows += 1 + tweet.likeCount
        }
        for part in whole.powerOfTwoParts(atMost: 512) {
            try db.execute("DELETE FROM tweets WHERE id IN (\(list: part))")
        }
        try db.execute("UPDATE users SET tweet_count = tweet_count - \(whole.count) WHERE id = \(id)")
        return rows
    }

    private func deleteLikes(by id: Int64, atMost limit: Int, in db: any DatabaseConnection) throws -> Int {
        let likes = try db.rows(
            """
            SELECT id, tweet_id FROM like_tweet_list \(db.dialect.byIndex("like_tweet_list_user_id_id"))
            WHERE user_id = \(id) ORDER BY id LIMIT \(limit) \(db.dialect.forUpdate)
            """
        ) { row in (id: try row[0] as Int64, tweetID: try row[1] as Int64) }
        for part in likes.powerOfTwoParts(atMost: 512) {
            try db.execute("DELETE FROM like_tweet_list WHERE id IN (\(list: part.map(\.id)))")
            try db.execute("UPDATE tweets SET like_count = like_count - 1 WHERE id IN (\(list: part.map(\.tweetID)))")
        }
        return likes.count
    }

    private func deleteFollowers(of id: Int64, atMost limit: Int, in db: any DatabaseConnection) throws -> Int {
        let follows = try db.rows(
            """
            SELECT id, user_id FROM users_follow_list \(db.dialect.byIndex("users_follow_list_follow_user_id_id"))
            WHERE follow_user_id = \(id) ORDER BY id LIMIT \(limit) \(db.dialect.forUpdate)
            """
        ) { row in (id: try row[0] as Int64, follower: try row[1] as Int64) }
        for part in follows.powerOfTwoParts(atMost: 512) {
            try db.execute("DELETE FROM users_follow_list WHERE id IN (\(list: part.map(\.id)))")
            try db.execute(
                "UPDATE users SET following_count = following_count - 1 WHERE id IN (\(list: part.map(\.follower)))")
        }
        try db.execute("UPDATE users SET follower_count = follower_count - \(follows.count) WHERE id = \(id)")
        return follows.count
    }

    private func deleteFollowing(by id: Int64, atMost limit: Int, in db: any DatabaseConnection) throws -> Int {
        let follows = try db.rows(
            """
            SELECT id, follow_user_id FROM users_follow_list \(db.dialect.byIndex("users_follow_list_user_id_id"))
            WHERE user_id = \(id) ORDER BY id LIMIT \(limit) \(db.dialect.forUpdate)
            """
        ) { row in (id: try row[0] as Int64, followed: try row[1] as Int64) }
        for part in follows.powerOfTwoParts(atMost: 512) {
            try db.execute("DELETE FROM users_follow_list WHERE id IN (\(list: part.map(\.id)))")
            try db.execute(
                "UPDATE users SET follower_count = follower_count - 1 WHERE id IN (\(list: part.map(\.followed)))")
        }
        try db.execute("UPDATE users SET following_count = following_count - \(follows.count) WHERE id = \(id)")
        return follows.count
    }
}
