import Database
package import MinitterModel

/// Likes.
package struct LikeService: Sendable {
    let database: any Database
    let likes = LikeStore()
    let tweets = TweetStore()
    let users = UserStore()
    let now: @Sendable () -> Timestamp

    /// Liking twice is the same as once.
    ///
    /// - Returns: the tweet as it then is.
    /// - Throws: ``ServiceError/notFound(detail:)``.
    package func like(_ tweetID: Int64, by userID: Int64, once call: RepeatableCall? = nil) async throws -> Tweet {
        try await change(tweetID, by: userID, once: call) { [likes, now] db in
            do {
                try likes.like(tweetID, by: userID, at: now(), in: db)
            } catch DatabaseError.foreignKeyViolation {
                // The tweet is locked, so it is the account that was deleted at this moment.
                throw ServiceError.accountGone
            }
        }
    }

    /// Taking a like back twice is the same as once.
    ///
    /// - Returns: the tweet as it then is.
    /// - Throws: ``ServiceError/notFound(detail:)``.
    package func unlike(_ tweetID: Int64, by userID: Int64, once call: RepeatableCall? = nil) async throws -> Tweet {
        try await change(tweetID, by: userID, once: call) { [likes] db in
            try likes.unlike(tweetID, by: userID, in: db)
        }
    }

    private func change(
        _ tweetID: Int64, by userID: Int64, once call: RepeatableCall?,
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Void
    ) async throws -> Tweet {
        try await database.write(by: userID, once: call, showing: \.author.id) { [tweets, users] db in
            guard try tweets.lock(tweetID, in: db) != nil else { throw ServiceError.noTweet(tweetID) }
            guard try users.exists(userID, in: db) else { throw ServiceError.accountGone }
            try body(db)
            guard let tweet = try tweets.tweet(tweetID, for: userID, in: db) else {
                throw ServiceError.noTweet(tweetID)
            }
            return tweet
        }
    }

    /// The tweets that a person likes, the last liked first.
    ///
    /// - Throws: ``ServiceError/notFound(detail:)`` when there is no such person.
    package func page(by userID: Int64, for reader: Int64?, _ request: PageRequest) async throws -> Page<Tweet> {
        try await database.read(for: reader) { [likes, users] db in
            guard try users.exists(userID, in: db) else { throw ServiceError.noUser(userID) }
            return try likes.page(by: userID, for: reader, request, in: db)
        }
    }
}
