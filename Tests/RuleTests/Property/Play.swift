import MinitterService
import TestSupport

/// Plays steps against the services and the oracle at once.
struct Play {
    let test: TestServices
    private(set) var oracle = Oracle()
    /// Everybody who was ever there, also those who are gone.
    private(set) var people: [Int64] = []
    /// Every tweet that was ever there.
    private(set) var tweets: [(id: Int64, author: Int64)] = []
    /// What was done, for people to read.
    private(set) var story: [String] = []

    init(test: TestServices) {
        self.test = test
    }

    /// Where the service and the oracle differ.
    struct Difference: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    /// - Throws: ``Difference`` when one does what the other refuses, or refuses it for another reason.
    mutating func play(_ step: Step) async throws {
        switch step {
        case .upkeep:
            story.append("the server's upkeep")
            await test.services.timelineKeeper.workOff()
            return
        case .rest:
            story.append("nobody reads for a month")
            try await test.restTimelines()
            return
        case .rebuild:
            story.append("the timelines are rebuilt")
            try await test.rebuildTimelines()
            return
        default: break
        }
        guard let deed = deed(for: step) else { return }
        var made: Int64?
        let refused = try await refusal { made = try await test.perform(deed) }
        story.append("\(deed)" + (made.map { " → \($0)" } ?? "") + (refused.map { " → \($0)" } ?? ""))
        let expected = oracle.perform(deed, made: made)
        guard refused == expected else {
            throw Difference("\(deed): the service says \(name(refused)), the oracle \(name(expected))")
        }
        try note(deed, made: made)
    }

    private mutating func note(_ deed: Deed, made: Int64?) throws {
        switch (deed, made) {
        case (.signUp, let person?):
            guard !people.contains(person) else { throw Difference("the id \(person) is used again") }
            people.append(person)
        case (.post(_, let author), let tweet?):
            guard !tweets.contains(where: { $0.id == tweet }) else { throw Difference("the id \(tweet) is used again") }
            tweets.append((tweet, author))
        default: break
        }
    }

    private func name(_ refusal: Refusal?) -> String {
        refusal.map { "\($0)" } ?? "yes"
    }

    /// - Returns: nil when there is nobody or no tweet that the step could be about.
    private func deed(for step: Step) -> Deed? {
        if case .signUp = step { return .signUp(name: "person\(people.count)") }
        guard !people.isEmpty else { return nil }
        func person(_ pick: Int) -> Int64 { people[pick % people.count] }
        switch step {
        case .signUp, .upkeep, .rest, .rebuild: return nil
        case .post(let by): return .post("tweet \(tweets.count)", by: person(by))
        case .deleteAccount(let pick): return .deleteAccount(person(pick))
        case .follow(let pick, let by): return .follow(person(pick), by: person(by))
        case .unfollow(let pick, let by): return .unfollow(person(pick), by: person(by))
        case .deleteOwnTweet, .deleteTweet, .like, .unlike: break
        }
        guard !tweets.isEmpty else { return nil }
        func tweet(_ pick: Int) -> (id: Int64, author: Int64) { tweets[pick % tweets.count] }
        switch step {
        case .deleteOwnTweet(let pick): return .deleteTweet(tweet(pick).id, by: tweet(pick).author)
        case .deleteTweet(let pick, let by): return .deleteTweet(tweet(pick).id, by: person(by))
        case .like(let pick, let by): return .like(tweet(pick).id, by: person(by))
        case .unlike(let pick, let by): return .unlike(tweet(pick).id, by: person(by))
        case .signUp, .post, .deleteAccount, .follow, .unfollow, .upkeep, .rest, .rebuild: return nil
        }
    }
}
