import Database
package import MinitterModel

/// Tweets: writing, showing and deleting them.
package struct TweetService: Sendable {
    let database: any Database
    let tweets = TweetStore()
    let users = UserStore()
    let likes = LikeStore()
    let timelines: TimelineStore
    let keeper: TimelineKeeper
    let deletedRowsAtOnce: Int
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

    /// Of a tweet with thousands of likes these are deleted first, in several transactions: should that be interrupted, the
    /// tweet is there with those that are left.
    ///
    /// - Parameter userID: who asks for it; nil for an operator, who may delete any.
    /// - Throws: ``ServiceError/notFound(detail:)``, ``ServiceError/notYours(detail:)``.
    package func delete(_ id: Int64, by userID: Int64?, once call: RepeatableCall? = nil) async throws {
        while try await hasManyLikes(id) {
            let deleted = try await database.write { [self] db in
                _ = try lock(id, toBeDeletedBy: userID, in: db)
                return try likes.deleteSome(of: id, atMost: deletedRowsAtOnce, in: db)
            }
            guard deleted > 0 else { break }
        }
        _ = try await database.write(by: userID, once: call, showing: \.author) { [self] db in
            let author = try lock(id, toBeDeletedBy: userID, in: db)
            try tweets.delete(id, by: author, in: db)
            try timelines.takeBack(id, by: author, in: db)
            return Deletion(author: author)
        }
    }

    private func hasManyLikes(_ id: Int64) async throws -> Bool {
        try await database.read { [self] db in
            try tweets.likeCount(of: id, in: db).map { $0 > deletedRowsAtOnce } ?? false
        }
    }

    /// - Returns: its author.
    private func lock(
        _ id: Int64, toBeDeletedBy userID: Int64?, in db: any DatabaseConnection
    ) throws -> Int64 {
        guard let author = try tweets.lock(id, in: db) else { throw ServiceError.noTweet(id) }
        guard userID == nil || userID == author else {
            throw ServiceError.notYours(detail: "Tweet \(id) is another person's; only its author can delete it.")
        }
        return author
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
