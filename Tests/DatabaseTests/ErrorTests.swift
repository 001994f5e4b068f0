import Database
import Foundation
import TestSupport
import Testing

@Suite struct ErrorTests {
    @Test func aTakenValueNamesItsConstraint() async throws {
        try await withNotes { database in
            let id = try await database.insertNote("taken")
            await #expect(throws: DatabaseError.uniqueViolation(constraint: "notes_body")) {
                try await database.insertNote("taken")
            }
            await #expect(throws: DatabaseError.uniqueViolation(constraint: DatabaseError.primaryKey)) {
                try await database.write { db in try db.execute("INSERT INTO notes (id) VALUES (\(id))") }
            }
            await #expect(throws: DatabaseError.uniqueViolation(constraint: "notes_body")) {
                try await database.write { db in
                    try db.execute("INSERT INTO notes (body) VALUES (\("another"))")
                    try db.execute("UPDATE notes SET body = \("taken")")
                }
            }
        }
    }

    @Test func aConstraintOfSeveralColumnsNamesThemAll() async throws {
        try await withNotes { database in
            let id = try await database.insertNote("a")
            await #expect(throws: DatabaseError.uniqueViolation(constraint: "comments_note_id_author")) {
                try await database.write { db in
                    for _ in 1...2 {
                        try db.execute("INSERT INTO comments (note_id, author) VALUES (\(id), \("minji"))")
                    }
                }
            }
        }
    }

    @Test func aRowThatRefersToNoneIsRefused() async throws {
        try await withNotes { database in
            await #expect(throws: DatabaseError.foreignKeyViolation) {
                try await database.write { db in
                    try db.execute("INSERT INTO comments (note_id, author) VALUES (\(404), \("minji"))")
                }
            }
        }
    }

    @Test func aRowThatIsReferredToCanNotBeDeleted() async throws {
        try await withNotes { database in
            let id = try await database.insertNote("a")
            await #expect(throws: DatabaseError.foreignKeyViolation) {
                try await database.write { db in
                    try db.execute("INSERT INTO comments (note_id, author) VALUES (\(id), \("minji"))")
                    try db.execute("DELETE FROM notes")
                }
            }
            #expect(try await database.notes() == ["a"])
        }
    }

    @Test func ourMistakesAreOfNoOtherKind() async throws {
        try await withNotes { database in
            let id = try await database.insertNote("a")
            let mistakes: [SQL] = [
                "SELEC 1", "SELECT * FROM absent", "INSERT INTO comments (note_id, author) VALUES (\(id), NULL)",
                "INSERT INTO comments (note_id, author) VALUES (\(id), \("nobody"))",
            ]
            for mistake in mistakes {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.write { db in try db.execute(mistake) }
                }
                guard case .other = error else {
                    Issue.record("\(mistake.text) → \(String(describing: error))")
                    continue
                }
            }
        }
    }

    @Test func aBodysOwnErrorComesBackAsItIs() async throws {
        struct Own: Error, Equatable { let number: Int }
        try await withNotes { database in
            await #expect(throws: Own(number: 1)) { try await database.write { _ in throw Own(number: 1) } }
            await #expect(throws: Own(number: 2)) { try await database.read { _ in throw Own(number: 2) } }
        }
    }

    @Test func aFileThatCanNotBeOpenedIsUnavailable() async throws {
        try await withTemporaryFolder { folder in
            let error = #expect(throws: DatabaseError.self) {
                try SQLiteDatabase(path: folder.appendingPathComponent("absent/notes.sqlite").path)
            }
            guard case .unavailable = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
}
