package import Database

/// The table `users_follow_list`, and the counts of followers that each person carries.
package struct FollowStore: Sendable {
    package init() {}

    /// Following a second time changes nothing.
    ///
    /// - Returns: whether it is the first time.
    /// - Throws: ``DatabaseError/foreignKeyViolation`` when there is no such person.
    package func follow(
        _ followed: Int64, by follower: Int64, at time: Timestamp, in db: any DatabaseConnection
    ) throws -> Bool {
        do {
            try db.execute(
                """
                INSERT INTO users_follow_list (user_id, follow_user_id, created_at)
                VALUES (\(follower), \(followed), \(time))
                """)
        } catch DatabaseError.uniqueViolation {
            return false
        }
        try count(1, follower: follower, followed: followed, in: db)
        return true
    }

    /// Ending what was not begun changes nothing.
    ///
    /// - Returns: whether it was begun.
    package func unfollow(_ followed: Int64, by follower: Int64, in db: any DatabaseConnection) throws -> Bool {
        let removed = try db.execute(
            "DELETE FROM users_follow_list WHERE user_id = \(follower) AND follow_user_id = \(followed)")
        guard removed > 0 else { return false }
        try count(-1, follower: follower, followed: followed, in: db)
        return true
    }

    private func count(
        _ difference: Int, follower: Int64, followed: Int64, in db: any DatabaseConnection
    ) throws {
        try db.execute("UPDATE users SET following_count = following_count + \(difference) WHERE id = \(follower)")
        try db.execute("UPDATE users SET follower_count = follower_count + \(difference) WHERE id = \(followed)")
    }

    /// Those who follow a person, the newest follower first.
    package func followers(
        of userID: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<User> {
        try page(of: "e.user_id", where: "e.follow_user_id = \(userID)", for: reader, request, in: db)
    }

    /// Those whom a person follows, the newest first.
    package func following(
        by userID: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<User> {
        try page(of: "e.follow_user_id", where: "e.user_id = \(userID)", for: reader, request, in: db)
    }

    private func page(
        of person: SQL, where condition: SQL, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<User> {
        let rows = try db.rows(
            """
            SELECT \(UserStore.columns(for: reader)), e.id
            FROM users_follow_list e \(db.dialect.orderedJoin) users u ON u.id = \(person)
            WHERE \(condition) AND e.id < \(request.upperBound)
            ORDER BY e.id DESC LIMIT \(request.rowLimit)
            """
        ) { row in (item: try User(row: row), position: try row[10] as Int64) }
        return Page(rows, for: request)
    }
}
