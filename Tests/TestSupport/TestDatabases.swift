package import Database
import Foundation
import MinitterModel

/// A database with the schema in place, for one test alone.
package enum TestDatabases {
    /// - Parameter isInMemory: in a file instead, readers and the writer work at the same time, as in the program.
    package static func withDatabase<Result>(
        isInMemory: Bool = true, _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        if isInMemory {
            return try await run(try SQLiteDatabase(), body)
        }
        return try await withTemporaryFolder { folder in
            try await run(try SQLiteDatabase(path: folder.appendingPathComponent("test.sqlite").path), body)
        }
    }

    private static func run<Result>(
        _ database: some Database, _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        try await Migrator(Migrations.all).migrate(database)
        let result = try await body(database)
        try await database.close()
        return result
    }
}
