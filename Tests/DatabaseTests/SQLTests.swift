import Database
import Testing

@Suite struct SQLTests {
    @Test func aValueBecomesAPlaceholder() {
        let (id, name, none): (Int64, String, String?) = (7, "O'Brien", nil)
        let sql: SQL = "SELECT * FROM users WHERE id = \(id) AND name = \(name) AND picture = \(none) -- \(Int.max)"
        #expect(sql.text == "SELECT * FROM users WHERE id = ? AND name = ? AND picture = ? -- ?")
        #expect(sql.values == [.integer(7), .text("O'Brien"), .null, .integer(.max)])
    }

    @Test func aStatementIsPutTogetherFromParts() {
        let inner: SQL = "SELECT id FROM users WHERE name = \("minji")"
        let sql: SQL = "SELECT * FROM tweets WHERE likes > \(3) AND user_id IN (\(inner)) LIMIT \(20)"
        #expect(
            sql.text
                == "SELECT * FROM tweets WHERE likes > ? AND user_id IN (SELECT id FROM users WHERE name = ?) LIMIT ?")
        #expect(sql.values == [.integer(3), .text("minji"), .integer(20)])
    }

    @Test(arguments: [([7], "IN (?)"), ([7, 8, 9], "IN (?, ?, ?)")])
    func aListBindsEachElement(list: [Int], text: String) {
        let sql: SQL = "IN (\(list: list))"
        #expect(sql.text == text)
        #expect(sql.values == list.map { .integer(Int64($0)) })
    }

    @Test(arguments: [
        "'", "\"", "''", "';", "'; DROP TABLE notes; --", "') OR ('1' = '1", "?", "\\'", "%", "_", ":a", "$1", "`",
        "/*",
    ])
    func whatLooksLikeSQLIsOnlyText(text: String) async throws {
        try await withNotes { database in
            try await database.insertNote("another")
            try await database.insertNote(text)
            let found = try await database.read { db in
                try db.rows("SELECT body FROM notes WHERE body = \(text) AND body IN (\(list: [text, text]))") { row in
                    try row[0] as String
                }
            }
            #expect(found == [text])
            #expect(try await database.notes() == ["another", text])
        }
    }

    @Test func oneCallIsOneStatement() async throws {
        try await withNotes { database in
            try await database.insertNote("kept")
            await #expect(throws: (any Error).self) {
                try await database.write { db in try db.execute("SELECT 1; DELETE FROM notes") }
            }
            #expect(try await database.notes() == ["kept"])
        }
    }
}
