package import Database

/// The home timeline: a person's own tweets and those of the people they follow.
package struct TimelineStore: Sendable {
    private let tweets = TweetStore()

    package init() {}

    package func page(
        of owner: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<Tweet> {
        try tweets.page(
            """
            SELECT id, id FROM tweets
            WHERE user_id IN (
                SELECT follow_user_id FROM users_follow_list WHERE user_id = \(owner) UNION ALL SELECT \(owner)
            ) AND id < \(request.upperBound)
            ORDER BY id DESC
            """,
            for: reader, request, in: db)
    }
}
