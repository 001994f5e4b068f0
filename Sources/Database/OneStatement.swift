/// A connection that reads one statement and refuses a second, which might see another state.
final class OneStatement: DatabaseConnection {
    private let connection: any DatabaseConnection
    private var isUsed = false

    init(on connection: any DatabaseConnection) {
        self.connection = connection
    }

    var dialect: Dialect { connection.dialect }

    func execute(_ sql: SQL) throws -> Int {
        throw DatabaseError.other("a query can't write: \(sql.text)")
    }

    func insert(_ sql: SQL) throws -> Int64 {
        throw DatabaseError.other("a query can't write: \(sql.text)")
    }

    func rows<Element>(_ sql: SQL, _ element: (any Row) throws -> Element) throws -> [Element] {
        guard !isUsed else { throw DatabaseError.other("a query is one statement, this is a second: \(sql.text)") }
        isUsed = true
        return try connection.rows(sql, element)
    }
}
