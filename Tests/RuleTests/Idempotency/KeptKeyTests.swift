import Crypto
import Database
import Foundation
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// What is kept of a key, and for how long.
@Suite struct KeptKeyTests {
    @Test func aKeyIsHonouredForADay() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            func post(_ request: String) async throws -> Int64 {
                try await test.services.tweets.post(
                    "x", by: scene.minji, once: scene.call("a key", request, by: scene.minji)
                ).id
            }
            let first = try await post("one")
            test.clock.advance(seconds: 86_399)
            #expect(try await post("one") == first)
            test.clock.advance(seconds: 1)
            let second = try await post("another")
            #expect(second != first)
            // From now on the key is the second's, for a day of its own.
            test.clock.advance(seconds: 86_399)
            #expect(try await post("another") == second)
        }
    }

    @Test func keysOlderThanADayAreForgottenAndOthersAreNot() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            let store = IdempotencyStore()
            let old = test.clock.now
            // More than are forgotten in one transaction.
            try await test.database.write { db in
                for number in 0..<1_200 {
                    _ = try store.claim(keyHash: "\(number)", requestHash: "", at: old, in: db)
                }
            }
            test.clock.advance(seconds: 60)
            _ = try await test.services.tweets.post("x", by: scene.minji, once: scene.call(by: scene.minji))
            test.clock.advance(seconds: 86_400 - 60)
            try await test.services.idempotency.forgetExpired()
            #expect(try await test.keyCount() == 1201)
            test.clock.advance(seconds: 1)
            try await test.services.idempotency.forgetExpired()
            #expect(try await test.keyCount() == 1)
            _ = try await test.services.tweets.post("x", by: scene.minji, once: scene.call(by: scene.minji))
            #expect(scene.replayCount == 1)
        }
    }

    @Test func aDeletedAccountLeavesNoKeys() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            for write in RepeatableWrite.allCases {
                _ = try await write.perform(in: scene, key: "\(write)")
            }
            try await test.services.users.delete(scene.minji)
            // The sign-up's is bora's.
            #expect(try await test.keyCount() == 1)
            let bora = try await test.services.users.user(withEmail: "bora@example.com")
            try await test.services.users.delete(#require(bora).id)
            #expect(try await test.keyCount() == 0)
        }
    }

    @Test func aDeletedAccountIsNotShownByTheKeysOfOthers() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            _ = try await RepeatableWrite.like.perform(in: scene, key: "like")
            _ = try await RepeatableWrite.follow.perform(in: scene, key: "follow")
            _ = try await RepeatableWrite.post.perform(in: scene, key: "post")
            try await test.services.users.delete(scene.haneul)
            #expect(try await test.keyCount() == 1)
            #expect(
                try await refusal { try await RepeatableWrite.follow.perform(in: scene, key: "follow") }
                    == .notFound)
        }
    }

    /// A guess at a password must not be told from what is kept: an attacker can hash, but not with the secret.
    @Test func aPasswordIsNotKeptInAWayThatCanBeGuessedFrom() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            let session = try await test.services.logIns.changePassword(
                of: scene.minji, from: "password", to: "new password",
                once: scene.call("a key", "new password", by: scene.minji))
            let kept = try await test.database.read { db in
                try db.rows("SELECT key_hash, request_hash, result FROM idempotency_keys") { row in
                    try [row[0], row[1], row[2]] as [String]
                }
            }
            #expect(kept.count == 1)
            let guesses = ["new password", "POST /\nnew password"].map { guess in
                SHA256.hash(data: Data(guess.utf8)).map { String(format: "%02x", $0) }.joined()
            }
            for text in kept.flatMap({ $0 }) {
                for secret in guesses + ["password", session.token] { #expect(!text.contains(secret)) }
            }
        }
    }

    /// The request's hash is of another secret then. To refuse is safe; to do it again would not be.
    @Test func anotherSecretDoesNotMakeAKeyFree() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            let first = try await test.services.tweets.post("x", by: scene.minji, once: scene.call(by: scene.minji))
            var settings = ServiceSettings.forTests
            settings.tokenSecret = Array("another secret of tests, longer than the first".utf8)
            let restarted = try await test.another(settings: settings)
            let call = restarted.services.idempotency.call(
                "a key", by: scene.minji, method: "POST", path: "/", body: Array("{}".utf8))
            #expect(
                try await refusal { try await restarted.services.tweets.post("x", by: scene.minji, once: call) }
                    == .idempotencyKeyReused)
            #expect(
                try await items { try await test.services.tweets.page(by: scene.minji, for: nil, $0) }.first == first)
        }
    }
}
