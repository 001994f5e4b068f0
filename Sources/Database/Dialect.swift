/// The few words in which the engines differ. Everything else is written once.
package struct Dialect: Sendable {
    /// The type and constraint of a table's `id` column. An id is never used again, even after its row is deleted.
    package let identity: SQL
    /// The type of a column that holds a ``Timestamp``.
    package let timestamp: SQL
    /// What stands after the closing parenthesis of `CREATE TABLE`.
    package let tableOptions: SQL
    /// The same for a table without an ``identity``, whose rows lie in the order of its primary key.
    package let clusteredTableOptions: SQL
    /// Joins two tables and reads them in the order in which they are written, whatever the planner thinks of their
    /// sizes. For lists that read a few rows by an index and end early.
    package let orderedJoin: SQL
    /// What stands at the end of a `SELECT` whose rows nobody else may change, delete or refer to until the transaction
    /// ends. It belongs in a write.
    package let forUpdate: SQL
    /// The ids that tables have given.
    package let identities: any Identities
    private let keepsExistingByUpdate: Bool
    private let takesIndexHints: Bool

    /// What stands behind a table that is to be read by one of its indexes, where an engine may choose a worse one:
    /// MySQL sorts all rows of a `user_id` by another index rather than read twenty in the order of this one. SQLite
    /// doesn't, and has no name for the index of a constraint.
    package func byIndex(_ name: StaticString) -> SQL {
        takesIndexHints ? "FORCE INDEX (\(SQL(stringLiteral: name)))" : ""
    }

    /// What stands at the end of an `INSERT` that leaves a row alone whose key is there already. Other errors stay
    /// errors, which MySQL's `INSERT IGNORE` would hide.
    ///
    /// - Parameters:
    ///   - table: the table that is inserted into.
    ///   - column: any column of it.
    package func keepingExisting(table: StaticString, column: StaticString) -> SQL {
        guard keepsExistingByUpdate else { return "ON CONFLICT DO NOTHING" }
        let name: SQL = "\(SQL(stringLiteral: table)).\(SQL(stringLiteral: column))"
        return "ON DUPLICATE KEY UPDATE \(name) = \(name)"
    }

    /// A statement that puts more columns into the index of a `UNIQUE` constraint, and may be run again. SQLite can't change
    /// a constraint's index, which has no name there, and gets a second one.
    package func widenedIndex(_ name: StaticString, on table: StaticString, to columns: StaticString) -> SQL {
        let (name, table) = (SQL(stringLiteral: name), SQL(stringLiteral: table))
        let columns = SQL(stringLiteral: columns)
        guard takesIndexHints else { return "CREATE UNIQUE INDEX IF NOT EXISTS \(name) ON \(table) (\(columns))" }
        return "ALTER TABLE \(table) DROP INDEX \(name), ADD UNIQUE INDEX \(name) (\(columns))"
    }
}

extension Dialect {
    /// Its one writer locks all rows.
    package static let sqlite = Dialect(
        identity: "INTEGER PRIMARY KEY AUTOINCREMENT", timestamp: "TEXT", tableOptions: "",
        clusteredTableOptions: "WITHOUT ROWID", orderedJoin: "CROSS JOIN", forUpdate: "",
        identities: SQLiteIdentities(), keepsExistingByUpdate: false, takesIndexHints: false)

    /// InnoDB lays every table in the order of its primary key.
    private static let innoDB: SQL = "ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"

    /// Text is compared by its code points, as SQLite does, whatever the server's and the database's own defaults.
    package static let mySQL = Dialect(
        identity: "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY", timestamp: "DATETIME(3)",
        tableOptions: innoDB,
        clusteredTableOptions: innoDB,
        orderedJoin: "STRAIGHT_JOIN", forUpdate: "FOR UPDATE", identities: MySQLIdentities(),
        keepsExistingByUpdate: true, takesIndexHints: true)
}
