/// A database in a file that is only read, so that nothing of it can be changed or made.
package final class SQLiteReadOnlyDatabase: Database {
    private let readers: SQLiteReaders

    /// Opens nothing yet: where there is no such file, reading fails.
    package init(path: String) {
        readers = SQLiteReaders(path: path, count: 1, maximumWaiting: 4_096)
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        do {
            return try await readers.read(body)
        } catch {
            throw DatabaseError.translating(error)
        }
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        throw DatabaseError.other("the database was opened for reading alone")
    }

    package func writeExclusively<Result: Sendable>(
        _ name: String, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await write(body)
    }

    package func close() async throws {
        readers.close()
    }
}
