package import Database

/// The keys of profile pictures in object storage: the column `profile_picture` of `users`.
package struct ProfilePictureStore: Sendable {
    package init() {}

    package func key(of userID: Int64, in db: any DatabaseConnection) throws -> String? {
        try db.value("SELECT profile_picture FROM users WHERE id = \(userID)", as: String?.self) ?? nil
    }

    /// The keys of the pictures of those of these people who have one.
    package func keys(of userIDs: [Int64], in db: any DatabaseConnection) throws -> Set<String> {
        // One by one: the primary key finds each in microseconds, and a list would need an SQL for each length.
        Set(try userIDs.compactMap { try key(of: $0, in: db) })
    }

    package func setKey(_ key: String, of userID: Int64, at time: Timestamp, in db: any DatabaseConnection) throws {
        try db.execute("UPDATE users SET profile_picture = \(key), updated_at = \(time) WHERE id = \(userID)")
    }
}
