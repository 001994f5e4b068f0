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
        var rowsLeft = try rowsAtOnce - deleteTweets(by: id, atMost: rowsAtOnce, in: db)
        for ties in [Ties.likes, .followers, .following] where rowsLeft > 0 {
            rowsLeft -= try delete(ties, of: id, atMost: rowsLeft, in: db)
        }
        return rowsLeft > 0
    }

    /// Rows between the account and tweets or people that count them.
    private struct Ties {
        let table: SQL
        /// By the account's column and the row's id.
        let index: StaticString
        /// The columns with the account and with the other side.
        let account, other: SQL
        /// Where the other side counts them.
        let otherTable, otherCount: SQL
        /// Where the account counts them; nil: nowhere.
        var accountCount: SQL?

        static let likes = Ties(
            table: "like_tweet_list", index: "like_tweet_list_user_id_id", account: "user_id", other: "tweet_id",
            otherTable: "tweets", otherCount: "like_count")
        static let followers = Ties(
            table: "users_follow_list", index: "users_follow_list_follow_user_id_id", account: "follow_user_id",
            other: "user_id", otherTable: "users", otherCount: "following_count", accountCount: "follower_count")
        static let following = Ties(
            table: "users_follow_list", index: "users_follow_list_user_id_id", account: "user_id",
            other: "follow_user_id", otherTable: "users", otherCount: "follower_count",
            accountCount: "following_count")
    }

    // Both delete up to so many rows, and return how many. They are read and locked first and then changed by their keys,
    // because MySQL would go through whole tables for `IN (SELECT …)`.

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

    private func delete(
        _ ties: Ties, of id: Int64, atMost limit: Int, in db: any DatabaseConnection
    ) throws -> Int {
        let rows = try db.rows(
            """
            SELECT id, \(ties.other) FROM \(ties.table) \(db.dialect.byIndex(ties.index))
            WHERE \(ties.account) = \(id) ORDER BY id LIMIT \(limit) \(db.dialect.forUpdate)
            """
        ) { row in (id: try row[0] as Int64, other: try row[1] as Int64) }
        for part in rows.powerOfTwoParts(atMost: 512) {
            try db.execute("DELETE FROM \(ties.table) WHERE id IN (\(list: part.map(\.id)))")
            try db.execute(
                """
                UPDATE \(ties.otherTable) SET \(ties.otherCount) = \(ties.otherCount) - 1
                WHERE id IN (\(list: part.map(\.other)))
                """)
        }
        if let count = ties.accountCount {
            try db.execute("UPDATE users SET \(count) = \(count) - \(rows.count) WHERE id = \(id)")
        }
        return rows.count
    }
}
