import Database
import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    /// `minitter copy`, from the run's engine to a file of SQLite and from there to the run's engine again.
    @Suite struct CopyTests {
        @Test func whatComesBackIsWhatWasThere() async throws {
            try await withTemporaryFolder { folder in
                let (data, copied) = (folder.appendingPathComponent("data"), folder.appendingPathComponent("copied"))
                let file = "sqlite:\(folder.path)/between.sqlite"
                try FileManager.default.createDirectory(at: copied, withIntermediateDirectories: false)
                let (minji, deleted) = try await withProgram(in: data) { program in
                    _ = try await program.command("seed", "--users", "30", "--tweets", "200", "--follows", "90")
                    return try await writeWhatIsOdd(program)
                }
                try await copy(from: url(data), to: file)
                try await copy(from: file, to: url(copied))

                let before = try await everything(in: data)
                #expect(before.values.contains { $0.contains { $0.contains("👩🏽‍💻 안녕") } })
                #expect(try await everything(in: copied) == before)
                try await withProgram(in: copied) { program in
                    let token = try await program.logIn(minji.email)
                    let again = Person(id: minji.id, email: minji.email, token: token)
                    #expect(try await program.tweet("after", by: again).id > deleted, "an id was used again")
                }
            }
        }

        @Test func aTargetThatHasAccountsIsLeftAlone() async throws {
            try await withTemporaryFolder { folder in
                let (data, other) = (folder.appendingPathComponent("data"), folder.appendingPathComponent("other"))
                _ = try await withProgram(in: data) { try await $0.person("minji") }
                _ = try await withProgram(in: other) { try await $0.person("haneul") }
                let before = try await everything(in: other)
                let outcome = try await BuiltProgram.run(["copy", "--from", url(data), "--to", url(other)])
                #expect(outcome.end == .exit(1))
                #expect(outcome.errors.contains("has rows in its table users already"))
                #expect(try await everything(in: other) == before)
            }
        }

        @Test func oneDatabaseIsNotCopiedToItself() async throws {
            try await withTemporaryFolder { folder in
                _ = try await withProgram(in: folder) { try await $0.person("minji") }
                let outcome = try await BuiltProgram.run(["copy", "--from", url(folder), "--to", url(folder)])
                #expect(outcome.end == .exit(1))
                #expect(outcome.errors.contains("name the same database"))
            }
        }

        @Test func aSourceThatIsNotThereIsNotMade() async throws {
            try await withTemporaryFolder { folder in
                let absent = folder.appendingPathComponent("absent.sqlite").path
                let outcome = try await BuiltProgram.run(["copy", "--from", "sqlite:\(absent)", "--to", url(folder)])
                #expect(outcome.end == .exit(1))
                #expect(outcome.errors.contains("which is not there"))
                #expect(!FileManager.default.fileExists(atPath: absent))
            }
        }

        @Test func aSourceThatChangedMeanwhileIsTold() async throws {
            try await TestServices.with { test in
                _ = try await test.person("minji")
                try await TestDatabases.withDatabase { target in
                    let work = DatabaseCopy(source: test.database, target: target)
                    let copied = try await work.run { _ in }
                    #expect(try await work.compare(with: copied) { _ in }.allSatisfy { $0.verdict == .same })
                    _ = try await test.person("haneul")
                    let users = try #require(try await work.compare(with: copied) { _ in }.first)
                    #expect(users.verdict == .sourceChanged)
                }
            }
        }

        /// People and tweets that are not in a demo network.
        ///
        /// - Returns: one of the people, and the id of a tweet that was the newest and is deleted.
        private func writeWhatIsOdd(_ program: RunningProgram) async throws -> (Person, Int64) {
            let minji = try await program.person("minji")
            _ = try await program.tweet(#"👩🏽‍💻 안녕 \"'; --\n\\"#, by: minji)
            let answer = try await program.send(
                .post, "/tweet", json: #"{"tweet":"once"}"#, token: minji.token, key: "a-key")
            #expect(answer.status == 200)
            let gone = try await program.tweet("gone", by: minji)
            #expect(try await program.send(.delete, "/tweet/\(gone.id)", token: minji.token).status == 200)
            return (minji, gone.id)
        }

        private func copy(from: String, to: String) async throws {
            let outcome = try await BuiltProgram.run(["copy", "--from", from, "--to", to])
            #expect(outcome.end == .exit(0), "\(outcome.errors)")
            #expect(outcome.output.contains("Copied “"))
        }

        private func url(_ folder: URL) -> String {
            TestDatabases.url(forDataDirectory: folder.path)
                ?? "sqlite:\(folder.appendingPathComponent("minitter.sqlite").path)"
        }

        /// Every row of every table that is copied, as text.
        private func everything(in folder: URL) async throws -> [String: [String]] {
            let database = try TestDatabases.open(inDataDirectory: folder)
            let tables: KeyValuePairs<SQL, SQL> = [
                "users":
                    "id, name, email, email_key, hashed_password, profile, profile_picture, tweet_count, created_at",
                "tweets": "id, user_id, tweet, like_count, created_at",
                "users_follow_list": "id, user_id, follow_user_id, created_at",
                "like_tweet_list": "id, user_id, tweet_id, created_at",
                "idempotency_keys": "id, key_hash, request_hash, result, user_id, shown_user_id, created_at",
            ]
            var everything: [String: [String]] = [:]
            for (table, columns) in tables {
                let count = columns.text.split(separator: ",").count
                everything[table.text] = try await database.read { db in
                    try db.rows("SELECT \(columns) FROM \(table) ORDER BY id") { row in
                        (0..<count).map { row.isNull($0) ? "NULL" : row.text($0) }.joined(separator: "|")
                    }
                }
            }
            try await database.close()
            return everything
        }
    }
}
