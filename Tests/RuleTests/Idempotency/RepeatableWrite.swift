import Database
import MinitterModel
import MinitterService
import Synchronization
import TestSupport

/// A kind of write that can be repeated under a key.
enum RepeatableWrite: CaseIterable, Sendable {
    case signUp, edit, editOfTheEmail, post, delete, like, unlike, follow, unfollow

    /// Does it in a scene.
    ///
    /// - Parameters:
    ///   - key: nil for a call without one.
    ///   - request: stands for path and body.
    /// - Returns: what was answered, in words.
    func perform(
        in scene: RepeatScene, key: String? = "a key", request: String = "{}"
    ) async throws -> String {
        let (services, minji) = (scene.test.services, scene.minji)
        let call = key.map { scene.call($0, request, by: self == .signUp ? nil : minji) }
        let answer: Any =
            switch self {
            case .signUp:
                try await services.users.signUp(
                    email: "bora@example.com", name: "bora", password: "password", profile: "", once: call)
            case .edit:
                try await services.users.edit(
                    minji, name: "Minji", profile: nil, email: nil, password: nil, once: call)
            case .editOfTheEmail:
                try await services.users.edit(
                    minji, name: nil, profile: nil, email: "m@example.com", password: "password", once: call)
            case .post: try await services.tweets.post("안녕 “\\/\n\t🙂”", by: minji, once: call)
            case .delete: try await services.tweets.delete(scene.minjisTweet, by: minji, once: call)
            case .like: try await services.likes.like(scene.haneulsTweet, by: minji, once: call)
            case .unlike: try await services.likes.unlike(scene.likedTweet, by: minji, once: call)
            case .follow: try await services.follows.follow(scene.haneul, by: minji, once: call)
            case .unfollow: try await services.follows.unfollow(scene.followed, by: minji, once: call)
            }
        return "\(answer)"
    }
}

/// What every kind of write needs to be done to: people, tweets, a like and a follow.
struct RepeatScene: Sendable {
    let test: TestServices
    let minji, haneul, followed: Int64
    let minjisTweet, haneulsTweet, likedTweet: Int64
    private let replays = Counter()

    init(in test: TestServices) async throws {
        self.test = test
        minji = try await test.person("minji").id
        haneul = try await test.person("haneul").id
        followed = try await test.person("followed").id
        minjisTweet = try await test.services.tweets.post("m", by: minji).id
        haneulsTweet = try await test.services.tweets.post("h", by: haneul).id
        likedTweet = try await test.services.tweets.post("l", by: haneul).id
        _ = try await test.services.likes.like(likedTweet, by: minji)
        _ = try await test.services.follows.follow(followed, by: minji)
    }

    /// How often an answer was that of an earlier call.
    var replayCount: Int { replays.value }

    /// - Parameter request: stands for path and body.
    func call(_ key: String = "a key", _ request: String = "{}", by caller: Int64?) -> RepeatableCall {
        test.services.idempotency.call(
            key, by: caller, method: "POST", path: "/", body: Array(request.utf8),
            onReplay: { replays.increment() })
    }

    /// Everything that people see, to find out whether anything was changed.
    func contents() async throws -> [String] {
        let tables: [SQL] = [
            "SELECT id, name, email, tweet_count, follower_count, following_count FROM users",
            "SELECT id, user_id, tweet, like_count, 0, 0 FROM tweets",
            "SELECT id, user_id, tweet_id, 0, 0, 0 FROM like_tweet_list",
            "SELECT id, user_id, follow_user_id, 0, 0, 0 FROM users_follow_list",
        ]
        return try await test.database.read { db in
            try tables.flatMap { table in
                try db.rows(table) { row in
                    "\(try (0..<6).map { try row[$0] as String })"
                }
            }
        }
    }
}

private final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func increment() {
        count.withLock { $0 += 1 }
    }
}
