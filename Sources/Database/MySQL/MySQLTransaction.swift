/// A transaction on a connection, as a body sees it.
///
/// It remembers what ended the transaction, because a body may catch an error and go on: after a deadlock or on a new
/// connection that would write only the second half.
final class MySQLTransaction: DatabaseConnection {
    /// Why nothing more can be done in this transaction.
    enum Fault {
        /// The server has undone it; run again, it may succeed.
        case conflict(DatabaseError)
        /// The connection is of no use any more, and so the server undoes it.
        case loss(DatabaseError, leavesHost: Bool)
        /// The server did not answer in time. What it does with the statement is not known, but nothing was committed.
        case silence(DatabaseError)

        var error: DatabaseError {
            switch self {
            case .conflict(let error), .loss(let error, _), .silence(let error): error
            }
        }
    }

    private let link: MySQLLink
    private let isReading: Bool
    private let timeout: Duration
    private(set) var fault: Fault?
    /// Whether the server has anything to end.
    private(set) var hasBegun = false

    init(on link: MySQLLink, isReading: Bool, timeout: Duration) {
        self.link = link
        self.isReading = isReading
        self.timeout = timeout
    }

    var dialect: Dialect { .mySQL }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try write(sql) { $0.matchedRows }
    }

    func insert(_ sql: SQL) throws -> Int64 {
        try write(sql) { $0.insertID }
    }

    func rows<Element>(_ sql: SQL, _ element: (any Row) throws -> Element) throws -> [Element] {
        try run(sql) { statement in
            var elements: [Element] = []
            try statement.forEachRow { elements.append(try element($0)) }
            return elements
        }
    }

    private func write<Value>(_ sql: SQL, _ result: (MySQLStatement) -> Value) throws -> Value {
        guard !isReading else { throw DatabaseError.other("a read can't write: \(sql.text)") }
        return try run(sql, result)
    }

    private func run<Value>(_ sql: SQL, _ body: (MySQLStatement) throws -> Value) throws -> Value {
        if let fault { throw fault.error }
        hasBegun = true
        let startedAt = ContinuousClock.now
        do {
            return try link.run(sql, body)
        } catch let error as MySQLError {
            note(error, after: ContinuousClock.now - startedAt)
            throw error.databaseError
        }
    }

    /// - Parameter duration: how long the statement took to fail.
    func note(_ error: MySQLError, after duration: Duration) {
        if error.isConflict {
            fault = .conflict(error.databaseError)
        } else if error.isLoss {
            fault =
                duration < timeout
                ? .loss(error.databaseError, leavesHost: error.isLossOfServer)
                : .silence(.unavailable("the database did not answer within \(timeout) (\(error.code))"))
        }
    }
}
