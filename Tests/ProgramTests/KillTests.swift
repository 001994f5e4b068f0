import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    @Suite struct KillTests {
        private static let rounds = 5
        private static let clients = 16
        /// Acknowledged writes after which the program is killed.
        private static let writesARound = 300

        @Test func aKillUnderLoadLosesNoAcknowledgedWrite() async throws {
            try await withTemporaryFolder { folder in
                let notes = Notes(AcknowledgedWrites())
                for round in 1...Self.rounds {
                    try await withProgram(in: folder) { program in
                        try await load(program, round, notes)
                        #expect(try await program.ended() == .signal(SIGKILL))
                    }
                    try await withProgram(in: folder) { program in try await notes.all.compare(with: program) }
                }
                let all = notes.all
                print("kill -9, \(Self.rounds) times under \(Self.clients) clients: compared \(all.description)")
            }
        }

        /// Lets clients write until one of them kills the program.
        private func load(_ program: RunningProgram, _ round: Int, _ notes: Notes<AcknowledgedWrites>) async throws {
            let last = notes.all.count + Self.writesARound
            try await withThrowingTaskGroup { group in
                for number in 1...Self.clients {
                    let name = "client\(round)-\(number)"
                    group.addTask { try await Self.write(to: program, as: name, notes, upTo: last) }
                }
                try await group.waitForAll()
            }
        }

        /// Signs up and writes until the program is gone. Kills it the moment that the last write is acknowledged: an
        /// answer that was sent before its write was stored would be found out.
        private static func write(
            to program: RunningProgram, as name: String, _ notes: Notes<AcknowledgedWrites>, upTo last: Int
        ) async throws {
            guard let person = try? await program.person(name) else { return }
            notes.note { $0.people.append(person.id) }
            for number in 1... {
                let write = notes.note { $0.nextWrite(number, by: person) }
                guard let answer = try? await program.send(write, by: person) else { return }
                try #require(answer.status == 200, "\(answer.text)")
                let posted = try write.tweet(in: answer)
                let count = notes.note { notes in
                    notes.note(write, by: person, posted)
                    return notes.count
                }
                if count == last { program.send(signal: SIGKILL) }
            }
        }
    }
}
