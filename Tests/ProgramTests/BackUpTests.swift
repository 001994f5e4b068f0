import Database
import Foundation
import MinitterModel
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    @Suite(.onSQLite) struct BackUpTests {
        @Test func aBackUpUnderLoadHasEveryTweetAcknowledgedBefore() async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appendingPathComponent("backup.sqlite")
                let acknowledged = try await withProgram { program in try await backUpUnderLoad(program, to: file) }

                let copy = try SQLiteDatabase(path: file.path)
                #expect(try await copy.read { db in try db.value("PRAGMA integrity_check", as: String.self) } == "ok")
                try await copy.close()

                // Restored as the command's help tells.
                let data = folder.appendingPathComponent("data")
                try FileManager.default.createDirectory(at: data, withIntermediateDirectories: false)
                try FileManager.default.moveItem(at: file, to: data.appendingPathComponent("minitter.sqlite"))
                try await withProgram(in: data) { program in
                    let author = try #require(acknowledged.first).userId
                    let found = try await program.list("/users/\(author)/tweets", "tweets", of: Tweet.self)
                    #expect(Set(acknowledged).subtracting(found).isEmpty)
                    _ = try await program.logIn("minji@example.com")
                }
            }
        }

        /// - Returns: the tweets that were acknowledged before it began.
        private func backUpUnderLoad(_ program: RunningProgram, to file: URL) async throws -> [Tweet] {
            let person = try await program.person("minji")
            let tweets = Notes<[Tweet]>([])
            let isWriting = Flag(true)
            return try await withThrowingTaskGroup { group in
                for number in 1...8 {
                    group.addTask {
                        while isWriting.isSet, !Task.isCancelled {
                            let tweet = try await program.tweet("from client \(number)", by: person)
                            tweets.note { $0.append(tweet) }
                        }
                    }
                }
                try await eventually("clients write", within: .seconds(120)) { tweets.all.count >= 200 ? true : nil }
                let acknowledged = tweets.all
                let outcome = try await program.command("backup", file.path)
                #expect(outcome.end == .exit(0))
                #expect(outcome.output.hasPrefix("Wrote \(file.path), "))
                isWriting.isSet = false
                try await group.waitForAll()
                #expect(tweets.all.count > acknowledged.count, "nobody wrote beside the backup")
                return acknowledged
            }
        }

        /// Beside a mistyped place it would back up an empty network, day by day.
        @Test(arguments: [["backup", "backup.sqlite"], ["user", "list"], ["timeline", "check"], ["media", "prune"]])
        func aCommandMakesNoDatabase(arguments: [String]) async throws {
            try await withTemporaryFolder { folder in
                let data = folder.appendingPathComponent("typo")
                let outcome = try await BuiltProgram.run(
                    BuiltProgram.executable, arguments, environment: [Setting.dataDirectory: data.path].environment,
                    in: folder)
                #expect(outcome.end == .exit(1))
                #expect(outcome.errors.contains("There is no database at \(data.path)/minitter.sqlite"))
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
            }
        }

        /// What is backed up before an upgrade must be of use to the program before it.
        @Test func anOlderSchemaIsBackedUpAsItIs() async throws {
            try await withTemporaryFolder { folder in
                let data = folder.appendingPathComponent("data")
                try FileManager.default.createDirectory(at: data, withIntermediateDirectories: false)
                let database = try TestDatabases.open(inDataDirectory: data)
                try await Migrator(Array(Migrations.all.prefix(6))).migrate(database)
                try await database.close()
                let file = folder.appendingPathComponent("backup.sqlite")
                let environment = [Setting.dataDirectory: data.path].environment
                let outcome = try await BuiltProgram.run(["backup", file.path], environment: environment)
                #expect(outcome.end == .exit(0))
                let permissions = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
                #expect(permissions == 0o600)
                let copy = try SQLiteDatabase(path: file.path)
                #expect(try await Migrator(Migrations.all).newestVersion(of: copy) == 6)
                try await copy.close()

                let list = try await BuiltProgram.run(["user", "list"], environment: environment)
                #expect(list.end == .exit(1))
                #expect(list.errors.contains("minitter migrate"))
            }
        }

        @Test func aFileThatIsThereIsNotOverwritten() async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appendingPathComponent("precious")
                try Data("precious".utf8).write(to: file)
                try await withProgram { program in
                    let outcome = try await program.command("backup", file.path)
                    #expect(outcome.end == .exit(1))
                    #expect(outcome.errors.contains("Error: \(file.path) is there already: name a new file."))
                }
                #expect(try String(contentsOf: file, encoding: .utf8) == "precious")
            }
        }
    }
}
