/// SQLite keeps the last id of each `AUTOINCREMENT` in a table (https://www.sqlite.org/autoinc.html), which has no row
/// for one that was never inserted into.
struct SQLiteIdentities: Identities {
    func lastID(of table: String, in db: any DatabaseConnection) throws -> Int64 {
        try db.value("SELECT seq FROM sqlite_sequence WHERE name = \(table)") ?? 0
    }

    func setLastID(_ id: Int64, of table: String, in db: any DatabaseConnection) throws {
        if try db.execute("UPDATE sqlite_sequence SET seq = \(id) WHERE name = \(table)") == 0 {
            try db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (\(table), \(id))")
        }
    }
}
