import Database
import Foundation
import TestSupport

/// A database with the tables `notes` (id, body UNIQUE) and `comments` (note_id, author, UNIQUE), for one test alone.
///
/// - Parameter isInMemory: see ``TestDatabases/withDatabase(isInMemory:_:)``.
func withNotes(isInMemory: Bool = true, _ body: (any Database) async throws -> Void) async throws {
    try await TestDatabases.withEmptyDatabase(isInMemory: isInMemory) { database in
        try await database.makeNotes()
        try await body(database)
    }
}

/// The same in a file of SQLite.
func withNotesFile(maximumWaiting: Int = 4_096, _ body: (SQLiteDatabase) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
        let database = try SQLiteDatabase(path: notesPath(in: folder), maximumWaiting: maximumWaiting)
        try await database.makeNotes()
        try await body(database)
        try await database.close()
    }
}

func notesPath(in folder: URL) -> String { folder.appendingPathComponent("notes.sqlite").path }

extension Database {
    func makeNotes() async throws {
        try await write { db in
            let (identity, options) = (db.dialect.identity, db.dialect.tableOptions)
            // Longer than any VARCHAR of MySQL's, whose TEXT is not long enough either; SQLite takes any name of a type.
            try db.execute(
                "CREATE TABLE notes (id \(identity), body LONGTEXT, CONSTRAINT notes_body UNIQUE (body)) \(options)")
            try db.execute(
                """
                CREATE TABLE comments (
                    note_id BIGINT NOT NULL,
                    author VARCHAR(100) NOT NULL CHECK (author <> 'nobody'),
                    CONSTRAINT comments_note_id_author UNIQUE (note_id, author),
                    FOREIGN KEY (note_id) REFERENCES notes (id)
                ) \(options)
                """)
        }
    }

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
