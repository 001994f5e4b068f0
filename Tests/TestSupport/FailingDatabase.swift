package import Database
import Synchronization

/// A real database that can be made to fail: a fake, because a server that goes away can't be had on demand.
package final class FailingDatabase: Database {
    private let base: any Database
    private let failure = Mutex<DatabaseError?>(nil)
    private let loss = Mutex<DatabaseError?>(nil)

    package init(_ base: any Database) {
        self.base = base
    }

    /// From now on every call throws this error and reaches no data; nil ends that.
    package func fail(with error: DatabaseError?) {
        failure.withLock { $0 = error }
    }

    /// From now on every write is stored and then throws this error, as when the connection is lost while the answer to
    /// the commit is on its way; nil ends that.
    package func loseAnswers(with error: DatabaseError?) {
        loss.withLock { $0 = error }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try throwFailure()
        return try await base.read(body)
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try throwFailure()
        return try answer(try await base.write(body))
    }

    package func read<Result: Sendable>(
        for reader: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try throwFailure()
        return try await base.read(for: reader, body)
    }

    package func write<Result: Sendable>(
        by writer: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try throwFailure()
        return try answer(try await base.write(by: writer, body))
    }

    package func writeExclusively<Result: Sendable>(
        _ name: String, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try throwFailure()
        return try await base.writeExclusively(name, body)
    }

    package func close() async throws {
        try await base.close()
    }

    private func answer<Result>(_ result: Result) throws -> Result {
        if let error = loss.withLock({ $0 }) { throw error }
        return result
    }

    private func throwFailure() throws {
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
