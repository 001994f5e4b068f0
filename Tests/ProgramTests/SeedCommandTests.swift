import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    /// `minitter seed` fills a database that the program can then serve.
    @Suite struct SeedCommandTests {
        private static let numbers = ["--users", "12", "--tweets", "60", "--follows", "30"]

        @Test func theSameNumbersGiveTheSameNetwork() async throws {
            let first = try await withProgram { try await seeded($0, Self.numbers + ["--random-seed", "7"]) }
            let again = try await withProgram { try await seeded($0, Self.numbers + ["--random-seed", "7"]) }
            let other = try await withProgram { try await seeded($0, Self.numbers + ["--random-seed", "8"]) }
            #expect(first.accounts.count == 12)
            #expect(first == again)
            #expect(first != other)
        }

        @Test func anyoneOfTheNetworkCanLogInAndHasATimeline() async throws {
            try await withProgram { program in
                let network = try await seeded(program, Self.numbers)
                let email = try #require(network.accounts.first?.split(separator: "\t").dropFirst().first)
                let token = try await program.logIn(String(email), password: "minitter-demo")
                let timeline = try await program.send(.get, "/timeline", token: token)
                #expect(timeline.status == 200)
            }
        }

        @Test func aDatabaseWithAccountsIsLeftAlone() async throws {
            try await withProgram { program in
                _ = try await program.person("minji")
                let refused = try await program.command(["seed"] + Self.numbers)
                #expect(refused.end == .exit(1))
                #expect(refused.errors.contains("has accounts already"))
                let lines = try await program.command("user", "list").output.split(separator: "\n")
                #expect(lines.count == 2)
            }
        }

        private struct Network: Equatable {
            let accounts: [String]
            let tweets: [String]
        }

        /// What the accounts and the first person's tweets look like after the command.
        private func seeded(_ program: RunningProgram, _ arguments: [String]) async throws -> Network {
            let outcome = try await program.command(["seed"] + arguments)
            #expect(outcome.end == .exit(0))
            #expect(outcome.errors.contains("60/60"))
            let accounts = try await program.command("user", "list").output.split(separator: "\n").dropFirst()
            let tweets = try await program.list("/users/1/tweets", "tweets", of: Tweet.self)
            return Network(accounts: accounts.map(String.init), tweets: tweets.map(\.tweet))
        }
    }
}
