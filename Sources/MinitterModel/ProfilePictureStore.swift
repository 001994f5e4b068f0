package import Database

/// The keys of profile pictures in object storage: the column `profile_picture` of `users`.
package struct ProfilePictureStore: Sendable {
    package init() {}

    package func key(of userID: Int64, in db: any DatabaseConnection) throws -> String? {
        try db.value("SELECT profile_picture FROM users WHERE id = \(userID)", as: String?.self) ?? nil
    }

    package func setKey(_ key: String, of userID: Int64, at time: Timestamp, in db: any DatabaseConnection) throws {
        try db.execute("UPDATE users SET profile_picture = \(key), updated_at = \(time) WHERE id = \(userID)")
    }
}
