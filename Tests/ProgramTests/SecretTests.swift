import Database
import Foundation
import TestSupport
import Testing

extension ProgramSuite {
    @Suite struct SecretTests {
        private let secret = "a secret of tests, 32 bytes long"

        @Test func aSecretIsNeverShown() async throws {
            let outcome = try await config(["MINITTER_JWT_SECRET": secret])
            #expect(outcome.end == .exit(0))
            #expect(outcome.output.contains("\n# environment\n#MINITTER_JWT_SECRET=********\n"))
            #expect(!(outcome.output + outcome.errors).contains(secret))
        }

        @Test(arguments: ["MINITTER_DATABASE_URL", "MINITTER_DATABASE_REPLICA_URL"])
        func thePasswordInAURLIsNotShownEither(variable: String) async throws {
            var environment = ["MINITTER_DATABASE_URL": "mysql://minitter@db/minitter"]
            environment[variable] = "mysql://minitter:hunter2@db.example:3306/minitter"
            let outcome = try await config(environment)
            #expect(outcome.end == .exit(0))
            let line = "#\(variable)=mysql://minitter:********@db.example:3306/minitter"
            #expect(outcome.output.contains("\n# environment\n\(line)\n"))

            environment[variable] = "mysql://minitter:hunter2@db.example"
            let refused = try await config(environment)
            #expect(refused.end == .exit(1))
            #expect(refused.errors.hasPrefix("Error: \(variable) is “mysql://minitter:********@db.example”"))
        }

        @Test(arguments: [
            "mysql://minitter:hunter2/db.example/minitter", "mysql:minitter:hunter2@db.example/minitter",
            "mysql:/minitter:hunter2@db.example/minitter", "minitter:hunter2@db.example",
        ])
        func norInAURLThatIsMistyped(url: String) async throws {
            let refused = try await config(["MINITTER_DATABASE_URL": url])
            #expect(refused.end == .exit(1))
            #expect(refused.errors.hasPrefix("Error: MINITTER_DATABASE_URL is “********” (environment): it takes"))
            #expect(!(refused.output + refused.errors).contains("hunter2"))
        }

        @Test func aSecretUnder32BytesIsRefusedAndNotShown() async throws {
            let outcome = try await config(["MINITTER_JWT_SECRET": String(secret.dropLast())])
            #expect(outcome.end == .exit(1))
            let problem = "MINITTER_JWT_SECRET is set to something else (environment): it takes at least 32 bytes."
            #expect(outcome.errors == "Error: \(problem)\n")
        }

        @Test func aSecretMayComeFromAFile() async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appendingPathComponent("secret")
                try (secret + "\n").write(to: file, atomically: false, encoding: .utf8)
                let outcome = try await config(["MINITTER_JWT_SECRET_FILE": file.path])
                #expect(outcome.output.contains("\n# \(file.path)\n#MINITTER_JWT_SECRET=********\n"))

                // The line's end is not a part of it: a 31-byte secret stays one.
                try (secret.dropLast() + "\n").write(to: file, atomically: false, encoding: .utf8)
                #expect(try await config(["MINITTER_JWT_SECRET_FILE": file.path]).end == .exit(1))
            }
        }

        @Test(.onMySQL) func theDatabasesPasswordMayComeFromAFile() async throws {
            try await withTemporaryFolder { folder in
                let server = try #require(TestDatabases.server)
                let file = folder.appendingPathComponent("password")
                let host = server.hosts[0]
                let environment = [
                    "MINITTER_DATA_DIRECTORY": folder.path, "MINITTER_DATABASE_PASSWORD_FILE": file.path,
                    "MINITTER_DATABASE_URL": "mysql://\(server.user)@\(host.name):\(host.port)/by_file",
                ]
                try server.password.write(to: file, atomically: false, encoding: .utf8)
                #expect(try await BuiltProgram.run(["migrate"], environment: environment).end == .exit(0))

                try "hunter2".write(to: file, atomically: false, encoding: .utf8)
                let refused = try await BuiltProgram.run(["migrate"], environment: environment)
                #expect(refused.end == .exit(1))
                #expect(refused.errors.contains("Access denied"))
                #expect(!refused.errors.contains("hunter2"))
            }
        }

        @Test func aSecretThatIsGivenTwiceIsRefused() async throws {
            let outcome = try await config(["MINITTER_JWT_SECRET": secret, "MINITTER_JWT_SECRET_FILE": "/nowhere"])
            #expect(outcome.end == .exit(1))
            #expect(outcome.errors.contains("MINITTER_JWT_SECRET and MINITTER_JWT_SECRET_FILE are both set"))
        }

        @Test func aSecretsFileThatCanNotBeReadIsNamed() async throws {
            let outcome = try await config(["MINITTER_JWT_SECRET_FILE": "/nowhere/secret"])
            #expect(outcome.end == .exit(1))
            let problem = "can't be read from “/nowhere/secret”, which MINITTER_JWT_SECRET_FILE names"
            #expect(outcome.errors.contains(problem))
        }

        @Test func aSecretIsNotTakenFromTheCommandLine() async throws {
            #expect(try await BuiltProgram.run(["config", "--jwt-secret", secret]).end == .exit(64))
        }

        private func config(_ environment: [String: String]) async throws -> BuiltProgram.Outcome {
            try await BuiltProgram.run(["config"], environment: environment)
        }
    }
}
