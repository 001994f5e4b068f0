import Database
import Foundation
import MinitterModel
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    /// What stands in the way of a start is told with what to do.
    @Suite struct StartTests {
        @Test func aPortThatIsInUseIsNamed() async throws {
            try await withProgram { program in
                let outcome = try await serve([.port: "\(program.port)"])
                #expect(outcome.end == .exit(1))
                let problem = "Port \(program.port) is in use: choose another with MINITTER_PORT."
                #expect(outcome.errors.contains("Error: \(problem)"))
            }
        }

        @Test func anAdminPortThatIsInUseIsNamed() async throws {
            try await withProgram { program in
                let outcome = try await serve([.adminPort: "\(program.port)"])
                #expect(outcome.end == .exit(1))
                #expect(outcome.errors.contains("\(program.port) is in use: choose another with MINITTER_ADMIN_PORT."))
            }
        }

        @Test func anAddressThatIsNotThisMachinesIsNamed() async throws {
            try await withTemporaryFolder { folder in
                let outcome = try await serve([.host: "192.0.2.7", .dataDirectory: folder.path])
                #expect(outcome.end == .exit(1))
                let problem = "MINITTER_HOST is “192.0.2.7”, which is no address of this machine"
                #expect(outcome.errors.contains("Error: \(problem)"))
            }
        }

        @Test func aWebDirectoryWithoutPagesIsNamed() async throws {
            try await withTemporaryFolder { folder in
                let outcome = try await serve([.webDirectory: folder.path, .dataDirectory: folder.path])
                #expect(outcome.end == .exit(1))
                let problem = "MINITTER_WEB_DIRECTORY names “\(folder.path)”, in which there is no index.html"
                #expect(outcome.errors.contains("Error: \(problem)"))
            }
        }

        @Test func aDataDirectoryThatCanNotBeMadeIsNamed() async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appendingPathComponent("file")
                try Data().write(to: file)
                let outcome = try await serve([.dataDirectory: file.appendingPathComponent("data").path])
                #expect(outcome.end == .exit(1))
                let problem = "MINITTER_DATA_DIRECTORY names “\(file.path)/data”, which can't be made"
                #expect(outcome.errors.contains("Error: \(problem)"))
            }
        }

        @Test func aDataDirectoryThatIsNotWritableIsNamed() async throws {
            try await withTemporaryFolder { folder in
                let data = folder.appendingPathComponent("data")
                try FileManager.default.createDirectory(
                    at: data, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])
                let outcome = try await serveRespectingPermissions([.dataDirectory: data.path])
                #expect(outcome.end == .exit(1))
                let problem = "MINITTER_DATA_DIRECTORY names “\(data.path)”, which can't be written to"
                #expect(outcome.errors.contains("Error: \(problem)"))
            }
        }

        @Test func anEmptyDatabaseIsNotMigratedWhenThatIsOff() async throws {
            try await withTemporaryFolder { folder in
                try await TestDatabases.make(forDataDirectory: folder)
                let outcome = try await serve([.migrateAtStart: "off", .dataDirectory: folder.path])
                #expect(outcome.end == .exit(1))
                #expect(outcome.errors.contains("run “minitter migrate” or let the server migrate at start"))

                let settings: [Setting: String] = [.dataDirectory: folder.path]
                let migrated = try await BuiltProgram.run(["migrate"], environment: settings.environment)
                #expect(migrated.end == .exit(0))
                #expect(migrated.output.hasPrefix("The schema has version "))
                try await withProgram(in: folder, settings: [.migrateAtStart: "off"]) { program in
                    let answer = try await program.send(.get, "/readyz")
                    #expect(answer.status == 200)
                }
            }
        }

        @Test func aDatabaseThatIsNewerThanTheProgramIsRefused() async throws {
            try await withTemporaryFolder { folder in
                try await withProgram(in: folder) { _ in }
                let database = try TestDatabases.open(inDataDirectory: folder)
                _ = try await database.write { db in
                    try db.execute(
                        """
                        INSERT INTO schema_migrations (version, step, applied_at)
                        VALUES (999, 0, \("2026-01-01 00:00:00.000"))
                        """)
                }
                try await database.close()
                for migrates in ["on", "off"] {
                    let outcome = try await serve([.dataDirectory: folder.path, .migrateAtStart: migrates])
                    #expect(outcome.end == .exit(1))
                    #expect(outcome.errors.contains("has version 999, this program knows only up to"))
                    #expect(outcome.errors.contains("run a newer minitter, or restore a backup"))
                }
            }
        }

        /// As after rolling back over a migration that only added something.
        @Test func aNewerDatabaseThatAcceptsTheProgramIsServedWithAWarning() async throws {
            try await withTemporaryFolder { folder in
                let data = folder.appendingPathComponent("data")
                try await withProgram(in: data) { _ in }
                let known = Migrations.all.count
                let database = try TestDatabases.open(inDataDirectory: data)
                _ = try await database.write { db in
                    try db.execute(
                        """
                        INSERT INTO schema_migrations (version, step, applied_at)
                        VALUES (\(known + 1), 0, \("2026-01-01 00:00:00.000"))
                        """)
                    try db.execute(
                        """
                        INSERT INTO schema_compatibility (version, compatible_from)
                        VALUES (\(known + 1), \(known))
                        """)
                }
                try await database.close()
                for migrates in ["on", "off"] {
                    try await withProgram(in: data, settings: [.migrateAtStart: migrates]) { program in
                        let answer = try await program.send(.get, "/readyz")
                        #expect(answer.status == 200)
                        let log = try program.log()
                        #expect(log.contains("newer than this program, and accepts it"))
                    }
                }
            }
        }

        @Test func whatIsKeptIsItsOwnersAloneAndTokensOutliveARestart() async throws {
            try await withTemporaryFolder { folder in
                let data = folder.appendingPathComponent("data")
                let person = try await withProgram(in: data) { try await $0.person("minji") }
                #expect(try permissions(of: data) == 0o700)
                #expect(try permissions(of: data.appendingPathComponent("jwt-secret")) == 0o600)
                if TestDatabases.server == nil {
                    #expect(try permissions(of: data.appendingPathComponent("minitter.sqlite")) == 0o600)
                }
                let isGoodAfterRestart = try await withProgram(in: data) { try await $0.accepts(person.token) }
                #expect(isGoodAfterRestart)
                let other: [Setting: String] = [.jwtSecret: "another secret, of 32 bytes' length"]
                let isGoodElsewhere = try await withProgram(in: data, settings: other) {
                    try await $0.accepts(person.token)
                }
                #expect(!isGoodElsewhere)
            }
        }

        @Test(.onSQLite) func theDatabaseMayBeElsewhere() async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appendingPathComponent("other.sqlite")
                try await withProgram(settings: [.databaseURL: "sqlite:\(file.path)"]) { program in
                    _ = try await program.person("minji")
                    let names = try FileManager.default.contentsOfDirectory(atPath: program.dataDirectory.path)
                    #expect(!names.contains { $0.contains("sqlite") })
                }
                #expect(FileManager.default.fileExists(atPath: file.path))
            }
        }

        @Test(.onMySQL) func whatOtherServersOfTheDatabaseWouldNotHaveIsTold() async throws {
            try await withProgram { program in
                let log = try program.log()
                #expect(log.contains("the token secret and the pictures of this server are in its data directory"))
                #expect(log.contains("set MINITTER_JWT_SECRET and MINITTER_S3_BUCKET"))
            }
            try await withProgram(settings: [.jwtSecret: "a secret of tests, 32 bytes long"]) { program in
                let log = try program.log()
                #expect(!log.contains("the token secret"))
                #expect(log.contains("the pictures of this server are in its data directory"))
            }
        }

        @Test(.onSQLite) func nothingIsSaidOfOtherServersWhereThereAreNone() async throws {
            try await withProgram { program in
                let log = try program.log()
                #expect(!log.contains("other servers"))
            }
        }

        private func permissions(of url: URL) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
        }

        private func serve(_ settings: [Setting: String]) async throws -> BuiltProgram.Outcome {
            try await BuiltProgram.run(["serve"], environment: environment(settings))
        }

        private func environment(_ settings: [Setting: String]) -> [String: String] {
            [.port: "0", .adminPort: "0"].merging(settings) { $1 }.environment
        }

        /// Root may write everywhere, unless that right is taken away.
        private func serveRespectingPermissions(_ settings: [Setting: String]) async throws -> BuiltProgram.Outcome {
            guard getuid() == 0 else { return try await serve(settings) }
            return try await BuiltProgram.run(
                URL(fileURLWithPath: "/usr/bin/setpriv"),
                ["--bounding-set=-dac_override", BuiltProgram.executable.path, "serve"],
                environment: environment(settings))
        }
    }
}
