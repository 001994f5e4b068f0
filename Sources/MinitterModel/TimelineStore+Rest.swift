package import Database

/// Timelines that nobody reads are not kept ready: most accounts of a network rest, and delivering to them is most of
/// what a tweet costs. One that is read again is made anew.
extension TimelineStore {
    /// Gives accounts that have none their row, as ones whose timelines are not kept ready: those that somebody inserted
    /// by hand.
    package static func addMissing(
        owners: ClosedRange<Int64>, at time: Timestamp, in db: any DatabaseConnection
    ) throws {
        try db.execute(
            """
            INSERT INTO timelines (owner_id, floor_tweet_id, read_at)
            SELECT u.id, NULL, \(time) FROM users u LEFT JOIN timelines h ON h.owner_id = u.id
            WHERE u.id >= \(owners.lowerBound) AND u.id <= \(owners.upperBound) AND h.owner_id IS NULL
            """)
    }

    package func noteReading(of owner: Int64, at time: Timestamp, in db: any DatabaseConnection) throws {
        try db.execute("UPDATE timelines SET read_at = \(time) WHERE owner_id = \(owner)")
    }

    /// Whether a timeline has been read within the last ``TimelinePolicy/activeDays``. It locks the timeline.
    package func isRead(_ owner: Int64, at time: Timestamp, in db: any DatabaseConnection) throws -> Bool {
        let readAt = try db.value(
            "SELECT read_at FROM timelines WHERE owner_id = \(owner) \(db.dialect.forUpdate)", as: Timestamp.self)
        return readAt.map { $0 >= policy.end(ofReadingBefore: time) } ?? true
    }

    /// Timelines among those of a range of accounts that are kept ready and were last read before a time.
    package func unread(
        since time: Timestamp, owners: ClosedRange<Int64>, in db: any DatabaseConnection
    ) throws -> [Int64] {
        try db.rows(
            """
            SELECT owner_id FROM timelines
            WHERE owner_id >= \(owners.lowerBound) AND owner_id <= \(owners.upperBound)
                AND read_at < \(time) AND floor_tweet_id IS NOT NULL
            """
        ) { try $0[0] }
    }

    /// No longer keeps a timeline ready, unless it has been read since a time.
    package func lay(toRest owner: Int64, unlessReadSince time: Timestamp, in db: any DatabaseConnection) throws {
        guard try lockFloor(of: owner, in: db) != nil else { return }
        let resting = try db.execute(
            "UPDATE timelines SET floor_tweet_id = NULL WHERE owner_id = \(owner) AND read_at < \(time)")
        if resting > 0 { try remove("1 = 1", from: owner, in: db) }
    }
}
