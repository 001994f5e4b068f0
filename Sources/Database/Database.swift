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

    /// Ends the work at hand and closes every connection. No call may follow.
    func close() async throws
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
