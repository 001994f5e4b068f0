import Database
package import MinitterModel

/// Tweets: writing, showing and deleting them.
package struct TweetService: Sendable {
    let database: any Database
    let tweets = TweetStore()
    let users = UserStore()
    let timelines: TimelineStore
    let keeper: TimelineKeeper
    let now: @Sendable () -> Timestamp

    /// - Throws: ``ServiceError/invalid(field:detail:)`` unless it has 1 to 300 Unicode scalars.
    package func post(_ text: String, by author: Int64, once call: RepeatableCall? = nil) async throws -> Tweet {
        try TextRule.tweet.check(text)
        let posted = try await database.write(by: author, once: call, showing: \.tweet.author.id) {
            [tweets, timelines, now] db in
            guard let (tweet, followerCount) = try tweets.insert(text, by: author, at: now(), in: db) else {
                throw ServiceError.accountGone
            }
            let isPending = try timelines.deliver(tweet.id, by: author, followerCount: followerCount, in: db)
            return Posted(tweet: tweet, isPending: isPending)
        }
        if posted.isPending {
            await keeper.noteDelivery(of: posted.tweet.id, by: author)
        } else {
            keeper.noteTweet(by: author)
        }
        return posted.tweet
    }

    /// - Throws: ``ServiceError/notFound(detail:)``.
    package func tweet(_ id: Int64, for reader: Int64?) async throws -> Tweet {
        try await database.read(for: reader) { [tweets] db in
            guard let tweet = try tweets.tweet(id, for: reader, in: db) else { throw ServiceError.noTweet(id) }
            return tweet
        }
    }

    /// A person's own tweets, newest first.
    ///
    /// - Throws: ``ServiceError/notFound(detail:)`` when there is no such person.
    package func page(by author: Int64, for reader: Int64?, _ request: PageRequest) async throws -> Page<Tweet> {
        try await database.read(for: reader) { [tweets, users] db in
            guard try users.exists(author, in: db) else { throw ServiceError.noUser(author) }
            return try tweets.page(by: author, for: reader, request, in: db)
        }
    }

    /// - Parameter userID: who asks for it; nil for an operator, who may delete any.
    /// - Throws: ``ServiceError/notFound(detail:)``, ``ServiceError/notYours(detail:)``.
    package func delete(_ id: Int64, by userID: Int64?, once call: RepeatableCall? = nil) async throws {
        _ = try await database.write(by: userID, once: call, showing: \.author) { [tweets, timelines] db in
            guard let author = try tweets.lock(id, in: db) else { throw ServiceError.noTweet(id) }
            guard userID == nil || userID == author else {
                throw ServiceError.notYours(detail: "Tweet \(id) is another person's; only its author can delete it.")
            }
            try tweets.delete(id, by: author, in: db)
            try timelines.takeBack(id, by: author, in: db)
            return Deletion(author: author)
        }
    }

    /// A tweet, and whether it is still to be delivered, which is not kept for a repeated call.
    private struct Posted: Codable {
        let tweet: Tweet
        let isPending: Bool

        init(tweet: Tweet, isPending: Bool) {
            self.tweet = tweet
            self.isPending = isPending
        }

        init(from decoder: any Decoder) throws {
            self.init(tweet: try Tweet(from: decoder), isPending: false)
        }

        func encode(to encoder: any Encoder) throws {
            try tweet.encode(to: encoder)
        }
    }

    private struct Deletion: Codable {
        let author: Int64
    }
}
