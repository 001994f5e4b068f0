import Database
import Testing

@Suite struct RowTests {
    @Test(arguments: [
        "", "x", "\u{0}", "a\u{0}b", "\u{0}\u{0}", "안녕하세요", "👩🏽‍💻🇰🇷", "e\u{301}", "é", "\r\n", "\u{FEFF}", "\u{10FFFF}",
        String(repeating: "긴 글 ", count: 100_000),
    ])
    func textComesBackAsItWas(text: String) async throws {
        try await withNotes { database in
            try await database.insertNote(text)
            let read = try #require(try await database.notes().first ?? nil)
            // By scalars: `==` on strings holds composed and decomposed forms for the same.
            #expect(Array(read.unicodeScalars) == Array(text.unicodeScalars))
        }
    }

    @Test(arguments: [0, 1, -1, Int64.min, .max])
    func anIntegerComesBackAsItWas(integer: Int64) async throws {
        try await withNotes { database in
            let read = try await database.read { db in try db.value("SELECT \(integer)", as: Int64.self) }
            #expect(read == integer)
        }
    }

    @Test func emptyTextIsNotNull() async throws {
        try await withNotes { database in
            try await database.insertNote("")
            try await database.insertNote(nil)
            #expect(try await database.notes() == ["", nil])
            let isNull = try await database.read { db in
                try db.rows("SELECT body FROM notes ORDER BY id") { row in row.isNull(0) }
            }
            #expect(isNull == [false, true])
        }
    }

    @Test func nullIsRefusedWhereAValueIsNeeded() async throws {
        try await withNotes { database in
            await #expect(throws: DatabaseError.self) {
                try await database.read { db in try db.value("SELECT NULL", as: String.self) }
            }
            await #expect(throws: DatabaseError.self) {
                try await database.read { db in try db.value("SELECT NULL", as: Int64.self) }
            }
            let none = try await database.read { db in try db.value("SELECT NULL", as: Int64?.self) }
            #expect(none == .some(nil))
        }
    }

    @Test func aValueOfNoRowIsNil() async throws {
        try await withNotes { database in
            let none = try await database.read { db in try db.value("SELECT body FROM notes", as: String.self) }
            #expect(none == nil)
        }
    }

    @Test func truthIsAnyIntegerButZero() async throws {
        try await withNotes { database in
            let truths = try await database.read { db in
                try db.first("SELECT 0, 1, 7, -1") { row in try (0..<4).map { try row[$0] as Bool } }
            }
            #expect(truths == [false, true, true, true])
        }
    }

    @Test func aStatementTellsHowManyRowsItMatched() async throws {
        try await withNotes { database in
            for body in ["a", "b", "c"] { try await database.insertNote(body) }
            let counts = try await database.write { db in
                [
                    try db.execute("UPDATE notes SET body = body"),
                    try db.execute("DELETE FROM notes WHERE body <> \("a")"),
                    try db.execute("DELETE FROM notes WHERE body = \("absent")"),
                ]
            }
            #expect(counts == [3, 2, 0])
        }
    }

    @Test func anIdIsNeverUsedAgain() async throws {
        try await withNotes { database in
            let first = try await database.insertNote("a")
            try await database.write { db in _ = try db.execute("DELETE FROM notes") }
            #expect(try await database.insertNote("a") > first)
        }
    }

    @Test func aQueryMayRunWithinItself() async throws {
        try await withNotes { database in
            for body in ["a", "b", "c"] { try await database.insertNote(body) }
            let pairs = try await database.read { db in
                try db.rows("SELECT body FROM notes ORDER BY id LIMIT \(3)") { outer in
                    let inner = try db.rows("SELECT body FROM notes ORDER BY id LIMIT \(3)") { try $0[0] as String }
                    return try outer[0] + inner.joined()
                }
            }
            #expect(pairs == ["aabc", "babc", "cabc"])
        }
    }
}
