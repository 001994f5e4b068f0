/// A database that runs transactions.
///
/// A body is synchronous and runs on a thread of the database, so that a transaction is never held across a
/// suspension. It may be run again after a conflict, so it must have no effect but on the database.
package protocol Database: Sendable {
    /// Runs a body that only reads. It sees one state of the database throughout.
    ///
    /// - Throws: what the body throws, or a ``DatabaseError``.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result

    /// Runs a body in a transaction: when this returns, all that the body wrote is stored for good; when it throws,
    /// none of it is.
    ///
    /// - Throws: what the body throws, or a ``DatabaseError``.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result

    /// Runs a body that only reads, perhaps on a copy of the database that lags by some moments.
    ///
    /// - Parameter reader: who reads: what they wrote (``write(by:_:)``) they see at once. nil: nobody in particular.
    /// - Throws: what the body throws, or a ``DatabaseError``.
    func read<Result: Sendable>(
        for reader: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result

    /// Runs a body of one statement, which only reads, where ``read(for:_:)`` would run it: a statement by itself needs
    /// no transaction to see one state, and so costs less.
    ///
    /// - Throws: what the body throws, or a ``DatabaseError``; ``DatabaseError/other(_:)`` for a second statement.
    func query<Result: Sendable>(
        for reader: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result

    /// ``write(_:)``, noting who wrote, for ``read(for:_:)``.
    func write<Result: Sendable>(
        by writer: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result

    /// Runs a body as ``write(_:)`` does, and no other under the same name at the same time, by whatever program.
    /// Unlike there, a statement that defines data (DDL) may be among its statements, and then stays when the body
    /// throws: not every engine can undo one.
    ///
    /// - Throws: ``DatabaseError/busy(_:)`` when it has waited too long, what the body throws, or a ``DatabaseError``.
    func writeExclusively<Result: Sendable>(
        _ name: String, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result

    /// What the connections are doing; nil where there is no pool of them.
    var load: PoolLoad? { get }

    /// Ends the work at hand and closes every connection. No call may follow.
    func close() async throws
}

extension Database {
    package func read<Result: Sendable>(
        for reader: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await read(body)
    }

    package func query<Result: Sendable>(
        for reader: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await read(for: reader) { db in try body(OneStatement(on: db)) }
    }

    package func write<Result: Sendable>(
        by writer: Int64?, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await write(body)
    }

    package var load: PoolLoad? { nil }
}

/// A connection inside a transaction. It is valid only within the body that was given it.
package protocol DatabaseConnection {
    var dialect: Dialect { get }

    /// Runs a statement that returns no rows.
    ///
    /// - Returns: how many rows it matched.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// Runs an `INSERT` into a table with an ``Dialect/identity``.
    ///
    /// - Returns: the new row's id.
    func insert(_ sql: SQL) throws -> Int64

    /// Runs a query and turns each row into an element.
    func rows<Element>(_ sql: SQL, _ element: (any Row) throws -> Element) throws -> [Element]
}

extension DatabaseConnection {
    /// The first row of a query as an element; nil when there is none.
    package func first<Element>(_ sql: SQL, _ element: (any Row) throws -> Element) throws -> Element? {
        try rows(sql, element).first
    }

    /// The first column of the first row; nil when there is no row.
    package func value<Value: ColumnValue>(_ sql: SQL, as type: Value.Type = Value.self) throws -> Value? {
        try first(sql) { try $0[0] }
    }
}
