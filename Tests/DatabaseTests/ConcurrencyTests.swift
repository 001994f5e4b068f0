import Database
import Foundation
import TestSupport
import Testing

@Suite struct ConcurrencyTests {
    @Test func readersGoOnWhileALongWriteRunsAndSeeNothingOfIt() async throws {
        try await withNotes(isInMemory: false) { database in
            try await database.insertNote("before")
            let gate = Gate()
            async let writing: Void = database.write { db in
                try db.execute("INSERT INTO notes (body) VALUES (\("during"))")
                gate.wait()
            }
            await gate.untilReached()
            for _ in 1...20 { #expect(try await database.notes() == ["before"]) }
            gate.open()
            try await writing
            #expect(try await database.notes() == ["before", "during"])
        }
    }

    @Test func aReaderSeesOneStateThroughout() async throws {
        try await withNotes(isInMemory: false) { database in
            try await database.insertNote("before")
            let gate = Gate()
            async let read = database.read { db in
                let first = try db.notes()
                gate.wait()
                return [first, try db.notes()]
            }
            await gate.untilReached()
            try await database.insertNote("during")
            gate.open()
            #expect(try await read == [["before"], ["before"]])
            #expect(try await database.notes() == ["before", "during"])
        }
    }

    @Test(arguments: [true, false])
    func aReadCanNotWrite(isInMemory: Bool) async throws {
        try await withNotes(isInMemory: isInMemory) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.read { db in try db.execute("INSERT INTO notes (body) VALUES (\("x"))") }
            }
            let notes = try await database.notes()
            #expect(notes == [])
        }
    }

    /// As servers that start together: the first to come makes it, and changes its journal, for which it must be alone.
    @Test(.onSQLite) func aNewFileMayBeOpenedByManyAtOnce() async throws {
        try await withTemporaryFolder { folder in
            for round in 1...20 {
                let path = folder.appendingPathComponent("\(round).sqlite").path
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 1...8 {
                        group.addTask {
                            let database = try SQLiteDatabase(path: path)
                            try await database.write { db in
                                _ = try db.execute("CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY)")
                            }
                            try await database.close()
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }

    /// It waits for its five seconds.
    @Test(.onSQLite) func aWriteThatAnotherProgramHoldsUpTooLongIsBusyAndChangesNothing() async throws {
        try await withTemporaryFolder { folder in
            let path = notesPath(in: folder)
            let (one, other) = (try SQLiteDatabase(path: path), try SQLiteDatabase(path: path))
            try await one.write { db in _ = try db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)") }
            let gate = Gate()
            async let holding: Void = one.write { _ in gate.wait() }
            await gate.untilReached()
            let error = await #expect(throws: DatabaseError.self) { try await other.insertNote("other") }
            #expect(try await other.notes() == [], "it still reads")
            gate.open()
            try await holding
            guard case .busy = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try await other.insertNote("other")
            #expect(try await one.notes() == ["other"])
            try await one.close()
            try await other.close()
        }
    }

    @Test(.onSQLite) func twoProgramsThatWriteAtOnceWaitForEachOther() async throws {
        try await withTemporaryFolder { folder in
            let path = notesPath(in: folder)
            let programs = [try SQLiteDatabase(path: path), try SQLiteDatabase(path: path)]
            try await programs[0].write { db in
                _ = try db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)")
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for program in programs {
                    group.addTask { for number in 1...50 { try await program.insertNote("\(number)") } }
                }
                try await group.waitForAll()
            }
            #expect(try await programs[0].notes().count == 100)
            for program in programs { try await program.close() }
        }
    }
}
