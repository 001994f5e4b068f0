import GRDB
import GRDBSQLite

/// A connection of GRDB's inside a transaction.
///
/// GRDB opens, caches statements and hands out connections; binding and stepping go straight to SQLite, because they
/// are the hot path: GRDB's own rows copy each value into a `DatabaseValue` first.
struct SQLiteConnection: DatabaseConnection {
    private let db: GRDB.Database

    init(_ db: GRDB.Database) {
        self.db = db
    }

    var dialect: Dialect { .sqlite }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try run(sql) { statement in
            while try step(statement) {}
        }
        return Int(sqlite3_changes(db.sqliteConnection))
    }

    func insert(_ sql: SQL) throws -> Int64 {
        try execute(sql)
        return sqlite3_last_insert_rowid(db.sqliteConnection)
    }

    func rows<Element>(_ sql: SQL, _ element: (any Row) throws -> Element) throws -> [Element] {
        var elements: [Element] = []
        try run(sql) { statement in
            let row = SQLiteRow(statement: statement)
            while try step(statement) {
                elements.append(try element(row))
            }
        }
        return elements
    }

    private func run(_ sql: SQL, _ body: (OpaquePointer) throws -> Void) throws {
        let statement: Statement
        do {
            let cached = try db.cachedStatement(sql: sql.text)
            // A body may run a query within the closure of the same query, which then still uses the statement.
            let isInUse = sqlite3_stmt_busy(cached.sqliteStatement) != 0
            statement = isInUse ? try db.makeStatement(sql: sql.text) : cached
        } catch {
            throw DatabaseError.translating(error)
        }
        let handle = statement.sqliteStatement
        // Left as it was found, for its next user: a statement that is not reset keeps its locks.
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
            withExtendedLifetime(statement) {}
        }
        for (index, value) in sql.values.enumerated() {
            guard bind(value, to: handle, at: Int32(index + 1)) == SQLITE_OK else {
                throw DatabaseError(connection: db.sqliteConnection)
            }
        }
        try body(handle)
    }

    /// - Returns: whether there is a row.
    private func step(_ statement: OpaquePointer) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw DatabaseError(connection: db.sqliteConnection)
        }
    }

    private func bind(_ value: SQLValue, to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch value {
        case .null:
            return sqlite3_bind_null(statement, index)
        case .integer(let integer):
            return sqlite3_bind_int64(statement, index, integer)
        case .text(var text):
            // By length, not up to a NUL. SQLITE_TRANSIENT, which makes SQLite copy, is a macro that Swift can't see.
            let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // An empty buffer may have no address, which SQLite would read as NULL.
                    guard let address = characters.baseAddress else {
                        return sqlite3_bind_text(statement, index, "", 0, transient)
                    }
                    return sqlite3_bind_text(statement, index, address, Int32(characters.count), transient)
                }
            }
        }
    }
}

private struct SQLiteRow: Row {
    let statement: OpaquePointer

    func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
    }

    func integer(_ column: Int) -> Int64 {
        sqlite3_column_int64(statement, Int32(column))
    }

    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(statement, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }
}
