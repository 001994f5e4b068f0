import GRDB

/// The connections that read a SQLite database in a file, each on a thread of its own.
final class SQLiteReaders: Sendable {
    private let threads: ConnectionThreads<DatabaseQueue>

    init(path: String, count: Int, maximumWaiting: Int) {
        threads = ConnectionThreads(
            name: "sqlite-reader", limits: PoolLimits(connections: count, maximumWaiting: maximumWaiting)
        ) {
            var configuration = Configuration()
            configuration.readonly = true
            // A reader waits only for the moments in which a log is recovered or removed.
            configuration.busyMode = .timeout(5)
            return try DatabaseQueue(path: path, configuration: configuration)
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await onReader { reader in try Self.run(body, on: reader) }
    }

    /// Runs a body of one statement, which SQLite itself puts into a transaction.
    func query<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await onReader { reader in
            try reader.unsafeRead { db in try body(OneStatement(on: SQLiteConnection(db))) }
        }
    }

    private func onReader<Value: Sendable>(
        _ work: @escaping @Sendable (DatabaseQueue) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            threads.submit(
                .init { reader in
                    continuation.resume(with: Result { try work(reader) })
                } refuse: { error in
                    continuation.resume(throwing: error)
                })
        }
    }

    /// In a transaction, so that all the queries of a body see one state.
    private static func run<Value>(
        _ body: (any DatabaseConnection) throws -> Value, on reader: DatabaseQueue
    ) throws -> Value {
        // The queue is this thread's alone, so this neither waits nor changes threads.
        try reader.unsafeRead { db in
            let connection = SQLiteConnection(db)
            try connection.execute("BEGIN")
            do {
                let value = try body(connection)
                try connection.execute("COMMIT")
                return value
            } catch {
                if db.isInsideTransaction { _ = try? connection.execute("ROLLBACK") }
                throw error
            }
        }
    }

    var load: PoolLoad { threads.load }

    func close() {
        threads.end()
    }
}
