/// The few words in which the engines differ. Everything else is written once.
package struct Dialect: Sendable {
    /// The type and constraint of a table's `id` column. An id is never used again, even after its row is deleted.
    package let identity: SQL
    /// The type of a column that holds a ``Timestamp``.
    package let timestamp: SQL
}

extension Dialect {
    package static let sqlite = Dialect(identity: "INTEGER PRIMARY KEY AUTOINCREMENT", timestamp: "TEXT")
}
