import Database
import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    /// What a server that runs does by itself.
    @Suite struct UpkeepTests {
        @Test func idempotencyKeysOfMoreThanADayAgoAreForgottenAndOthersAreNot() async throws {
            try await withTemporaryFolder { folder in
                let data = folder.appendingPathComponent("data")
                let person = try await withProgram(in: data) { program in try await program.person("minji") }
                let database = try TestDatabases.open(inDataDirectory: data)
                try await database.write { db in
                    for (hash, age) in [("old", 86_401), ("young", 86_000)] as [(String, Int64)] {
                        try db.execute(
                            """
                            INSERT INTO idempotency_keys (key_hash, request_hash, result, user_id, created_at)
                            VALUES (\(hash), '', '{}', \(person.id), \(Timestamp.now.adding(seconds: -age)))
                            """)
                    }
                }
                try await withProgram(in: data) { _ in
                    _ = try await eventually("the old key is gone") {
                        let hashes = try await database.read { db in
                            try db.rows("SELECT key_hash FROM idempotency_keys") { row in try row[0] as String }
                        }
                        return hashes == ["young"] ? true : nil
                    }
                }
                try await database.close()
            }
        }

        @Test func theDeletionOfAnAccountThatAnotherServerHasBegunIsFinished() async throws {
            try await withProgram { program in
                let (minji, haneul) = (try await program.person("minji"), try await program.person("haneul"))
                let tweet = try await program.tweet("hello", by: minji)
                let database = try TestDatabases.open(inDataDirectory: program.dataDirectory)
                try await database.write { db in
                    _ = try db.execute(
                        "INSERT INTO account_deletions (user_id, begun_at) VALUES (\(minji.id), \(Timestamp.now))")
                }
                try await database.close()
                _ = try await eventually("the account is gone") {
                    try await program.send(.get, "/users/\(minji.id)").status == 404 ? true : nil
                }
                #expect(try await program.send(.get, "/tweet/\(tweet.id)").status == 404)
                #expect(try await program.send(.get, "/users/\(haneul.id)").status == 200)
            }
        }
    }
}
