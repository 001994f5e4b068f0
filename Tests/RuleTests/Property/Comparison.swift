import MinitterModel
import MinitterService
import TestSupport

/// Which of the many ways to read each list are tried.
enum Thoroughness {
    /// One reader and one limit a list, by chance.
    case sample(SeededRandom)
    /// Every reader with every limit.
    case everything
}

extension Play {
    private static let limits = [1, 2, 3, 20]

    /// Reads everything that can be read, and compares it with the oracle.
    ///
    /// - Throws: ``Difference``.
    func compare(_ thoroughness: Thoroughness) async throws {
        let wrong = try await test.wrongTimelines()
        guard wrong.isEmpty else { throw Difference("timelines differ from their tables: \(wrong)") }
        let readers: [Int64?] = people + [nil]
        switch thoroughness {
        case .everything:
            for owner in people {
                for reader in readers {
                    try await compareEntries(of: owner, for: reader)
                    for limit in Self.limits { try await compareLists(of: owner, for: reader, limit: limit) }
                }
            }
        case .sample(var random):
            for owner in people {
                let reader = readers.randomElement(using: &random)!
                try await compareEntries(of: owner, for: reader)
                try await compareLists(of: owner, for: reader, limit: Self.limits.randomElement(using: &random)!)
            }
        }
    }

    /// A person and their tweets, each read alone.
    private func compareEntries(of owner: Int64, for reader: Int64?) async throws {
        try await compare("user \(owner) for \(name(reader))", oracle.user(owner, for: reader)) {
            SeenUser(try await test.services.users.user(owner, for: reader))
        }
        for tweet in tweets where tweet.author == owner {
            try await compare("tweet \(tweet.id) for \(name(reader))", oracle.tweet(tweet.id, for: reader)) {
                SeenTweet(try await test.services.tweets.tweet(tweet.id, for: reader))
            }
        }
    }

    private func compareLists(of owner: Int64, for reader: Int64?, limit: Int) async throws {
        let services = test.services
        let how = "of \(owner) for \(name(reader)), \(limit) a page"
        let exists = oracle.people.contains(owner)
        func tweets(_ list: [Oracle.Tweet]) -> [SeenTweet]? {
            exists ? list.compactMap { oracle.tweet($0.id, for: reader) } : nil
        }
        func users(_ list: [Int64]) -> [SeenUser]? {
            exists ? list.compactMap { oracle.user($0, for: reader) } : nil
        }
        // One's own timeline can be asked for only with a token, so an account that is gone is told otherwise.
        try await compare(
            "timeline \(how)", tweets(oracle.timeline(of: owner)), absent: owner == reader ? .invalidToken : .notFound
        ) {
            try await read(limit) { try await services.timelines.page(of: owner, for: reader, $0) }.map(SeenTweet.init)
        }
        try await compare("tweets \(how)", tweets(oracle.tweets(by: owner))) {
            try await read(limit) { try await services.tweets.page(by: owner, for: reader, $0) }.map(SeenTweet.init)
        }
        try await compare("likes \(how)", tweets(oracle.liked(by: owner))) {
            try await read(limit) { try await services.likes.page(by: owner, for: reader, $0) }.map(SeenTweet.init)
        }
        try await compare("followers \(how)", users(oracle.followers(of: owner))) {
            try await read(limit) { try await services.follows.followers(of: owner, for: reader, $0) }.map(
                SeenUser.init)
        }
        try await compare("following \(how)", users(oracle.following(by: owner))) {
            try await read(limit) { try await services.follows.following(by: owner, for: reader, $0) }.map(
                SeenUser.init)
        }
    }

    /// Reads a list to its end and sees that its pages are cut as they should be.
    private func read<Item>(_ limit: Int, _ page: (PageRequest) async throws -> Page<Item>) async throws -> [Item] {
        let read = try await pages(limit: limit, page)
        guard read.dropLast().allSatisfy({ $0.items.count == limit }),
            read.last.map({ $0.items.count <= limit }) == true
        else { throw Difference("pages of \(limit) hold \(read.map(\.items.count))") }
        guard read.count == 1 || read.last?.items.isEmpty == false else { throw Difference("the last page is empty") }
        return read.flatMap(\.items)
    }

    /// - Parameters:
    ///   - expected: nil when it is not there.
    ///   - absent: how the service should say so.
    private func compare<Seen: Equatable>(
        _ what: String, _ expected: Seen?, absent: Refusal = .notFound, _ read: () async throws -> Seen
    ) async throws {
        var shown: Seen?
        let refused = try await refusal { shown = try await read() }
        guard shown == expected, refused == (expected == nil ? absent : nil) else {
            throw Difference(
                "\(what):\n  service \(shown.map { "\($0)" } ?? "\(name(refused))")\n"
                    + "  oracle  \(expected.map { "\($0)" } ?? "\(absent)")")
        }
    }

    private func name<Value>(_ value: Value?) -> String {
        value.map { "\($0)" } ?? "nobody"
    }
}
