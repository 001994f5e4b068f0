import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    @Suite struct RepeatAfterKillTests {
        private static let clients = 16
        /// Answered tweets after which the program is killed.
        private static let answered = 100

        /// A client whose answer got lost can't know whether its tweet is stored, so it sends all again.
        @Test func whatIsRepeatedUnderItsKeyAfterAKillIsThereOnce() async throws {
            try await withTemporaryFolder { folder in
                let notes = Notes(Sent())
                let person = try await withProgram(in: folder) { program in
                    let person = try await program.person("minji")
                    await withTaskGroup { group in
                        for number in 1...Self.clients {
                            group.addTask { await Self.post(to: program, as: number, by: person, notes) }
                        }
                    }
                    #expect(try await program.ended() == .signal(SIGKILL))
                    return person
                }
                let sent = notes.all
                #expect(sent.answers.count >= Self.answered)
                try await withProgram(in: folder) { program in
                    for text in sent.texts {
                        let answer = try await Self.post(text, to: program, by: person)
                        let tweet = try answer.decoded(Tweet.self)
                        #expect(tweet.tweet == text)
                        guard let first = sent.answers[text] else { continue }
                        #expect(tweet == first)
                        #expect(answer.header("Idempotency-Replayed") == "true")
                    }
                    let tweets = try await program.list("/users/\(person.id)/tweets", "tweets", of: Tweet.self)
                    #expect(tweets.map(\.tweet).sorted() == sent.texts.sorted())
                }
            }
        }

        /// Posts until the program is gone, and kills it when enough has been answered.
        private static func post(
            to program: RunningProgram, as client: Int, by person: Person, _ notes: Notes<Sent>
        ) async {
            for number in 1... {
                let text = "client \(client), tweet \(number)"
                notes.note { $0.texts.append(text) }
                guard let tweet = try? await post(text, to: program, by: person).decoded(Tweet.self) else { return }
                let count = notes.note { notes in
                    notes.answers[text] = tweet
                    return notes.answers.count
                }
                if count == answered { program.send(signal: SIGKILL) }
            }
        }

        private static func post(
            _ text: String, to program: RunningProgram, by person: Person
        ) async throws -> Answer {
            let key = text.replacing(" ", with: "-")
            return try await program.send(
                .post, "/tweet", json: #"{"tweet":"\#(text)"}"#, token: person.token, key: key)
        }

        private struct Sent {
            var texts: [String] = []
            /// By their text.
            var answers: [String: Tweet] = [:]
        }
    }
}
