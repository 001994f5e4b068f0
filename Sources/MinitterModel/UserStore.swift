package import Database

/// The table `users`.
package struct UserStore: Sendable {
    /// The constraint that a taken e-mail violates.
    package static let emailConstraint = "users_email_key"

    private let names = NameStore()

    package init() {}

    /// - Throws: ``DatabaseError/uniqueViolation(constraint:)`` with ``emailConstraint``.
    package func insert(_ user: NewUser, at time: Timestamp, in db: any DatabaseConnection) throws -> Int64 {
        let id = try db.insert(
            """
            INSERT INTO users (name, email, email_key, hashed_password, profile, created_at, updated_at)
            VALUES (\(user.name), \(user.email), \(user.emailKey), \(user.hashedPassword), \(user.profile),
                    \(time), \(time))
            """)
        try names.set(user.name, of: id, in: db)
        return id
    }

    package func user(_ id: Int64, for reader: Int64?, in db: any DatabaseConnection) throws -> User? {
        try db.first("SELECT \(Self.columns(for: reader)) FROM users u WHERE u.id = \(id)") { try User(row: $0) }
    }

    package func exists(_ id: Int64, in db: any DatabaseConnection) throws -> Bool {
        try db.value("SELECT 1 FROM users WHERE id = \(id)", as: Int.self) != nil
    }

    /// Locks accounts, for a write that will change them or refer to them; in the order of their ids, so that two such
    /// writes can't wait for each other.
    ///
    /// - Returns: those that are there.
    package func lock(_ ids: [Int64], in db: any DatabaseConnection) throws -> [Int64] {
        try db.rows("SELECT id FROM users WHERE id IN (\(list: ids)) ORDER BY id \(db.dialect.forUpdate)") { try $0[0] }
    }

    package func id(withEmailKey emailKey: String, in db: any DatabaseConnection) throws -> Int64? {
        try db.value("SELECT id FROM users WHERE email_key = \(emailKey)")
    }

    /// Ids of accounts in ascending order.
    package func ids(after id: Int64, limit: Int, in db: any DatabaseConnection) throws -> [Int64] {
        try db.rows("SELECT id FROM users WHERE id > \(id) ORDER BY id LIMIT \(limit)") { try $0[0] }
    }

    /// 0 where there is no account.
    package func greatestID(in db: any DatabaseConnection) throws -> Int64 {
        try db.value("SELECT MAX(id) FROM users", as: Int64?.self).flatMap { $0 } ?? 0
    }

    package func count(after id: Int64, in db: any DatabaseConnection) throws -> Int {
        try db.value("SELECT COUNT(*) FROM users WHERE id > \(id)") ?? 0
    }

    /// All accounts, newest first.
    package func page(_ request: PageRequest, in db: any DatabaseConnection) throws -> Page<User> {
        let rows = try db.rows(
            """
            SELECT \(Self.columns(for: nil)) FROM users u
            WHERE u.id < \(request.upperBound) ORDER BY u.id DESC LIMIT \(request.rowLimit)
            """
        ) { row in
            let user = try User(row: row)
            return (item: user, position: user.id)
        }
        return Page(rows, for: request)
    }

    /// - Returns: whether there is such an account.
    /// - Throws: ``DatabaseError/uniqueViolation(constraint:)`` with ``emailConstraint``.
    package func change(
        _ id: Int64, _ change: UserChange, at time: Timestamp, in db: any DatabaseConnection
    ) throws -> Bool {
        let isThere =
            try db.execute(
                """
                UPDATE users SET
                    name = COALESCE(\(change.name), name),
                    profile = COALESCE(\(change.profile), profile),
                    email = COALESCE(\(change.email?.text), email),
                    email_key = COALESCE(\(change.email?.key), email_key),
                    updated_at = \(time)
                WHERE id = \(id)
                """) > 0
        if isThere, let name = change.name { try names.set(name, of: id, in: db) }
        return isThere
    }

    /// Deletes the account itself, after all that belongs to it (``AccountDeletionStore``).
    package func delete(_ id: Int64, in db: any DatabaseConnection) throws {
        try db.execute("DELETE FROM users WHERE id = \(id)")
    }
}

// MARK: - Rows of users

extension UserStore {
    /// What ``User/init(row:startingAt:)`` reads, of a table that is called `u`.
    static func columns(for reader: Int64?) -> SQL {
        """
        u.id, u.name, u.email, u.profile, u.profile_picture, u.tweet_count, u.follower_count, u.following_count,
        u.created_at,
        EXISTS (SELECT 1 FROM users_follow_list f WHERE f.user_id = \(reader) AND f.follow_user_id = u.id)
        """
    }
}

extension User {
    /// - Parameter row: begins with ``UserStore/columns(for:)``.
    init(row: any Row) throws {
        self.init(
            id: try row[0], name: try row[1], email: try row[2], profile: try row[3], picture: try row[4],
            tweetCount: try row[5], followerCount: try row[6], followingCount: try row[7], createdAt: try row[8],
            followed: try row[9])
    }
}
