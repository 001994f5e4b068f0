package import Database

/// The table `tweets`.
package struct TweetStore: Sendable {
    package init() {}

    /// - Returns: the tweet's id; nil when there is no such author.
    package func insert(
        _ text: String, by author: Int64, at time: Timestamp, in db: any DatabaseConnection
    ) throws -> Int64? {
        // First, because it locks the author's row, which the tweet refers to: two tweets that came to share that row
        // and then both wanted to change it would be a deadlock.
        guard try db.execute("UPDATE users SET tweet_count = tweet_count + 1 WHERE id = \(author)") > 0 else {
            return nil
        }
        return try db.insert("INSERT INTO tweets (user_id, tweet, created_at) VALUES (\(author), \(text), \(time))")
    }

    package func tweet(_ id: Int64, for reader: Int64?, in db: any DatabaseConnection) throws -> Tweet? {
        try db.first(
            """
            SELECT \(Self.columns(for: reader))
            FROM tweets t JOIN users u ON u.id = t.user_id WHERE t.id = \(id)
            """
        ) { try Tweet(row: $0) }
    }

    /// Locks a tweet, for a write that will change it or refer to it.
    ///
    /// - Returns: its author; nil when there is no such tweet.
    package func lock(_ id: Int64, in db: any DatabaseConnection) throws -> Int64? {
        try db.value("SELECT user_id FROM tweets WHERE id = \(id) \(db.dialect.forUpdate)")
    }

    /// A person's own tweets.
    package func page(
        by author: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<Tweet> {
        try page(
            "SELECT id, id FROM tweets WHERE user_id = \(author) AND id < \(request.upperBound) ORDER BY id DESC",
            for: reader, request, in: db)
    }

    /// Deletes a tweet and its likes.
    package func delete(_ id: Int64, by author: Int64, in db: any DatabaseConnection) throws {
        guard try db.execute("DELETE FROM tweets WHERE id = \(id) AND user_id = \(author)") > 0 else { return }
        try db.execute("UPDATE users SET tweet_count = tweet_count - 1 WHERE id = \(author)")
    }
}

// MARK: - Rows of tweets

extension TweetStore {
    /// What ``Tweet/init(row:)`` reads, of tables that are called `t` (tweets) and `u` (users).
    static func columns(for reader: Int64?) -> SQL {
        """
        t.id, t.tweet, t.created_at, t.like_count, u.id, u.name, u.profile_picture,
        EXISTS (SELECT 1 FROM like_tweet_list l WHERE l.user_id = \(reader) AND l.tweet_id = t.id)
        """
    }

    /// The tweets that a list names.
    ///
    /// - Parameter list: a query whose two columns are the tweet's id and the position in the list, with the greatest
    ///   position first. It reads an index alone; only the rows of this page are then fetched, by primary key.
    func page(
        _ list: SQL, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<Tweet> {
        let rows = try db.rows(
            """
            WITH page (tweet_id, list_position) AS (\(list) LIMIT \(request.rowLimit))
            SELECT \(Self.columns(for: reader)), page.list_position
            FROM page JOIN tweets t ON t.id = page.tweet_id JOIN users u ON u.id = t.user_id
            ORDER BY page.list_position DESC
            """
        ) { row in (item: try Tweet(row: row), position: try row[8] as Int64) }
        return Page(rows, for: request)
    }
}

extension Tweet {
    /// - Parameter row: begins with ``TweetStore/columns(for:)``.
    init(row: any Row) throws {
        self.init(
            id: try row[0], text: try row[1], createdAt: try row[2], likeCount: try row[3], liked: try row[7],
            author: Author(id: try row[4], name: try row[5], picture: try row[6]))
    }
}
