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
                    try await withProgram(in: folder) { program in try await compare(program, notes) }
                }
                let all = notes.all
                print(
                    "kill -9, \(Self.rounds) times under \(Self.clients) clients: compared \(all.count) acknowledged",
                    "writes: \(all.tweets.count) tweets, \(all.likes.count) likes, \(all.follows.count) follows")
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
                let (tweet, other) = notes.note { ($0.tweets.keys.randomElement(), $0.people.randomElement()!) }
                let (path, body) =
                    switch number % 4 {
                    case 1 where tweet != nil: ("/like", #"{"like":\#(tweet!)}"#)
                    case 2 where other != person.id: ("/follow", #"{"follow":\#(other)}"#)
                    default: ("/tweet", #"{"tweet":"\#(name) writes \#(number)"}"#)
                    }
                guard let answer = try? await program.send(.post, path, json: body, token: person.token) else { return }
                try #require(answer.status == 200, "\(answer.text)")
                let posted = path == "/tweet" ? try answer.decoded(Tweet.self) : nil
                let count = notes.note { notes in
                    switch path {
                    case "/like": notes.likes.insert(Pair(from: person.id, to: tweet!))
                    case "/follow": notes.follows.insert(Pair(from: person.id, to: other))
                    default: notes.tweets[posted!.id] = posted
                    }
                    return notes.count
                }
                if count == last { program.send(signal: SIGKILL) }
            }
        }

        private func compare(_ program: RunningProgram, _ notes: Notes<AcknowledgedWrites>) async throws {
            struct User: Decodable { let id: Int64 }
            let all = notes.all
            for person in all.people {
                let path = "/users/\(person)"
                let tweets = try await program.list(path + "/tweets", "tweets", of: Tweet.self)
                let found = Dictionary(uniqueKeysWithValues: tweets.map { ($0.id, $0) })
                let missing = all.tweets.values.filter { $0.userId == person && found[$0.id] != $0 }
                #expect(missing.isEmpty)
                let likes = Set(try await program.list(path + "/likes", "likes", of: Tweet.self).map(\.id))
                #expect(Set(all.likes.filter { $0.from == person }.map(\.to)).subtracting(likes).isEmpty)
                let follows = Set(try await program.list(path + "/following", "users", of: User.self).map(\.id))
                #expect(Set(all.follows.filter { $0.from == person }.map(\.to)).subtracting(follows).isEmpty)
            }
        }
    }
}

/// What clients were answered 200 for.
private struct AcknowledgedWrites {
    var people: [Int64] = []
    var tweets: [Int64: Tweet] = [:]
    var likes: Set<Pair> = []
    var follows: Set<Pair> = []

    var count: Int { tweets.count + likes.count + follows.count }
}

private struct Pair: Hashable, Sendable {
    let from: Int64
    let to: Int64
}
