import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    /// The database server is killed while clients write, and comes back.
    @Suite(.onMySQL) struct DatabaseKillTests {
        private static let rounds = 3
        private static let clients = 16

        /// What clients saw while the database was away and after it.
        private struct Seen {
            var writes = AcknowledgedWrites()
            var statuses: [Int: Int] = [:]
            var otherAnswers: [String] = []
            var isOver = false
        }

        @Test func isAnsweredWith503UntilItIsBackAndNoAcknowledgedWriteIsMissing() async throws {
            try await MariaDBServer.with { server in
                try await withProgram(settings: [.databaseURL: server.url(database: "minitter")]) { program in
                    let seen = Notes(Seen())
                    var stalls: [Duration] = []
                    for round in 1...Self.rounds {
                        stalls.append(try await self.round(round, program, server, seen))
                    }
                    try await seen.all.writes.compare(with: program)
                    #expect(seen.all.otherAnswers == [])
                    #expect(seen.all.statuses[503] ?? 0 > 0, "nobody noticed")
                    print(
                        "kill -9 of the database, \(Self.rounds) times under \(Self.clients) clients: answers by status",
                        "\(seen.all.statuses); service after it answers again, in \(stalls);",
                        "compared \(seen.all.writes.description)")
                }
            }
        }

        /// - Returns: how long after the database answered again the service did.
        private func round(
            _ round: Int, _ program: RunningProgram, _ server: MariaDBServer, _ seen: Notes<Seen>
        ) async throws -> Duration {
            seen.note { $0.isOver = false }
            var people: [Person] = []
            for number in 1...Self.clients { people.append(try await program.person("client\(round)-\(number)")) }
            seen.note { [people] in $0.writes.people += people.map(\.id) }
            return try await withThrowingTaskGroup(of: Void.self) { group in
                for person in people { group.addTask { try await Self.write(to: program, by: person, seen) } }
                let before = seen.all.writes.count
                try await eventually("clients write") { seen.all.writes.count > before + 200 ? true : nil }
                await server.kill()
                try await eventually("clients notice") {
                    seen.all.statuses[503] ?? 0 > round * 20 ? true : nil
                }
                #expect(try await program.send(.get, "/readyz").status == 503)
                #expect(try await program.send(.get, "/livez").status == 200)
                try await server.start()
                let startedAt = ContinuousClock.now
                let then = seen.all.writes.count
                try await eventually("the service returns by itself", within: .seconds(5)) {
                    seen.all.writes.count > then ? true : nil
                }
                let stall = ContinuousClock.now - startedAt
                try await eventually("it goes on") { seen.all.writes.count > then + 100 ? true : nil }
                seen.note { $0.isOver = true }
                try await group.waitForAll()
                return stall
            }
        }

        private static func write(to program: RunningProgram, by person: Person, _ seen: Notes<Seen>) async throws {
            for number in 1... {
                guard !seen.all.isOver else { return }
                let write = seen.note { $0.writes.nextWrite(number, by: person) }
                let answer = try await program.send(write, by: person)
                let posted = answer.status == 200 ? try write.tweet(in: answer) : nil
                seen.note { seen in
                    seen.statuses[answer.status, default: 0] += 1
                    switch answer.status {
                    case 200: seen.writes.note(write, by: person, posted)
                    case 503 where answer.header("Retry-After") != nil: break
                    default: seen.otherAnswers.append("\(answer.status): \(answer.text)")
                    }
                }
                if answer.status == 503 { try await Task.sleep(for: .milliseconds(20)) }
            }
        }
    }
}
