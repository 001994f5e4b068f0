import Database
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// Many repetitions at the same time, on a file: there readers and the writer work at once.
@Suite struct RepeatAtOnceTests {
    @Test(arguments: RepeatableWrite.allCases)
    func allAreAnsweredAlike(write: RepeatableWrite) async throws {
        try await TestServices.with(isInMemory: false) { test in
            let scene = try await RepeatScene(in: test)
            let answers = try await sixteenTimes { try await write.perform(in: scene) }
            #expect(Set(answers).count == 1)
            #expect(scene.replayCount == 15)
        }
    }

    @Test func sixteenPostsAreOneTweet() async throws {
        try await TestServices.with(isInMemory: false) { test in
            let scene = try await RepeatScene(in: test)
            let before = try await test.services.users.user(scene.minji, for: nil).tweetCount
            let tweets = try await sixteenTimes {
                try await test.services.tweets.post("x", by: scene.minji, once: scene.call(by: scene.minji))
            }
            #expect(Set(tweets.map(\.id)).count == 1)
            #expect(try await test.services.users.user(scene.minji, for: nil).tweetCount == before + 1)
            #expect(try await items { try await test.services.tweets.page(by: scene.minji, for: nil, $0) }.count == 2)
        }
    }

    /// The first sets the password that the others are then not asked for.
    @Test func sixteenPasswordChangesAreOne() async throws {
        try await TestServices.with(isInMemory: false) { test in
            let scene = try await RepeatScene(in: test)
            let sessions = try await sixteenTimes {
                try await test.services.logIns.changePassword(
                    of: scene.minji, from: "password", to: "new password", once: scene.call(by: scene.minji))
            }
            for session in sessions {
                #expect(try await test.services.tokens.userID(of: session.token) == scene.minji)
            }
            let ended = try await test.database.read { db in
                try CredentialStore().endedTokens(since: Timestamp(milliseconds: 0), in: db).count
            }
            #expect(ended == 1)
        }
    }

    /// Keys must not stand in each other's way, nor in that of the rows that the writes lock.
    @Test func differentKeysAtOnceAreAllDone() async throws {
        try await TestServices.with(isInMemory: false) { test in
            let scene = try await RepeatScene(in: test)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...40 {
                    let minjis = scene.call("\(number)", by: scene.minji)
                    let haneuls = scene.call("\(number)", by: scene.haneul)
                    group.addTask { _ = try await test.services.tweets.post("x", by: scene.minji, once: minjis) }
                    group.addTask {
                        _ = try await test.services.likes.like(scene.minjisTweet, by: scene.haneul, once: haneuls)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await test.services.users.user(scene.minji, for: nil).tweetCount == 41)
            #expect(try await test.services.tweets.tweet(scene.minjisTweet, for: nil).likeCount == 1)
            #expect(try await test.keyCount() == 80)
        }
    }

    private func sixteenTimes<Answer: Sendable>(
        _ call: @escaping @Sendable () async throws -> Answer
    ) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            for _ in 1...16 { group.addTask { try await call() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
