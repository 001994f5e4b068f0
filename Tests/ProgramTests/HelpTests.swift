import ArgumentParser
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    @Suite struct HelpTests {
        /// Each command's words on the command line, with what it is.
        static let commands = commands(of: Minitter.self, [])

        private static func commands(of type: any ParsableCommand.Type, _ words: [String]) -> [[String]] {
            [words] + type.configuration.subcommands.flatMap { commands(of: $0, words + [$0._commandName]) }
        }

        @Test(arguments: commands) func eachCommandExplainsItself(_ words: [String]) async throws {
            let outcome = try await BuiltProgram.run(words + ["--help"])
            #expect(outcome.end == .exit(0))
            #expect(outcome.output.contains("OVERVIEW: "))
            #expect(outcome.output.contains("USAGE: " + (["minitter"] + words).joined(separator: " ")))
        }

        @Test func helpOfServingNamesEverySettingAndItsDefault() async throws {
            let help = try await BuiltProgram.run(["serve", "--help"]).output
            let words = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            for setting in Setting.all where !setting.isSecret {
                #expect(words.contains("--\(setting.name) <value>"))
                #expect(words.contains("(default: \(setting.defaultText); \(setting.environmentName))"))
            }
        }

        @Test func everySettingHasItsNameOnce() {
            #expect(Set(Setting.all.map(\.name)).count == Setting.all.count)
        }

        @Test func aCommandThatIsNotThereIsRefused() async throws {
            let outcome = try await BuiltProgram.run(["tweat"])
            #expect(outcome.end == .exit(64))
            #expect(outcome.errors.contains("tweat"))
        }
    }
}
