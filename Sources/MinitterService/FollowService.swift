import Database
package import MinitterModel

/// Following people.
package struct FollowService: Sendable {
    let database: any Database
    let follows = FollowStore()
    let users = UserStore()
    let timelines: TimelineStore
    let now: @Sendable () -> Timestamp

    /// Following twice is the same as once.
    ///
    /// - Returns: the followed person as they then are.
    /// - Throws: ``ServiceError/notFound(detail:)``; ``ServiceError/invalid(field:detail:)`` for oneself.
    package func follow(_ followed: Int64, by follower: Int64, once call: RepeatableCall? = nil) async throws -> User {
        guard followed != follower else {
            throw ServiceError.invalid(
                field: "follow", detail: "You can't follow yourself: your timeline shows your own tweets anyway.")
        }
        return try await change(followed, by: follower, once: call) { [follows, timelines, now] db in
            guard try follows.follow(followed, by: follower, at: now(), in: db) else { return }
            try timelines.addAuthor(followed, to: follower, in: db)
        }
    }

    /// Unfollowing twice is the same as once.
    ///
    /// - Returns: the person as they then are.
    /// - Throws: ``ServiceError/notFound(detail:)``.
    package func unfollow(
        _ followed: Int64, by follower: Int64, once call: RepeatableCall? = nil
    ) async throws -> User {
        try await change(followed, by: follower, once: call) { [follows, timelines] db in
            guard try follows.unfollow(followed, by: follower, in: db) else { return }
            try timelines.removeAuthor(followed, from: follower, in: db)
        }
    }

    private func change(
        _ followed: Int64, by follower: Int64, once call: RepeatableCall?,
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Void
    ) async throws -> User {
        try await database.write(by: follower, once: call, showing: \.id) { [users] db in
            let present = try users.lock([followed, follower], in: db)
            guard present.contains(followed) else { throw ServiceError.noUser(followed) }
            guard present.contains(follower) else { throw ServiceError.accountGone }
            try body(db)
            guard let user = try users.user(followed, for: follower, in: db) else {
                throw ServiceError.noUser(followed)
            }
            return user
        }
    }

    /// Those who follow a person, the newest follower first.
    ///
    /// - Throws: ``ServiceError/notFound(detail:)`` when there is no such person.
    package func followers(
        of userID: Int64, for reader: Int64?, _ request: PageRequest
    ) async throws -> Page<User> {
        try await page(of: userID, for: reader) { [follows] db in
            try follows.followers(of: userID, for: reader, request, in: db)
        }
    }

    /// Those whom a person follows, the newest first.
    ///
    /// - Throws: ``ServiceError/notFound(detail:)`` when there is no such person.
    package func following(
        by userID: Int64, for reader: Int64?, _ request: PageRequest
    ) async throws -> Page<User> {
        try await page(of: userID, for: reader) { [follows] db in
            try follows.following(by: userID, for: reader, request, in: db)
        }
    }

    private func page(
        of userID: Int64, for reader: Int64?,
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Page<User>
    ) async throws -> Page<User> {
        try await database.read(for: reader) { [users] db in
            guard try users.exists(userID, in: db) else { throw ServiceError.noUser(userID) }
            return try body(db)
        }
    }
}
