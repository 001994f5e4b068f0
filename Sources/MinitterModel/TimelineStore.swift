package import Database

/// The home timeline: a person's own tweets and those of the people they follow.
///
/// Reading a page costs the same however many people are followed and however many tweets there are. A tweet is
/// delivered (the table `home_timeline`) to its author's followers in the transaction that stores it, and a page is a
/// range of that table. Two things are not in it:
///
/// - **Tweets of popular authors**, which would have to be delivered too often. Who follows one has a row in
///   `popular_follows`, and their newest tweets are merged in when the page is read. The row, not the author's present
///   popularity, is what makes a reader merge, and a tweet that is found both ways is shown once. So nothing is hidden
///   or doubled when an author becomes popular or stops being it: see `TimelineStore+Popularity`.
/// - **What is older than the window.** `timeline_states.floor_tweet_id` is the greatest id below which the table may
///   lack tweets: all that belong into the timeline and were delivered are there above it. A page that needs older ones
///   is merged from the tweets of everybody who is followed, which costs an index look-up a followed person. So is
///   every page of a timeline that has not been made yet (NULL).
///
/// Whoever changes whom somebody follows holds the locks of both accounts (``UserStore/lock(_:in:)``), whoever delivers
/// that of the author, and whoever moves a floor that of its row.
package struct TimelineStore: Sendable {
    package let policy: TimelinePolicy
    private let tweets = TweetStore()

    package init(policy: TimelinePolicy) {
        self.policy = policy
    }

    /// - Returns: the page, and whether it could be read from what was delivered.
    package func page(
        of owner: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> (page: Page<Tweet>, wasDelivered: Bool) {
        let (floor, popular) = try state(of: owner, below: request.upperBound, in: db)
        guard let floor else { return (try history(of: owner, for: reader, request, in: db), false) }
        let delivered = try delivered(to: owner, above: floor, for: reader, request, in: db)
        let isFull = delivered.count == request.rowLimit
        guard isFull || floor == 0 else { return (try history(of: owner, for: reader, request, in: db), false) }

        // Only an author whose newest tweet comes before the last of these can have one on this page.
        let last = isFull ? delivered[delivered.count - 1].position : 0
        let authors = popular.filter { $0.newest > last }.sorted { $0.newest > $1.newest }.prefix(request.rowLimit)
        guard !authors.isEmpty else { return (Page(delivered, for: request), true) }
        let merged = try newest(of: authors.map(\.author), for: reader, request, in: db)
        return (Page(Self.merge(delivered, merged, limit: request.rowLimit), for: request), true)
    }

    /// Two lists as one, without what is in both.
    private static func merge(
        _ one: [TweetStore.Entry], _ other: [TweetStore.Entry], limit: Int
    ) -> [TweetStore.Entry] {
        var merged: [TweetStore.Entry] = []
        var (next, otherNext) = (one.startIndex, other.startIndex)
        while merged.count < limit {
            let (position, otherPosition) = (
                next < one.endIndex ? one[next].position : .min,
                otherNext < other.endIndex ? other[otherNext].position : .min
            )
            if position == .min, otherPosition == .min { break }
            merged.append(position >= otherPosition ? one[next] : other[otherNext])
            if position >= otherPosition { next += 1 }
            if otherPosition >= position { otherNext += 1 }
        }
        return merged
    }
}

// MARK: - What was delivered

extension TimelineStore {
    /// - Returns: the floor; nil when the timeline has not been made. And each popular author who is followed, with
    ///   their newest tweet below the bound.
    private func state(
        of owner: Int64, below bound: Int64, in db: any DatabaseConnection
    ) throws -> (floor: Int64?, popular: [(author: Int64, newest: Int64)]) {
        let rows = try db.rows(
            """
            SELECT s.floor_tweet_id, p.author_id, \(Self.newestTweet(of: "p.author_id", below: bound))
            FROM timeline_states s LEFT JOIN popular_follows p ON p.user_id = s.user_id
            WHERE s.user_id = \(owner)
            """
        ) { row in (floor: try row[0] as Int64?, author: try row[1] as Int64?, newest: try row[2] as Int64?) }
        return (
            rows.first?.floor,
            rows.compactMap { row in
                guard let author = row.author, let newest = row.newest else { return nil }
                return (author, newest)
            }
        )
    }

    private func delivered(
        to owner: Int64, above floor: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> [TweetStore.Entry] {
        // The join skips what points to a tweet that was deleted.
        try tweets.entries(
            of: "home_timeline h \(db.dialect.orderedJoin) tweets t ON t.id = h.tweet_id",
            where: "h.owner_id = \(owner) AND h.tweet_id < \(request.upperBound) AND h.tweet_id > \(floor)",
            position: "h.tweet_id", for: reader, request, in: db)
    }
}

// MARK: - What was not

extension TimelineStore {
    /// A page found by going through everybody who is followed.
    private func history(
        of owner: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> Page<Tweet> {
        let authors = try latestAuthors(for: owner, below: request.upperBound, limit: request.rowLimit, in: db)
        guard !authors.isEmpty else { return Page(items: [], next: nil) }
        return Page(try newest(of: authors, for: reader, request, in: db), for: request)
    }

    /// Of the owner and those whom they follow, the ones whose newest tweets below a bound are the newest. No other can
    /// have one among the first `limit` tweets.
    ///
    /// - Parameter withPopular: false leaves out those of the followed who are popular.
    func latestAuthors(
        for owner: Int64, withPopular: Bool = true, below bound: Int64, limit: Int, in db: any DatabaseConnection
    ) throws -> [Int64] {
        let isWanted: SQL =
            withPopular
            ? "1 = 1"
            : "NOT EXISTS (SELECT 1 FROM timeline_states s WHERE s.user_id = follow_user_id AND s.is_popular = 1)"
        let authors = try db.rows(
            """
            SELECT follow_user_id, \(Self.newestTweet(of: "follow_user_id", below: bound)) AS newest
            FROM users_follow_list WHERE user_id = \(owner) AND \(isWanted)
            UNION ALL SELECT \(owner), \(Self.newestTweet(of: "\(owner)", below: bound))
            ORDER BY newest DESC LIMIT \(limit)
            """
        ) { row in (author: try row[0] as Int64, newest: try row[1] as Int64?) }
        return authors.filter { $0.newest != nil }.map(\.author)
    }

    private static func newestTweet(of author: SQL, below bound: Int64) -> SQL {
        """
        (SELECT n.id FROM tweets n WHERE n.user_id = \(author) AND n.id < \(bound) ORDER BY n.id DESC LIMIT 1)
        """
    }

    private func newest(
        of authors: [Int64], for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> [TweetStore.Entry] {
        let list = Self.candidates(of: authors, below: request.upperBound, limit: request.rowLimit)
        return try tweets.entries(
            of: """
                (\(list) ORDER BY id DESC LIMIT \(request.rowLimit)) AS newest
                \(db.dialect.orderedJoin) tweets t ON t.id = newest.id
                """,
            where: "1 = 1", position: "newest.id", for: reader, request, in: db)
    }

    /// A query of `id` and `user_id` for up to `limit` of the newest tweets of each of these authors.
    ///
    /// A branch each, because neither engine finds the newest of several ranges without reading all of each. Their
    /// number is rounded up to a power of two, so that there are few texts to prepare.
    static func candidates(of authors: [Int64], below bound: Int64, limit: Int) -> SQL {
        var branches = 1
        while branches < authors.count { branches *= 2 }
        // No account has the id 0.
        let padded = authors + Array(repeating: 0, count: branches - authors.count)
        let union = padded.dropFirst().reduce(branch(of: padded[0], below: bound, limit: limit)) { union, author in
            "\(union) UNION ALL \(branch(of: author, below: bound, limit: limit))"
        }
        return "SELECT id, user_id FROM (\(union)) AS candidates"
    }

    private static func branch(of author: Int64, below bound: Int64, limit: Int) -> SQL {
        """
        SELECT id, user_id FROM (SELECT id, user_id FROM tweets WHERE user_id = \(author) AND id < \(bound)
        ORDER BY id DESC LIMIT \(limit)) AS branch
        """
    }
}
