package import Database

/// The table `users_follow_list`, and the counts of followers that each person carries.
package struct FollowStore: Sendable {
    package init() {}

    /// Following a second time changes nothing.
    ///
    /// - Throws: ``DatabaseError/foreignKeyViolation`` when there is no such person.
    package func follow(
        _ followed: Int64, by follower: Int64, at time: Timestamp, in db: any DatabaseConnection
    ) throws {
        do {
            try db.execute(
                """
                INSERT INTO users_follow_list (user_id, follow_user_id, created_at)
                VALUES (\(follower), \(followed), \(time))
                """)
        } catch DatabaseError.uniqueViolation {
            return
        }
        try count(1, follower: follower, followed: followed, in: db)
    }

    /// Ending what was not begun changes nothing.
    package func unfollow(_ followed: Int64, by follower: Int64, in db: any DatabaseConnection) throws {
        let removed = try db.execute(
            "DELETE FROM users_follow_list WHERE user_id = \(follower) AND follow_user_id = \(followed)")
        guard removed > 0 else { return }
        try count(-1, follower: follower, followed: followed, in: db)
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
        try page(
            """
            SELECT user_id, id FROM users_follow_list
            WHERE follow_user_id = \(userID) AND id < \(request.upperBound) ORDER BY id DESC
            """,
            for: reader, request, in: db)
    }

    /// Those whom a person follows, the newest first.
    package func following(
        by userID: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<User> {
        try page(
            """
            SELECT follow_user_id, id FROM users_follow_list
            WHERE user_id = \(userID) AND id < \(request.upperBound) ORDER BY id DESC
            """,
            for: reader, request, in: db)
    }

    private func page(
        _ list: SQL, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<User> {
        let rows = try db.rows(
            """
            WITH page (user_id, list_position) AS (\(list) LIMIT \(request.rowLimit))
            SELECT \(UserStore.columns(for: reader)), page.list_position
            FROM page JOIN users u ON u.id = page.user_id
            ORDER BY page.list_position DESC
            """
        ) { row in (item: try User(row: row), position: try row[10] as Int64) }
        return Page(rows, for: request)
    }
}
