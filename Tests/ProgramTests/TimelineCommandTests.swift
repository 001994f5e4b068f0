import Database
import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    /// `minitter timeline` beside a running server.
    @Suite struct TimelineCommandTests {
        @Test func checkFindsWhatIsWrongAndRebuildMendsIt() async throws {
            try await withProgram { program in
                let seeded = try await program.command("seed", "--users", "12", "--tweets", "60", "--follows", "30")
                #expect(seeded.end == .exit(0))
                #expect(try await wrongTimelines(program) == 0)

                let database = try TestDatabases.open(inDataDirectory: program.dataDirectory)
                try await database.write { db in
                    try db.execute("DELETE FROM home_timeline WHERE owner_id <> author_id")
                    try db.execute("UPDATE timelines SET floor_tweet_id = 0")
                }
                try await database.close()
                #expect(try await wrongTimelines(program) > 0)

                let rebuilt = try await program.command("timeline", "rebuild")
                #expect(rebuilt.end == .exit(0))
                #expect(rebuilt.errors.contains("100 %  12/12"))
                #expect(try await wrongTimelines(program) == 0)
            }
        }

        @Test func rebuildGoesOnAfterAnAccount() async throws {
            try await withProgram { program in
                _ = try await program.person("minji")
                let last = try await program.person("haneul").id
                let rebuilt = try await program.command("timeline", "rebuild", "--after", "\(last - 1)")
                #expect(rebuilt.errors.contains("100 %  1/1"))
            }
        }

        /// As the last line but one of the report says; the program must end accordingly.
        private func wrongTimelines(_ program: RunningProgram) async throws -> Int {
            let checked = try await program.command("timeline", "check")
            let count = checked.output.firstMatch(of: /wrong: (\d+)/).flatMap { Int($0.1) }
            let wrong = try #require(count)
            #expect(checked.end == (wrong == 0 ? .exit(0) : .exit(1)))
            return wrong
        }
    }
}
