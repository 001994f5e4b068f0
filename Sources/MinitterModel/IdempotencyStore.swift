package import Database

/// The table `idempotency_keys`: what calls have answered, so that one that is repeated under its key is done once.
///
/// A row is written in the transaction of the call itself, so the one is stored when the other is. It is gone with the
/// account that called (`user_id`) and with the one whose data the result shows (`shown_user_id`).
package struct IdempotencyStore: Sendable {
    /// What an earlier call left.
    package struct Entry: Sendable {
        package let requestHash: String
        package let result: String
        package let createdAt: Timestamp
    }

    package init() {}

    package func entry(keyHash: String, in db: any DatabaseConnection) throws -> Entry? {
        try db.first(
            "SELECT request_hash, result, created_at FROM idempotency_keys WHERE key_hash = \(keyHash)"
        ) { row in Entry(requestHash: try row[0], result: try row[1], createdAt: try row[2]) }
    }

    /// Takes a key, before anything else of the call is done: of two calls at once the second waits here for the end of
    /// the first's transaction.
    ///
    /// The row names no account yet. That would lock the account's row in MySQL, before the call itself takes its locks
    /// in the order that it chose.
    ///
    /// - Returns: the row's id; nil when the key is taken.
    package func claim(
        keyHash: String, requestHash: String, at time: Timestamp, in db: any DatabaseConnection
    ) throws -> Int64? {
        do {
            return try db.insert(
                """
                INSERT INTO idempotency_keys (key_hash, request_hash, created_at)
                VALUES (\(keyHash), \(requestHash), \(time))
                """)
        } catch DatabaseError.uniqueViolation {
            return nil
        }
    }

    /// Completes a row that was claimed.
    ///
    /// - Throws: ``DatabaseError/foreignKeyViolation`` when one of the accounts is gone.
    package func keep(
        _ result: String, of id: Int64, by userID: Int64, showing shownUserID: Int64, in db: any DatabaseConnection
    ) throws {
        try db.execute(
            """
            UPDATE idempotency_keys SET result = \(result), user_id = \(userID), shown_user_id = \(shownUserID)
            WHERE id = \(id)
            """)
    }

    package func forget(keyHash: String, in db: any DatabaseConnection) throws {
        try db.execute("DELETE FROM idempotency_keys WHERE key_hash = \(keyHash)")
    }

    /// Forgets the oldest of the keys that were taken before a time.
    ///
    /// - Parameter limit: how many at the most, so that no lock is held for long.
    /// - Returns: how many there were.
    package func forget(before time: Timestamp, limit: Int, in db: any DatabaseConnection) throws -> Int {
        let ids = try db.rows(
            """
            SELECT id FROM idempotency_keys WHERE created_at < \(time) ORDER BY created_at, id LIMIT \(limit)
            """
        ) { row in try row[0] as Int64 }
        guard !ids.isEmpty else { return 0 }
        try db.execute("DELETE FROM idempotency_keys WHERE id IN (\(list: ids))")
        return ids.count
    }
}
