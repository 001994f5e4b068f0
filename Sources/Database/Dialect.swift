/// The few words in which the engines differ. Everything else is written once.
package struct Dialect: Sendable {
    /// The type and constraint of a table's `id` column. An id is never used again, even after its row is deleted.
    package let identity: SQL
    /// The type of a column that holds a ``Timestamp``.
    package let timestamp: SQL
    /// What stands after the closing parenthesis of `CREATE TABLE`.
    package let tableOptions: SQL
    /// What stands at the end of a `SELECT` whose rows nobody else may change, delete or refer to until the transaction
    /// ends. It belongs in a write.
    package let forUpdate: SQL
    /// The ids that tables have given.
    package let identities: any Identities
}

extension Dialect {
    /// Its one writer locks all rows.
    package static let sqlite = Dialect(
        identity: "INTEGER PRIMARY KEY AUTOINCREMENT", timestamp: "TEXT", tableOptions: "", forUpdate: "",
        identities: SQLiteIdentities())

    /// Text is compared by its code points, as SQLite does, whatever the server's and the database's own defaults.
    package static let mySQL = Dialect(
        identity: "BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY", timestamp: "DATETIME(3)",
        tableOptions: "ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", forUpdate: "FOR UPDATE",
        identities: MySQLIdentities())
}
