package import Database

// Keeping what was delivered in step with who follows whom and what was written.
extension TimelineStore {
    /// Begins the timeline of a new account: it is empty, and that is all of it.
    package func begin(for owner: Int64, at time: Timestamp, in db: any DatabaseConnection) throws {
        try db.execute(
            "INSERT INTO timelines (owner_id, floor_tweet_id, read_at) VALUES (\(owner), 0, \(time))")
    }

    /// Puts a new tweet into its author's timeline and into those of the followers; if the author is popular, notes that
    /// this is to be done.
    ///
    /// The author must be locked. The statement reads what is committed, whatever the transaction has seen before, and
    /// on MySQL locks the rows of `timelines` that it reads: a timeline is made either before it, and is delivered to, or
    /// after it, and is made with this tweet.
    ///
    /// - Returns: whether it is still to be delivered.
    package func deliver(
        _ tweetID: Int64, by author: Int64, followerCount: Int, in db: any DatabaseConnection
    ) throws -> Bool {
        let isPopular = policy.isPopular(followerCount: followerCount)
        let own: SQL = "SELECT \(author), \(tweetID), \(author)"
        let followers: SQL = """
            SELECT f.user_id, \(tweetID), \(author) FROM \(Self.readers(of: author, db.dialect)) UNION ALL \(own)
            """
        let owners: SQL = isPopular || followerCount == 0 ? own : followers
        try db.execute("INSERT INTO home_timeline (owner_id, tweet_id, author_id) \(owners)")
        if isPopular { try notePending(tweetID, by: author, in: db) }
        return isPopular
    }

    /// What stands after `FROM` for the follows `f` of an author by those whose timelines are kept ready.
    static func readers(of author: Int64, _ dialect: Dialect) -> SQL {
        """
        users_follow_list f
        \(dialect.orderedJoin) timelines h ON h.owner_id = f.user_id AND h.floor_tweet_id IS NOT NULL
        WHERE f.follow_user_id = \(author)
        """
    }

    /// An author and their followers; the author alone where they are so many as make popular.
    ///
    /// - Parameter follows: what stands after `FROM`, with the follows as `f`.
    private func owners(of author: Int64, _ follows: SQL, in db: any DatabaseConnection) throws -> [Int64] {
        let followers = try db.rows("SELECT f.user_id FROM \(follows) LIMIT \(policy.popularFollowers)") {
            try $0[0] as Int64
        }
        return followers.count < policy.popularFollowers ? [author] + followers : [author]
    }

    /// Takes a deleted tweet out of its author's timeline and the followers'. The author must be locked.
    ///
    /// What is left where the author is popular shows nothing and goes with the window.
    package func takeBack(_ tweetID: Int64, by author: Int64, in db: any DatabaseConnection) throws {
        try db.execute("DELETE FROM pending_deliveries WHERE tweet_id = \(tweetID)")
        let owners = try owners(of: author, "users_follow_list f WHERE f.follow_user_id = \(author)", in: db)
        for part in owners.powerOfTwoParts(atMost: 512) {
            try db.execute("DELETE FROM home_timeline WHERE tweet_id = \(tweetID) AND owner_id IN (\(list: part))")
        }
    }

    /// What the end of a follow hides. Both accounts must be locked.
    package func removeAuthor(_ author: Int64, from owner: Int64, in db: any DatabaseConnection) throws {
        try db.execute("DELETE FROM home_timeline WHERE owner_id = \(owner) AND author_id = \(author)")
    }

    /// Removes all that is kept for the timeline of an account that is deleted, which must be locked.
    ///
    /// The account's tweets in other timelines then point to nothing, show nothing and go with the window.
    package func remove(of person: Int64, in db: any DatabaseConnection) throws {
        try db.execute("DELETE FROM home_timeline WHERE owner_id = \(person)")
    }
}

// MARK: - The window

extension TimelineStore {
    /// What a new follow shows: the author's newest tweets, as many as the window holds. Both accounts must be locked.
    package func addAuthor(_ author: Int64, to owner: Int64, in db: any DatabaseConnection) throws {
        // A timeline that is not kept ready will be made with them.
        guard let floor = try lockFloor(of: owner, in: db) else { return }
        try db.execute(
            """
            INSERT INTO home_timeline (owner_id, tweet_id, author_id)
            SELECT \(owner), id, \(author) FROM tweets
            WHERE user_id = \(author) AND id > \(floor) ORDER BY id DESC LIMIT \(policy.window)
            \(db.dialect.keepingExisting(table: "home_timeline", column: "author_id"))
            """)
        // Where there were more, the window is full now, and its lowest tweet is none below the author's lowest.
        try cut(owner, in: db)
    }

    /// Those in whose timelines an author's next tweet will be put with it.
    package func ownersDeliveredAtOnce(by author: Int64, in db: any DatabaseConnection) throws -> [Int64] {
        try owners(of: author, Self.readers(of: author, db.dialect), in: db)
    }

    /// Cuts a timeline back to the window.
    package func trim(_ owner: Int64, in db: any DatabaseConnection) throws {
        guard try lockFloor(of: owner, in: db) != nil else { return }
        try cut(owner, in: db)
    }

    /// Locks the row that holds the floor, before what is below may be removed.
    ///
    /// - Returns: the floor; nil when the timeline is not kept ready.
    func lockFloor(of owner: Int64, in db: any DatabaseConnection) throws -> Int64? {
        try db.value(
            "SELECT floor_tweet_id FROM timelines WHERE owner_id = \(owner) \(db.dialect.forUpdate)",
            as: Int64?.self) ?? nil
    }

    /// Removes what meets a condition.
    ///
    /// Looked up first and then removed by the key: a `DELETE` of a range makes MySQL lock the gaps in it, up to the
    /// neighbour's next delivery, and two that then write into the same gap are a deadlock.
    func remove(_ condition: SQL, from owner: Int64, in db: any DatabaseConnection) throws {
        let tweets = try db.rows("SELECT tweet_id FROM home_timeline WHERE owner_id = \(owner) AND \(condition)") {
            try $0[0] as Int64
        }
        for part in tweets.powerOfTwoParts(atMost: 512) {
            try db.execute("DELETE FROM home_timeline WHERE owner_id = \(owner) AND tweet_id IN (\(list: part))")
        }
    }

    /// The floor must be locked.
    private func cut(_ owner: Int64, in db: any DatabaseConnection) throws {
        let lowest: Int64? = try db.value(
            """
            SELECT tweet_id FROM home_timeline WHERE owner_id = \(owner)
            ORDER BY tweet_id DESC LIMIT 1 OFFSET \(policy.window - 1)
            """)
        guard let lowest else { return }
        try remove("tweet_id < \(lowest)", from: owner, in: db)
        try db.execute(
            """
            UPDATE timelines SET floor_tweet_id = \(lowest - 1)
            WHERE owner_id = \(owner) AND floor_tweet_id < \(lowest - 1)
            """)
    }
}
