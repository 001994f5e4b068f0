import Database
import TestSupport
import Testing

@Suite(.onSQLite) struct DurabilityTests {
    /// `synchronous = FULL` makes each commit to the write-ahead log an fsync; killing the program, or the power,
    /// then takes nothing that was acknowledged.
    @Test func theWriterSyncsEachCommitToAWriteAheadLog() async throws {
        try await withNotesFile { database in
            let (synchronous, journal, foreignKeys) = try await database.write { db in
                (
                    try db.value("PRAGMA synchronous", as: Int.self),
                    try db.value("PRAGMA journal_mode", as: String.self),
                    try db.value("PRAGMA foreign_keys", as: Int.self)
                )
            }
            #expect(synchronous == 2)
            #expect(journal == "wal")
            #expect(foreignKeys == 1)
        }
    }

    @Test func anotherProgramSeesAWriteAsSoonAsItIsAcknowledged() async throws {
        try await withTemporaryFolder { folder in
            let path = notesPath(in: folder)
            let (one, other) = (try SQLiteDatabase(path: path), try SQLiteDatabase(path: path))
            try await one.write { db in _ = try db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)") }
            for number in 1...20 {
                try await one.insertNote("\(number)")
                #expect(try await other.notes().count == number)
            }
            try await one.close()
            try await other.close()
        }
    }

    @Test func whatWasWrittenIsThereAfterOpeningAgain() async throws {
        try await withTemporaryFolder { folder in
            let first = try SQLiteDatabase(path: notesPath(in: folder))
            try await first.write { db in _ = try db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)") }
            try await first.insertNote("안녕")
            try await first.close()
            let second = try SQLiteDatabase(path: notesPath(in: folder))
            #expect(try await second.notes() == ["안녕"])
            try await second.close()
        }
    }
}
