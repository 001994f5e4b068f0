import Database
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// Writes that are repeated under a key.
@Suite struct RepeatedWriteTests {
    @Test(arguments: RepeatableWrite.allCases)
    func isAnsweredAsTheFirstTimeAndChangesNothing(write: RepeatableWrite) async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            let first = try await write.perform(in: scene)
            let contents = try await scene.contents()
            #expect(scene.replayCount == 0)

            test.clock.advance(seconds: 60)
            #expect(try await write.perform(in: scene) == first)
            #expect(try await scene.contents() == contents)
            #expect(scene.replayCount == 1)
        }
    }

    /// The same write without a key is done again: what the test above compares could else be the same by itself.
    @Test func withoutAKeyIsDoneAgain() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            let first = try await RepeatableWrite.post.perform(in: scene, key: nil)
            #expect(try await RepeatableWrite.post.perform(in: scene, key: nil) != first)
        }
    }

    @Test func theAnswerIsTheFirstAlsoWhenTheTweetWasChangedOrDeletedSince() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            let posted = try await test.services.tweets.post("x", by: scene.minji, once: scene.call(by: scene.minji))
            _ = try await test.services.likes.like(posted.id, by: scene.haneul)
            #expect(
                try await test.services.tweets.post("x", by: scene.minji, once: scene.call(by: scene.minji)) == posted)
            try await test.services.tweets.delete(posted.id, by: scene.minji)
            #expect(
                try await test.services.tweets.post("x", by: scene.minji, once: scene.call(by: scene.minji)) == posted)
        }
    }

    @Test func aLikeThatWasTakenBackSinceIsNotDoneAgain() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            _ = try await RepeatableWrite.like.perform(in: scene)
            _ = try await test.services.likes.unlike(scene.haneulsTweet, by: scene.minji)
            _ = try await RepeatableWrite.like.perform(in: scene)
            #expect(try await test.services.tweets.tweet(scene.haneulsTweet, for: nil).likeCount == 0)
        }
    }

    @Test(arguments: RepeatableWrite.allCases)
    func theKeyOfAnotherRequestIsRefused(write: RepeatableWrite) async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            _ = try await write.perform(in: scene, request: "one")
            let contents = try await scene.contents()
            #expect(
                try await refusal { try await write.perform(in: scene, request: "another") } == .idempotencyKeyReused)
            #expect(try await scene.contents() == contents)
        }
    }

    @Test func keysOfDifferentPeopleAreDifferentKeys() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            let minjis = try await test.services.tweets.post("x", by: scene.minji, once: scene.call(by: scene.minji))
            let haneuls = try await test.services.tweets.post("x", by: scene.haneul, once: scene.call(by: scene.haneul))
            #expect(minjis.id != haneuls.id)
            #expect(haneuls.author.id == scene.haneul)
            #expect(scene.replayCount == 0)
        }
    }

    /// A database that compares without regard to case must not take them for one.
    @Test(arguments: ["A KEY", "a key ", "à key"])
    func keysThatDifferInTheLeastAreDifferentKeys(key: String) async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            let first = try await test.services.tweets.post(
                "x", by: scene.minji, once: scene.call("a key", by: scene.minji))
            let second = try await test.services.tweets.post(
                "x", by: scene.minji, once: scene.call(key, by: scene.minji))
            #expect(first.id != second.id)
        }
    }

    @Test func aWriteThatFailsLeavesItsKeyFree() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            let next = scene.likedTweet + 1
            #expect(
                try await refusal {
                    try await test.services.likes.like(next, by: scene.minji, once: scene.call(by: scene.minji))
                }
                    == .notFound)
            #expect(
                try await refusal {
                    try await test.services.tweets.post("", by: scene.minji, once: scene.call(by: scene.minji))
                }
                    == .invalid(field: "tweet"))
            #expect(try await test.keyCount() == 0)

            try await #require(test.services.tweets.post("y", by: scene.haneul).id == next)
            #expect(
                try await test.services.likes.like(next, by: scene.minji, once: scene.call(by: scene.minji)).likeCount
                    == 1)
        }
    }

    /// The longest that is taken: a row must hold it as JSON.
    @Test func theLongestResultIsKeptWhole() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            func signUp() async throws -> User {
                try await test.services.users.signUp(
                    email: String(repeating: "\"", count: 64) + "@" + String(repeating: "\"", count: 189),
                    name: String(repeating: "\\", count: 100), password: "password",
                    profile: String(repeating: "\n", count: 1_000), once: scene.call(by: nil))
            }
            let first = try await signUp()
            #expect(try await signUp() == first)
            let length = try await test.database.read { db in
                try db.value("SELECT MAX(LENGTH(result)) FROM idempotency_keys", as: Int.self)
            }
            #expect(try #require(length) + 255 <= 4_000, "with a picture’s key beside it")
        }
    }
}

extension TestServices {
    /// Keys that are kept.
    func keyCount() async throws -> Int? {
        try await database.read { db in try db.value("SELECT COUNT(*) FROM idempotency_keys") }
    }
}
