package import Database

// Keeping what was delivered in step with who follows whom and what was written.
extension TimelineStore {
    /// For accounts that have no row: those from before the table was made, and those that somebody inserted by hand.
    static let missingStates: SQL = """
        INSERT INTO timeline_states (user_id, floor_tweet_id, is_popular)
        SELECT id, NULL, 0 FROM users WHERE id NOT IN (SELECT user_id FROM timeline_states)
        """

    /// Gives every account that has none its row of state, as one whose timeline has not been made.
    package static func addMissingStates(in db: any DatabaseConnection) throws {
        try db.execute(missingStates)
    }

    /// Begins the timeline of a new account: it is empty, and that is all of it.
    package func begin(for owner: Int64, in db: any DatabaseConnection) throws {
        try db.execute("INSERT INTO timeline_states (user_id, floor_tweet_id, is_popular) VALUES (\(owner), 0, 0)")
    }

    /// Puts a new tweet into its author's timeline and, unless the author is popular, into each follower's.
    ///
    /// The author must be locked. The statement reads what is committed, whatever the transaction has seen before.
    package func deliver(_ tweetID: Int64, by author: Int64, in db: any DatabaseConnection) throws {
        try db.execute(
            """
            INSERT INTO home_timeline (owner_id, tweet_id, author_id)
            SELECT user_id, \(tweetID), \(author) FROM users_follow_list
            WHERE follow_user_id = \(author)
                AND NOT EXISTS (SELECT 1 FROM timeline_states WHERE user_id = \(author) AND is_popular = 1)
            UNION ALL SELECT \(author), \(tweetID), \(author)
            """)
    }

    /// Takes a deleted tweet out of its author's timeline and the followers'.
    ///
    /// What is left where the author is popular shows nothing and goes with the window.
    package func takeBack(_ tweetID: Int64, by author: Int64, in db: any DatabaseConnection) throws {
        var owners = [author]
        if try !isPopular(author, in: db) {
            owners += try db.rows("SELECT user_id FROM users_follow_list WHERE follow_user_id = \(author)") {
                try $0[0]
            }
        }
        for part in owners.powerOfTwoParts(atMost: 512) {
            try db.execute("DELETE FROM home_timeline WHERE tweet_id = \(tweetID) AND owner_id IN (\(list: part))")
        }
    }

    /// What a new follow shows: the author's newest tweets are filled in, or the reader is told to merge them.
    ///
    /// Both accounts must be locked.
    package func addAuthor(_ author: Int64, to owner: Int64, in db: any DatabaseConnection) throws {
        if try isPopular(author, in: db) {
            try markFollow(of: author, by: owner, in: db)
        } else {
            try fill(owner, with: author, in: db)
        }
    }

    /// What the end of a follow hides. Both accounts must be locked.
    package func removeAuthor(_ author: Int64, from owner: Int64, in db: any DatabaseConnection) throws {
        try db.execute("DELETE FROM home_timeline WHERE owner_id = \(owner) AND author_id = \(author)")
        try db.execute("DELETE FROM popular_follows WHERE user_id = \(owner) AND author_id = \(author)")
    }

    /// Removes all that is kept for the timeline of an account that is deleted, which must be locked.
    ///
    /// The account's tweets in other timelines then point to nothing, show nothing and go with the window.
    package func remove(of person: Int64, in db: any DatabaseConnection) throws {
        try db.execute("DELETE FROM home_timeline WHERE owner_id = \(person)")
        try db.execute("DELETE FROM popular_follows WHERE user_id = \(person)")
        try db.execute("DELETE FROM popular_follows WHERE author_id = \(person)")
    }
}

// MARK: - The window

extension TimelineStore {
    /// Fills in an author's newest tweets, as many as the window holds. Both accounts must be locked.
    func fill(_ owner: Int64, with author: Int64, in db: any DatabaseConnection) throws {
        // A timeline that has not been made will be made with them.
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

    /// Those in whose timelines an author's next tweet will be put.
    package func deliveredOwners(by author: Int64, in db: any DatabaseConnection) throws -> [Int64] {
        let isPopular = try db.value(
            "SELECT is_popular FROM timeline_states WHERE user_id = \(author)", as: Bool.self)
        guard isPopular != true else { return [author] }
        return try [author]
            + db.rows("SELECT user_id FROM users_follow_list WHERE follow_user_id = \(author)") { try $0[0] }
    }

    /// Cuts a timeline back to the window.
    package func trim(_ owner: Int64, in db: any DatabaseConnection) throws {
        _ = try lockFloor(of: owner, in: db)
        try cut(owner, in: db)
    }

    /// Locks the row that holds the floor, before what is below may be removed.
    ///
    /// - Returns: the floor; nil when the timeline has not been made.
    func lockFloor(of owner: Int64, in db: any DatabaseConnection) throws -> Int64? {
        try db.value(
            "SELECT floor_tweet_id FROM timeline_states WHERE user_id = \(owner) \(db.dialect.forUpdate)",
            as: Int64?.self) ?? nil
    }

    /// The floor must be locked.
    private func cut(_ owner: Int64, in db: any DatabaseConnection) throws {
        let newest = try db.first(
            """
            SELECT COUNT(*), MIN(tweet_id) FROM (
                SELECT tweet_id FROM home_timeline WHERE owner_id = \(owner)
                ORDER BY tweet_id DESC LIMIT \(policy.window)
            ) AS newest
            """
        ) { row in (count: try row[0] as Int, lowest: try row[1] as Int64?) }
        guard let newest, newest.count >= policy.window, let lowest = newest.lowest else { return }
        try db.execute("DELETE FROM home_timeline WHERE owner_id = \(owner) AND tweet_id < \(lowest)")
        try db.execute(
            """
            UPDATE timeline_states SET floor_tweet_id = \(lowest - 1)
            WHERE user_id = \(owner) AND floor_tweet_id < \(lowest - 1)
            """)
    }
}
