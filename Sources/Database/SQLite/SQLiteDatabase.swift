import Foundation
import GRDB

/// A database in a file, or in memory for tests, through GRDB.
///
/// In a file: WAL, so that readers and the writer don't wait for each other; `synchronous=FULL`, so that an
/// acknowledged write survives a power cut; foreign keys on.
package final class SQLiteDatabase: Database {
    private let writer: DatabaseQueue
    private let groupCommit: GroupCommit
    /// nil in memory, where there is one connection alone.
    private let readers: SQLiteReaders?
    private let path: String

    /// Opens a file, and makes it where there is none; its folder must exist.
    ///
    /// - Parameters:
    ///   - path: the file. SQLite puts `-wal` and `-shm` beside it.
    ///   - readers: threads that read at once.
    ///   - maximumWaiting: writes that may wait, and reads: see ``DatabaseError/busy(_:)``.
    /// - Throws: a ``DatabaseError``.
    package init(path: String, readers: Int = 4, maximumWaiting: Int = 4_096) throws {
        self.path = path
        var configuration = Configuration()
        configuration.journalMode = .wal
        // Another program may write too: `minitter user delete` beside a running server.
        configuration.busyMode = .timeout(5)
        do {
            writer = try Self.openWriter(path, configuration)
            self.readers = SQLiteReaders(path: path, count: readers, maximumWaiting: maximumWaiting)
        } catch {
            throw DatabaseError.translating(error)
        }
        groupCommit = GroupCommit(writer: writer, maximumWaiting: maximumWaiting)
    }

    /// When a file is made, and when its last user closes it, somebody must be alone with it for a moment, and SQLite refuses
    /// the others at once, whatever the busy mode says.
    private static func openWriter(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
        let end = ContinuousClock.now + .seconds(5)
        while true {
            do {
                let writer = try DatabaseQueue(path: path, configuration: configuration)
                // After opening, because GRDB sets NORMAL when it turns WAL on.
                try writer.inDatabase { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
                return writer
            } catch let error as GRDB.DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < end
            {
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
    }

    /// A database in memory, gone with this object. It has one connection for reading and writing.
    package init() throws {
        path = ":memory:"
        writer = try DatabaseQueue()
        groupCommit = GroupCommit(writer: writer, maximumWaiting: 4_096)
        readers = nil
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        do {
            if let readers { return try await readers.read(body) }
            return try await writer.read { db in try body(SQLiteConnection(db)) }
        } catch {
            throw DatabaseError.translating(error)
        }
    }

    package func query<Result: Sendable>(
        for reader: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        guard let readers else { return try await read { db in try body(OneStatement(on: db)) } }
        do {
            return try await readers.query(body)
        } catch {
            throw DatabaseError.translating(error)
        }
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await groupCommit.write(body)
    }

    /// There is one writer at a time anyway.
    package func writeExclusively<Result: Sendable>(
        _ name: String, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await write(body)
    }

    package var load: PoolLoad? { readers?.load }

    /// Copies the database as it is at this moment into a new file, while others read and write.
    ///
    /// - Throws: a ``DatabaseError``; the file may then be there in part.
    package func backUp(toPath destination: String) throws {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            // One statement sees one state and holds no writer up. It is not allowed inside a transaction.
            let connection = try DatabaseQueue(path: path, configuration: configuration)
            try connection.unsafeRead { db in try db.execute(sql: "VACUUM INTO ?", arguments: [destination]) }
            try connection.close()
        } catch {
            throw DatabaseError.translating(error)
        }
    }

    /// Readers first: the last connection to close is the one that moves the log into the database, and a reader can't.
    package func close() async throws {
        readers?.close()
        // Waits for the writes at hand, which sit in the same queue.
        try await writer.writeWithoutTransaction { _ in }
        try writer.close()
    }
}
