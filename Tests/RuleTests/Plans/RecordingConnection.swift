import Database

/// A connection that notes the statements that go through it.
final class RecordingConnection: DatabaseConnection {
    private let connection: any DatabaseConnection
    private(set) var queries: [SQL] = []
    private(set) var changes: [SQL] = []

    init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    var dialect: Dialect { connection.dialect }

    func execute(_ sql: SQL) throws -> Int {
        changes.append(sql)
        return try connection.execute(sql)
    }

    func insert(_ sql: SQL) throws -> Int64 {
        changes.append(sql)
        return try connection.insert(sql)
    }

    func rows<Element>(_ sql: SQL, _ element: (any Row) throws -> Element) throws -> [Element] {
        queries.append(sql)
        return try connection.rows(sql, element)
    }
}
