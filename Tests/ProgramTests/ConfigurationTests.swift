import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    @Suite struct ConfigurationTests {
        /// A value that each setting doesn't take, with what it says it takes.
        static let wrongValues: [(setting: Setting, value: String, takes: String)] = [
            (.port, "65536", "a whole number from 0 to 65535"),
            (.adminPort, "on", "a whole number from 0 to 65535, or off"),
            (.databaseURL, "postgres://localhost", "sqlite:PATH or mysql://USER:PASSWORD@HOST:3306/NAME"),
            (.databaseURL, "mysql://localhost/minitter", "sqlite:PATH or mysql://USER:PASSWORD@HOST:3306/NAME"),
            (.databaseReplicaURL, "sqlite:x", "mysql://USER:PASSWORD@HOST:3306/NAME"),
            (.databaseTLS, "on", "off, required or verified"),
            (.databaseConnections, "0", "a whole number from 1 to 1000"),
            (.databaseTimeout, "601", "a whole number from 1 to 600"),
            (.migrateAtStart, "yes", "on or off"),
            (.publicURL, "example.com", "an http or https URL without a path"),
            (.trustedProxies, "10.0.0.0/33", "addresses or ranges, 10.0.0.0/8,192.0.2.1"),
            (.web, "yes", "on or off"),
            (.tokenLifetime, "59", "a whole number from 60 to 2592000"),
            (.bcryptCost, "3", "a whole number from 4 to 15"),
            (.passwordThreads, "0", "a whole number from 1 to 64"),
            (.passwordQueue, "-1", "a whole number from 0 to 10000"),
            (.pictureThreads, "65", "a whole number from 1 to 64"),
            (.pictureQueue, "many", "a whole number from 0 to 1000"),
            (.s3Bucket, "Pictures", "3 to 63 lower-case letters, digits, dots and hyphens"),
            (.s3Region, "Seoul!", "a name like eu-central-1"),
            (.s3Endpoint, "https://s3.example.com/path", "an http or https URL without a path"),
            (.s3Addressing, "subdomain", "path or virtual-host"),
            (.s3Public, "yes", "proxy, presign, or an http or https URL"),
            (.s3PresignSeconds, "604801", "a whole number from 60 to 604800"),
            (.s3Timeout, "0", "a whole number from 1 to 300"),
            (.s3Attempts, "11", "a whole number from 1 to 10"),
            (.timelineWindow, "99", "a whole number from 100 to 100000"),
            (.timelinePopularFollowers, "9", "a whole number from 10 to 1000000"),
            (.timelineActiveDays, "0", "a whole number from 1 to 3650"),
            (.rateLimits, "ON", "on or off"),
            (.maximumConnections, "0", "a whole number from 1 to 1000000"),
            (.headTimeout, "1.5", "a whole number from 1 to 3600"),
            (.bodyTimeout, "0", "a whole number from 1 to 3600"),
            (.drainSeconds, "601", "a whole number from 0 to 600"),
            (.stopTimeout, "0", "a whole number from 1 to 600"),
            (.logFormat, "xml", "text or json"),
            (.logLevel, "loud", "trace, debug, info, notice, warning, error or critical"),
            (.logRequests, "1", "on or off"),
        ]

        @Test(arguments: wrongValues)
        func aWrongValueNamesItsVariableAndWhatItTakes(
            _ setting: Setting, _ value: String, _ takes: String
        ) async throws {
            let outcome = try await config([setting: value])
            #expect(outcome.end == .exit(1))
            let name = setting.environmentName
            #expect(outcome.errors == "Error: \(name) is “\(value)” (environment): it takes \(takes).\n")
        }

        @Test func everyDefaultIsShown() async throws {
            let outcome = try await config()
            #expect(outcome.end == .exit(0))
            let expected = Setting.all.map { "# default: \($0.defaultText)\n#\($0.environmentName)=\n" }.joined()
            #expect(outcome.output == expected)
        }

        @Test func theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appendingPathComponent("minitter.env")
                try "MINITTER_PORT=1\nMINITTER_HEAD_TIMEOUT=11\nMINITTER_LOG_LEVEL=debug\n"
                    .write(to: file, atomically: false, encoding: .utf8)
                let settings: [Setting: String] = [.configFile: file.path, .port: "2", .headTimeout: "22"]
                let output = try await config(settings, "--port", "3").output
                #expect(output.contains("\n# command line\nMINITTER_PORT=3\n"))
                #expect(output.contains("\n# environment\nMINITTER_HEAD_TIMEOUT=22\n"))
                #expect(output.contains("\n# \(file.path)\nMINITTER_LOG_LEVEL=debug\n"))
            }
        }

        @Test func whatIsShownCanBeKeptAsAFile() async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appendingPathComponent("minitter.env")
                let secret = String(repeating: "s", count: 32)
                try await config([.port: "1234", .publicURL: "https://example.com", .jwtSecret: secret]).output
                    .write(to: file, atomically: false, encoding: .utf8)
                let output = try await config([.configFile: file.path]).output
                #expect(output.contains("\n# \(file.path)\nMINITTER_PORT=1234\n"))
                #expect(output.contains("\n# \(file.path)\nMINITTER_PUBLIC_URL=https://example.com\n"))
            }
        }

        @Test func aFileOfWindowsIsRead() async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appendingPathComponent("minitter.env")
                try "\u{FEFF}# a comment\r\nMINITTER_PORT = 1234\r\n\r\nMINITTER_LOG_LEVEL=debug"
                    .write(to: file, atomically: false, encoding: .utf8)
                let output = try await config([.configFile: file.path]).output
                #expect(output.contains("\n# \(file.path)\nMINITTER_PORT=1234\n"))
                #expect(output.contains("\n# \(file.path)\nMINITTER_LOG_LEVEL=debug\n"))
            }
        }

        /// It would start on another database than was meant.
        @Test(arguments: [
            ("export MINITTER_PORT=1", "whose line 2 is not NAME=value"),
            ("MINITTER_PORT 1", "whose line 2 is not NAME=value"),
            ("MINITTER_PORT: 1", "whose line 2 is not NAME=value"), ("=hunter2", "whose line 2 is not NAME=value"),
            ("MINITTER_PORTT=hunter2", "whose line 2 sets MINITTER_PORTT, which is no setting"),
            ("MINITTER_PORT_FILE=hunter2", "whose line 2 sets MINITTER_PORT_FILE, which is no setting"),
        ])
        func aLineOfAFileThatSetsNothingIsRefusedAndNotShown(line: String, problem: String) async throws {
            try await withTemporaryFolder { folder in
                let file = folder.appendingPathComponent("minitter.env")
                try "AWS_PROFILE=other\n\(line)\n".write(to: file, atomically: false, encoding: .utf8)
                let outcome = try await config([.configFile: file.path])
                #expect(outcome.end == .exit(1))
                #expect(outcome.errors == "Error: MINITTER_CONFIG_FILE names “\(file.path)”, \(problem).\n")
            }
        }

        @Test func aFileThatIsNotThereIsNamed() async throws {
            let outcome = try await config([.configFile: "/nowhere/minitter.env"])
            #expect(outcome.end == .exit(1))
            let problem = "Error: MINITTER_CONFIG_FILE names “/nowhere/minitter.env”, which can't be read"
            #expect(outcome.errors.hasPrefix(problem))
        }

        @Test func aVariableThatIsSetToNothingIsNotSet() async throws {
            #expect(try await config([.port: ""]).output.contains("\n# default: 5000\n#MINITTER_PORT=\n"))
        }

        private func config(_ settings: [Setting: String] = [:], _ options: String...) async throws
            -> BuiltProgram.Outcome
        {
            try await BuiltProgram.run(["config"] + options, environment: settings.environment)
        }
    }
}
