package import Database

/// Who is popular, and who must merge their tweets.
///
/// An author becomes popular in one transaction that gives every follower a row in `popular_follows`; only then are
/// tweets no longer delivered. It stops in one that changes the author's row alone: from then on tweets are delivered
/// again, and the followers go on merging those from before. Their rows are removed one by one later, each after what
/// it found has been filled in.
extension TimelineStore {
    /// As it is committed, whatever the transaction has seen before. The author must be locked.
    func isPopular(_ author: Int64, in db: any DatabaseConnection) throws -> Bool {
        try db.value(
            "SELECT is_popular FROM timeline_states WHERE user_id = \(author) \(db.dialect.forUpdate)", as: Bool.self)
            ?? false
    }

    func markFollow(of author: Int64, by owner: Int64, in db: any DatabaseConnection) throws {
        try db.execute(
            """
            INSERT INTO popular_follows (user_id, author_id) VALUES (\(owner), \(author))
            \(db.dialect.keepingExisting(table: "popular_follows", column: "author_id"))
            """)
    }

    /// Notes whether an author is popular by the number of followers. The author must be locked.
    package func notePopularity(of author: Int64, followerCount: Int, in db: any DatabaseConnection) throws {
        if followerCount >= policy.popularFollowers {
            guard try !isPopular(author, in: db) else { return }
            try makePopular(author, in: db)
        } else if policy.isUnpopular(followerCount: followerCount) {
            try db.execute("UPDATE timeline_states SET is_popular = 0 WHERE user_id = \(author) AND is_popular = 1")
        }
    }

    private func makePopular(_ author: Int64, in db: any DatabaseConnection) throws {
        try db.execute(
            """
            INSERT INTO popular_follows (user_id, author_id)
            SELECT user_id, \(author) FROM users_follow_list WHERE follow_user_id = \(author)
            \(db.dialect.keepingExisting(table: "popular_follows", column: "author_id"))
            """)
        let marked = try db.execute("UPDATE timeline_states SET is_popular = 1 WHERE user_id = \(author)")
        guard marked == 0 else { return }
        try db.execute(
            "INSERT INTO timeline_states (user_id, floor_tweet_id, is_popular) VALUES (\(author), NULL, 1)")
    }

    /// Lets a follower of an author who is not popular any more find the author's tweets delivered, and merge no longer.
    /// Both accounts must be locked.
    package func unmarkFollow(of author: Int64, by owner: Int64, in db: any DatabaseConnection) throws {
        guard try !isPopular(author, in: db) else { return }
        let follows = try db.value(
            """
            SELECT 1 FROM users_follow_list WHERE user_id = \(owner) AND follow_user_id = \(author)
            \(db.dialect.forUpdate)
            """, as: Int.self)
        if follows != nil { try fill(owner, with: author, in: db) }
        try db.execute("DELETE FROM popular_follows WHERE user_id = \(owner) AND author_id = \(author)")
    }

    /// Those who merge an author's tweets, by ascending id.
    package func mergers(
        of author: Int64, after user: Int64, limit: Int, in db: any DatabaseConnection
    ) throws -> [Int64] {
        try db.rows(
            """
            SELECT user_id FROM popular_follows WHERE author_id = \(author) AND user_id > \(user)
            ORDER BY user_id LIMIT \(limit)
            """
        ) { try $0[0] }
    }
}

// MARK: - For all authors

extension TimelineStore {
    /// Accounts that should be popular by their followers, and those that are without being it, by ascending id.
    package func accountsOfOtherPopularity(
        after id: Int64, limit: Int, in db: any DatabaseConnection
    ) throws -> [Int64] {
        try db.rows(
            """
            SELECT u.id
            FROM users u LEFT JOIN timeline_states s ON s.user_id = u.id
            WHERE u.id > \(id) AND (
                u.follower_count >= \(policy.popularFollowers) AND COALESCE(s.is_popular, 0) = 0
                OR s.is_popular = 1 AND u.follower_count * 4 < \(policy.popularFollowers * 3))
            ORDER BY u.id LIMIT \(limit)
            """
        ) { try $0[0] }
    }

    /// Authors who are merged by some without being popular.
    package func formerlyPopular(in db: any DatabaseConnection) throws -> [Int64] {
        try db.rows(
            """
            SELECT DISTINCT p.author_id FROM popular_follows p
            WHERE NOT EXISTS (SELECT 1 FROM timeline_states s WHERE s.user_id = p.author_id AND s.is_popular = 1)
            """
        ) { try $0[0] }
    }
}
