import CMariaDB

/// A database on a MySQL or MariaDB server, through Connector/C.
///
/// Connections are made when they are needed, each with a thread of its own, and kept. A transaction that meets a
/// deadlock, or loses its connection before its commit, is run again; one that loses it during the commit is not,
/// because its outcome is not known: ``DatabaseError/outcomeUnknown(_:)``.
package final class MySQLDatabase: Database {
    private let threads: ConnectionThreads<MySQLSession>

    /// What has to be done once before the library is used by several threads.
    private static let library: Void = {
        mysql_server_init(0, nil, nil)
    }()

    /// Makes no connection yet.
    package init(_ configuration: MySQLConfiguration) {
        _ = Self.library
        let hosts = MySQLHosts(configuration.hosts)
        threads = ConnectionThreads(name: "mysql", limits: configuration.pool) {
            MySQLSession(configuration, hosts: hosts)
        } close: { session in
            session.close()
        }
    }

    /// Makes the database on its server unless it is there.
    ///
    /// - Throws: a ``DatabaseError``, such as when the user may not; it is not tried for a name that needs quoting.
    package static func makeIfMissing(_ configuration: MySQLConfiguration) async throws {
        guard let name = SQL(identifierIfPlain: configuration.database) else { return }
        var server = configuration
        server.database = ""
        let connection = MySQLDatabase(server)
        do {
            _ = try await connection.write { db in
                try db.execute("CREATE DATABASE IF NOT EXISTS \(name) CHARACTER SET utf8mb4")
            }
            try await connection.close()
        } catch {
            try? await connection.close()
            throw error
        }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await onSession { session, answer in session.read(body, then: answer) }
    }

    package func query<Result: Sendable>(
        for reader: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await onSession { session, answer in
            session.query({ db in try body(OneStatement(on: db)) }, then: answer)
        }
    }

    private func onSession<Value: Sendable>(
        _ work: @escaping @Sendable (MySQLSession, _ answer: (Result<Value, any Error>) -> Void) -> Void
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            threads.submit(
                .init { session in
                    work(session) { continuation.resume(with: $0) }
                } refuse: { error in
                    continuation.resume(throwing: error)
                })
        }
    }

    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await onSession { session, answer in answer(.init { try session.write(body) }) }
    }

    package func writeExclusively<Result: Sendable>(
        _ name: String, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await onSession { session, answer in answer(.init { try session.writeExclusively(name, body) }) }
    }

    package var load: PoolLoad? { threads.load }

    package func close() async throws {
        threads.end()
    }
}
