package import Database

/// A table as what reads and writes whole rows needs to know it.
///
/// NULL is not said of a column: a value tells it itself, and the table refuses one where none may be.
package struct StoredTable: Sendable {
    package enum Kind: Sendable {
        case integer
        /// Text, or a time.
        case text
    }

    package struct Column: Sendable {
        package let name: String
        package let kind: Kind
    }

    package let name: String
    /// The first is the id.
    package let columns: [Column]

    init(_ name: String, _ columns: KeyValuePairs<String, Kind>) {
        self.name = name
        self.columns = columns.map { Column(name: $0.key, kind: $0.value) }
        precondition(self.columns.first?.name == "id", "rows are read by their id")
    }

    /// A row's values, in the order of the columns.
    package struct StoredRow: Sendable, Equatable {
        package let id: Int64
        package let values: [SQLValue]
    }
}

// MARK: - Reading

extension StoredTable {
    package func rowCount(in db: any DatabaseConnection) throws -> Int {
        try db.value("SELECT COUNT(*) FROM \(sqlName)") ?? 0
    }

    package func isEmpty(in db: any DatabaseConnection) throws -> Bool {
        try db.value("SELECT id FROM \(sqlName) LIMIT 1", as: Int64.self) == nil
    }

    /// Rows by ascending id.
    ///
    /// - Parameter id: is that of the last row before them; 0 for the first rows.
    package func rows(after id: Int64, limit: Int, in db: any DatabaseConnection) throws -> [StoredRow] {
        try db.rows("SELECT \(sqlColumns) FROM \(sqlName) WHERE id > \(id) ORDER BY id LIMIT \(limit)") { row in
            StoredRow(id: try row[0], values: columns.indices.map { value(of: $0, in: row) })
        }
    }

    private func value(of column: Int, in row: any Row) -> SQLValue {
        if row.isNull(column) { return .null }
        return switch columns[column].kind {
        case .integer: .integer(row.integer(column))
        case .text: .text(row.text(column))
        }
    }

    private var sqlName: SQL { SQL(identifier: name) }

    private var sqlColumns: SQL {
        columns.dropFirst().reduce("id") { list, column in "\(list), \(SQL(identifier: column.name))" }
    }
}

// MARK: - Writing

extension StoredTable {
    /// Rows in one statement. The same number makes the same text, which a connection prepares once.
    private static let rowsInAStatement = 200

    /// Stores rows with the ids that they have.
    package func insert(_ rows: [StoredRow], in db: any DatabaseConnection) throws {
        for start in stride(from: 0, to: rows.count, by: Self.rowsInAStatement) {
            let part = rows[start..<min(start + Self.rowsInAStatement, rows.count)]
            try db.execute("INSERT INTO \(sqlName) (\(sqlColumns)) VALUES \(SQL(tuples: part.map(\.values)))")
        }
    }
}

// MARK: - Ids

extension StoredTable {
    /// The greatest id that any row has had, even one that is deleted; 0 when there was none.
    package func lastID(in db: any DatabaseConnection) throws -> Int64 {
        try db.dialect.identities.lastID(of: name, in: db)
    }

    /// Makes every id up to this one count as used. It belongs in ``Database/Database/writeExclusively(_:_:)``.
    package func raiseLastID(to id: Int64, in db: any DatabaseConnection) throws {
        guard try lastID(in: db) < id else { return }
        try db.dialect.identities.setLastID(id, of: name, in: db)
    }
}
