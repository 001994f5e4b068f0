import Database
import TestSupport
import Testing

/// A statement by itself, without a transaction.
@Suite struct QueryTests {
    @Test(arguments: [true, false])
    func itSeesEveryWriteBeforeIt(isInMemory: Bool) async throws {
        try await withNotes(isInMemory: isInMemory) { database in
            for number in 1...20 {
                try await database.insertNote("\(number)")
                let alone = try await database.query(for: nil) { db in try db.notes() }
                #expect(alone.count == number)
                // On the same connections, which begin transactions again.
                let twice = try await database.read { db in try db.notes() + db.notes() }
                #expect(twice.count == 2 * number)
            }
        }
    }

    @Test func aWriteAfterItIsStillUndoneWhenItThrows() async throws {
        struct Refused: Error {}
        try await withNotes(isInMemory: false) { database in
            for _ in 1...20 {
                _ = try await database.query(for: nil) { db in try db.notes() }
                await #expect(throws: Refused.self) {
                    try await database.write { db in
                        try db.execute("INSERT INTO notes (body) VALUES (\("dropped"))")
                        throw Refused()
                    }
                }
            }
            #expect(try await database.notes() == [])
        }
    }

    @Test(arguments: [true, false])
    func aSecondStatementAndAWriteAreRefused(isInMemory: Bool) async throws {
        try await withNotes(isInMemory: isInMemory) { database in
            await #expect(throws: DatabaseError.self) {
                _ = try await database.query(for: nil) { db in try db.notes() + db.notes() }
            }
            await #expect(throws: DatabaseError.self) {
                try await database.query(for: nil) { db in
                    try db.execute("INSERT INTO notes (body) VALUES (\("x"))")
                }
            }
            let notes = try await database.notes()
            #expect(notes == [])
        }
    }
}
