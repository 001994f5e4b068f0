/// A row on the primary whose time is renewed every second. How old it is on the replica tells how far that lags,
/// whatever the engine, and without rights to ask it.
package enum ReplicationHeartbeat {
    /// The step of a migration that makes its table.
    package static func table(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE IF NOT EXISTS replication_heartbeat (
            id INTEGER NOT NULL PRIMARY KEY,
            beat_at \(dialect.timestamp) NOT NULL
        ) \(dialect.tableOptions)
        """
    }

    static func beat(at time: Timestamp, in db: any DatabaseConnection) throws {
        guard try db.execute("UPDATE replication_heartbeat SET beat_at = \(time) WHERE id = 1") == 0 else { return }
        try db.execute("INSERT INTO replication_heartbeat (id, beat_at) VALUES (1, \(time))")
    }

    static func lastBeat(in db: any DatabaseConnection) throws -> Timestamp? {
        try db.value("SELECT beat_at FROM replication_heartbeat WHERE id = 1")
    }
}
