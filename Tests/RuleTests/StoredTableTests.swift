import Database
import MinitterModel
import TestSupport
import Testing

/// What `minitter copy` knows of the tables is what the migrations make.
@Suite struct StoredTableTests {
    @Test func everyTableAndColumnOfTheSchemaIsListed() async throws {
        try await TestDatabases.withDatabase { database in
            // The engines keep their own books of this.
            let schema: SQL =
                TestDatabases.server == nil
                ? """
                SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
                WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                """
                : "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
            let columns = try await database.read { db in
                try db.rows(schema) { (table: try $0[0] as String, column: try $0[1] as String) }
            }
            let tables = Dictionary(grouping: columns, by: \.table).mapValues { Set($0.map(\.column)) }
            let notCopied = Set(StoredTable.notCopied.map(\.key))
            #expect(Set(tables.keys) == notCopied.union(StoredTable.copied.map(\.name)))
            for table in StoredTable.copied {
                #expect(tables[table.name] == Set(table.columns.map(\.name)), "\(table.name)")
            }
        }
    }
}
