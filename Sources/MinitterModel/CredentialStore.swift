package import Database

/// What of `users` logs a person in, and the table `ended_tokens`.
///
/// A token carries the generation of its account's tokens at the time it was made. Ending an account's tokens raises
/// the generation and leaves a row here, from which every server learns of it.
package struct CredentialStore: Sendable {
    package init() {}

    package func credentials(
        withEmailKey emailKey: String, in db: any DatabaseConnection
    ) throws -> Credentials? {
        try credentials("email_key = \(emailKey)", in: db)
    }

    package func credentials(of userID: Int64, in db: any DatabaseConnection) throws -> Credentials? {
        try credentials("id = \(userID)", in: db)
    }

    private func credentials(_ condition: SQL, in db: any DatabaseConnection) throws -> Credentials? {
        try db.first("SELECT id, hashed_password, token_generation FROM users WHERE \(condition)") { row in
            Credentials(userID: try row[0], hashedPassword: try row[1], tokenGeneration: try row[2])
        }
    }

    /// Whether an account's password is the one with this hash, and stays so until the transaction ends.
    package func lock(
        _ userID: Int64, withHashedPassword hashedPassword: String, in db: any DatabaseConnection
    ) throws -> Bool {
        let current: String? = try db.value(
            "SELECT hashed_password FROM users WHERE id = \(userID) \(db.dialect.forUpdate)")
        return current == hashedPassword
    }

    package func setHashedPassword(
        _ hashedPassword: String, of userID: Int64, at time: Timestamp, in db: any DatabaseConnection
    ) throws {
        try db.execute(
            "UPDATE users SET hashed_password = \(hashedPassword), updated_at = \(time) WHERE id = \(userID)")
    }

    /// Ends every token that the account has.
    ///
    /// - Returns: the generation of the tokens to come; nil when there is no such account.
    package func endTokens(of userID: Int64, at time: Timestamp, in db: any DatabaseConnection) throws -> Int64? {
        try db.execute("UPDATE users SET token_generation = token_generation + 1 WHERE id = \(userID)")
        let generation = try db.value("SELECT token_generation FROM users WHERE id = \(userID)", as: Int64.self)
        guard let generation else { return nil }
        try db.execute(
            "INSERT INTO ended_tokens (user_id, generation, ended_at) VALUES (\(userID), \(generation), \(time))")
        return generation
    }

    /// The accounts whose tokens ended at or after a time, with the generation from which tokens are good.
    package func endedTokens(
        since time: Timestamp, in db: any DatabaseConnection
    ) throws -> [(userID: Int64, generation: Int64)] {
        try db.rows("SELECT user_id, generation FROM ended_tokens WHERE ended_at >= \(time)") { row in
            (userID: try row[0], generation: try row[1])
        }
    }

    /// Forgets what ended before a time: tokens of then have expired by themselves.
    package func forgetEndedTokens(before time: Timestamp, in db: any DatabaseConnection) throws {
        try db.execute("DELETE FROM ended_tokens WHERE ended_at < \(time)")
    }
}
