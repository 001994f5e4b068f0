import Synchronization

/// A primary and a replica of it, which lags by some moments, as one database.
///
/// Only ``read(for:_:)`` and ``query(for:_:)`` may be answered by the replica, and it is not for somebody who wrote within the last seconds
/// (``RecentWriters``), not when the replica lags too far (``upkeep()``), and not when it fails. A body that throws there
/// is run again on the primary: what it misses may only not have arrived.
package final class ReplicatedDatabase: Database {
    private let primary: any Database
    private let replica: any Database
    package let writers: RecentWriters
    /// Until when the replica may be used; nil: not now.
    private let goodUntil = Mutex<ContinuousClock.Instant?>(nil)

    /// A replica that lags further is left alone. With the time between two looks it is still less than the memory of
    /// writers.
    private static let maximumLag: Int64 = 5_000
    /// How long a look at the replica is good for.
    private static let trust = Duration.seconds(3)

    /// The replica is not used before the first ``upkeep()``.
    package init(primary: any Database, replica: any Database, writers: RecentWriters = RecentWriters()) {
        self.primary = primary
        self.replica = replica
        self.writers = writers
    }

    /// Looks how far the replica lags; to be called every second.
    ///
    /// - Throws: a ``DatabaseError`` when one of the two can't be reached.
    package func upkeep() async throws {
        let now = ContinuousClock.now
        do {
            try await primary.write { db in try ReplicationHeartbeat.beat(at: .now, in: db) }
            let beat = try await replica.read { db in try ReplicationHeartbeat.lastBeat(in: db) }
            let isGood = beat.map { Timestamp.now.milliseconds - $0.milliseconds < Self.maximumLag } ?? false
            goodUntil.withLock { $0 = isGood ? now + Self.trust : nil }
        } catch {
            goodUntil.withLock { $0 = nil }
            throw error
        }
    }

    /// Whether reads may go to the replica at present, for metrics.
    package var usesReplica: Bool {
        goodUntil.withLock { $0.map { ContinuousClock.now < $0 } ?? false }
    }

    package func read<Result: Sendable>(
        for reader: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await onReplica(for: reader) { database in try await database.read(body) }
    }

    package func query<Result: Sendable>(
        for reader: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await onReplica(for: reader) { database in try await database.query(for: reader, body) }
    }

    /// On the replica where it may be, else on the primary.
    private func onReplica<Result>(
        for reader: Int64?, _ read: (any Database) async throws -> Result
    ) async throws -> Result {
        guard usesReplica, reader.map({ !writers.contains($0) }) ?? true else { return try await read(primary) }
        do {
            return try await read(replica)
        } catch DatabaseError.unavailable {
            // The next look tells when it is back.
            goodUntil.withLock { $0 = nil }
            return try await read(primary)
        } catch {
            return try await read(primary)
        }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await primary.read(body)
    }

    package func write<Result: Sendable>(
        by writer: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        // Also after a failure: it may be that nobody knows whether it was stored.
        defer { if let writer { writers.note(writer) } }
        return try await primary.write(body)
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await primary.write(body)
    }

    package func writeExclusively<Result: Sendable>(
        _ name: String, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await primary.writeExclusively(name, body)
    }

    package var load: PoolLoad? { primary.load }

    package func close() async throws {
        try await replica.close()
        try await primary.close()
    }
}
