import Database
import Foundation
import TestSupport

/// A database with the tables `notes` (id, body) and `comments` (note_id, author, UNIQUE), for one test alone.
func withNotes(
    isInMemory: Bool = true, maximumWaitingWrites: Int = 4_096, _ body: (SQLiteDatabase) async throws -> Void
) async throws {
    try await withTemporaryFolder { folder in
        let database =
            isInMemory
            ? try SQLiteDatabase()
            : try SQLiteDatabase(path: notesPath(in: folder), maximumWaiting: maximumWaitingWrites)
        try await database.write { db in
            let identity = db.dialect.identity
            try db.execute("CREATE TABLE notes (id \(identity), body TEXT UNIQUE)")
            try db.execute(
                """
                CREATE TABLE comments (
                    note_id BIGINT NOT NULL REFERENCES notes (id),
                    author TEXT NOT NULL CHECK (author <> 'nobody'),
                    UNIQUE (note_id, author)
                )
                """)
        }
        try await body(database)
        try await database.close()
    }
}

func notesPath(in folder: URL) -> String { folder.appendingPathComponent("notes.sqlite").path }

extension Database {
    @discardableResult
    func insertNote(_ body: String?) async throws -> Int64 {
        try await write { db in try db.insert("INSERT INTO notes (body) VALUES (\(body))") }
    }

    func notes() async throws -> [String?] {
        try await read { db in try db.notes() }
    }
}

extension DatabaseConnection {
    func notes() throws -> [String?] {
        try rows("SELECT body FROM notes ORDER BY id") { row in try row[0] }
    }
}
