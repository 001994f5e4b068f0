/// MySQL keeps the next id of each table.
///
/// It is read from `SHOW CREATE TABLE`, which asks the engine: what `information_schema` and `SHOW TABLE STATUS` say of
/// it may be a day old on MySQL 8 (`information_schema_stats_expiry`), which MariaDB has no variable for.
struct MySQLIdentities: Identities {
    func lastID(of table: String, in db: any DatabaseConnection) throws -> Int64 {
        let statement = try db.first("SHOW CREATE TABLE \(SQL(identifier: table))") { row in row.text(1) }
        guard let statement else { throw DatabaseError.other("no table \(table)") }
        // `) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=…`; it is not said while it is 1.
        guard let options = statement.split(separator: "\n").last,
            let next = options.firstMatch(of: /AUTO_INCREMENT=([0-9]+)/)
        else { return 0 }
        return (Int64(next.1) ?? 1) - 1
    }

    func setLastID(_ id: Int64, of table: String, in db: any DatabaseConnection) throws {
        try db.execute("ALTER TABLE \(SQL(identifier: table)) AUTO_INCREMENT = \(SQL(number: id + 1))")
    }
}
