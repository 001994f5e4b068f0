package import Database

/// The table `tweets`.
package struct TweetStore: Sendable {
    /// Each author's tweets in their order.
    static let authorIndex: StaticString = "tweets_user_id_id"

    package init() {}

    /// - Returns: the tweet, and how many followers its author has; nil when there is no such author.
    package func insert(
        _ text: String, by author: Int64, at time: Timestamp, in db: any DatabaseConnection
    ) throws -> (tweet: Tweet, followerCount: Int)? {
        // First, because it locks the author's row, which the tweet refers to: two tweets that came to share that row
        // and then both wanted to change it would be a deadlock.
        let found = try db.first(
            "SELECT name, profile_picture, follower_count FROM users WHERE id = \(author) \(db.dialect.forUpdate)"
        ) { row in (name: try row[0] as String, picture: try row[1] as String?, followerCount: try row[2] as Int) }
        guard let found else { return nil }
        try db.execute("UPDATE users SET tweet_count = tweet_count + 1 WHERE id = \(author)")
        let id = try db.insert("INSERT INTO tweets (user_id, tweet, created_at) VALUES (\(author), \(text), \(time))")
        let tweet = Tweet(
            id: id, text: text, createdAt: time, likeCount: 0, liked: false,
            author: Tweet.Author(id: author, name: found.name, picture: found.picture))
        return (tweet, found.followerCount)
    }

    package func tweet(_ id: Int64, for reader: Int64?, in db: any DatabaseConnection) throws -> Tweet? {
        try db.first(
            """
            SELECT \(Self.columns) FROM tweets t \(Self.details(for: reader, db.dialect)) WHERE t.id = \(id)
            """
        ) { try Tweet(row: $0) }
    }

    /// Locks a tweet, for a write that will change it or refer to it.
    ///
    /// - Returns: its author; nil when there is no such tweet.
    package func lock(_ id: Int64, in db: any DatabaseConnection) throws -> Int64? {
        try db.value("SELECT user_id FROM tweets WHERE id = \(id) \(db.dialect.forUpdate)")
    }

    /// - Returns: nil when there is no such tweet.
    package func likeCount(of id: Int64, in db: any DatabaseConnection) throws -> Int? {
        try db.value("SELECT like_count FROM tweets WHERE id = \(id)")
    }

    /// A person's own tweets.
    package func page(
        by author: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<Tweet> {
        let entries = try entries(
            of: "tweets t \(db.dialect.byIndex(Self.authorIndex))",
            where: "t.user_id = \(author) AND t.id < \(request.upperBound)", position: "t.id",
            for: reader, request, in: db)
        return Page(entries, for: request)
    }

    /// Deletes a tweet and its likes.
    package func delete(_ id: Int64, by author: Int64, in db: any DatabaseConnection) throws {
        guard try db.execute("DELETE FROM tweets WHERE id = \(id) AND user_id = \(author)") > 0 else { return }
        try db.execute("UPDATE users SET tweet_count = tweet_count - 1 WHERE id = \(author)")
    }
}

// MARK: - Rows of tweets

extension TweetStore {
    /// What ``Tweet/init(row:)`` reads, of `tweets t` and of what ``details(for:_:)`` joins.
    static let columns: SQL = """
        t.id, t.tweet, t.created_at, t.like_count, u.id, u.name, u.profile_picture, l.id IS NOT NULL
        """

    static let columnCount = 8

    /// Joins each tweet `t` with its author and the reader's like. A join, because MariaDB takes twice as long for a
    /// subquery a row.
    static func details(for reader: Int64?, _ dialect: Dialect) -> SQL {
        """
        \(dialect.orderedJoin) users u ON u.id = t.user_id
        LEFT JOIN like_tweet_list l ON l.user_id = \(reader) AND l.tweet_id = t.id
        """
    }

    /// A tweet in a list, with its place there.
    typealias Entry = (item: Tweet, position: Int64)

    /// The tweets that a list names, those with the greatest position first.
    ///
    /// The tables are read in the order in which they are written: the first one's index gives the order and ends the
    /// reading after the page, and each of its rows leads to one row of each other table.
    ///
    /// - Parameters:
    ///   - tables: the list joined with `tweets t`.
    ///   - condition: keeps the list to its part.
    ///   - position: a column of the list.
    /// - Returns: up to `request.rowLimit`.
    func entries(
        of tables: SQL, where condition: SQL, position: SQL, for reader: Int64?, _ request: PageRequest,
        in db: any DatabaseConnection
    ) throws -> [Entry] {
        try db.rows(
            """
            SELECT \(Self.columns), \(position)
            FROM \(tables) \(Self.details(for: reader, db.dialect))
            WHERE \(condition) ORDER BY \(position) DESC LIMIT \(request.rowLimit)
            """
        ) { row in (item: try Tweet(row: row), position: try row[Self.columnCount]) }
    }
}

extension Tweet {
    /// - Parameter row: begins with ``TweetStore/columns``.
    init(row: any Row) throws {
        self.init(
            id: try row[0], text: try row[1], createdAt: try row[2], likeCount: try row[3], liked: try row[7],
            author: Author(id: try row[4], name: try row[5], picture: try row[6]))
    }
}
