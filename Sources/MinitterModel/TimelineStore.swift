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
        let delivered = try delivered(to: owner, for: reader, request, in: db)
        let isFull = delivered.count == request.rowLimit
        // Where nothing was found, nothing is known of the timeline either.
        let isComplete = try isFull || (delivered.first?.floor ?? floor(of: owner, in: db)) == 0
        guard isComplete else { return (try history(of: owner, for: reader, request, in: db), false) }
        guard delivered.first?.hasPopular != false else { return (Page(delivered.map(\.entry), for: request), true) }
        return (try merged(with: delivered.map(\.entry), owner, for: reader, request, in: db), true)
    }

    /// A page of what was delivered and of the tweets of popular authors.
    private func merged(
        with delivered: [TweetStore.Entry], _ owner: Int64, for reader: Int64?, _ request: PageRequest,
        in db: any DatabaseConnection
    ) throws -> Page<Tweet> {
        let popular = try popularAuthors(for: owner, below: request.upperBound, in: db)
        guard !popular.isEmpty else { return Page(delivered, for: request) }
        let theirs: [TweetStore.Entry]
        // So many tweets are known to be there, so the page ends no lower than the last of them. One may be known twice:
        // it was delivered before its author became popular.
        let known = Set(delivered.map(\.position) + popular.map(\.newest)).sorted(by: >)
        if known.count >= request.rowLimit {
            let lowest = known[request.rowLimit - 1]
            guard popular.contains(where: { $0.newest >= lowest }) else { return Page(delivered, for: request) }
            theirs = try popularTweets(for: owner, from: lowest, reader: reader, request, in: db)
        } else {
            theirs = try newest(of: popular.map(\.author), for: reader, request, in: db)
        }
        return Page(Self.merge(delivered, theirs, limit: request.rowLimit), for: request)
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
    /// A tweet that was delivered, with what is known of the timeline.
    private typealias Delivered = (entry: TweetStore.Entry, floor: Int64, hasPopular: Bool)

    /// One statement tells all that most pages need: a page costs one round trip to the database.
    private func delivered(
        to owner: Int64, for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> [Delivered] {
        let join = db.dialect.orderedJoin
        // The joins skip what points to a tweet that was deleted.
        return try db.rows(
            """
            SELECT \(TweetStore.columns(for: reader)), h.tweet_id, s.floor_tweet_id,
                EXISTS (SELECT 1 FROM popular_follows p WHERE p.user_id = \(owner))
            FROM timeline_states s
                \(join) home_timeline h ON h.owner_id = s.user_id AND h.tweet_id > s.floor_tweet_id
                \(join) tweets t ON t.id = h.tweet_id
                \(join) users u ON u.id = t.user_id
            WHERE s.user_id = \(owner) AND h.owner_id = \(owner) AND h.tweet_id < \(request.upperBound)
            ORDER BY h.tweet_id DESC LIMIT \(request.rowLimit)
            """
        ) { row in (entry: (try Tweet(row: row), try row[8]), floor: try row[9], hasPopular: try row[10]) }
    }

    /// - Returns: nil when the timeline has not been made.
    func floor(of owner: Int64, in db: any DatabaseConnection) throws -> Int64? {
        try db.value("SELECT floor_tweet_id FROM timeline_states WHERE user_id = \(owner)", as: Int64?.self) ?? nil
    }

    /// Each popular author whom somebody follows, with their newest tweet below a bound.
    private func popularAuthors(
        for owner: Int64, below bound: Int64, in db: any DatabaseConnection
    ) throws -> [(author: Int64, newest: Int64)] {
        try db.rows(
            """
            SELECT author_id, \(Self.newestTweet(of: "author_id", below: bound, db.dialect))
            FROM popular_follows WHERE user_id = \(owner)
            """
        ) { row in (author: try row[0] as Int64, newest: try row[1] as Int64?) }
        .compactMap { row in row.newest.map { (row.author, $0) } }
    }
}

extension TimelineStore {
    /// The tweets from an id on of the popular authors whom somebody follows. Few are above it that
    /// do not belong on the page, so they are read by a range of each author and sorted.
    private func popularTweets(
        for owner: Int64, from lowest: Int64, reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> [TweetStore.Entry] {
        let join = db.dialect.orderedJoin
        return try tweets.entries(
            of: """
                (SELECT n.id FROM popular_follows p
                    \(join) tweets n \(db.dialect.byIndex(TweetStore.authorIndex)) ON n.user_id = p.author_id
                        AND n.id >= \(lowest) AND n.id < \(request.upperBound)
                    WHERE p.user_id = \(owner) ORDER BY n.id DESC LIMIT \(request.rowLimit)) AS newest
                \(join) tweets t ON t.id = newest.id
                """,
            where: "1 = 1", position: "newest.id", for: reader, request, in: db)
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
    private func latestAuthors(
        for owner: Int64, below bound: Int64, limit: Int, in db: any DatabaseConnection
    ) throws -> [Int64] {
        let authors = try db.rows(
            """
            SELECT follow_user_id, \(Self.newestTweet(of: "follow_user_id", below: bound, db.dialect)) AS newest
            FROM users_follow_list WHERE user_id = \(owner)
            UNION ALL SELECT \(owner), \(Self.newestTweet(of: "\(owner)", below: bound, db.dialect))
            ORDER BY newest DESC LIMIT \(limit)
            """
        ) { row in (author: try row[0] as Int64, newest: try row[1] as Int64?) }
        return authors.filter { $0.newest != nil }.map(\.author)
    }

    private static func newestTweet(of author: SQL, below bound: Int64, _ dialect: Dialect) -> SQL {
        """
        (SELECT n.id FROM tweets n \(dialect.byIndex(TweetStore.authorIndex))
        WHERE n.user_id = \(author) AND n.id < \(bound) ORDER BY n.id DESC LIMIT 1)
        """
    }

    private func newest(
        of authors: [Int64], for reader: Int64?, _ request: PageRequest, in db: any DatabaseConnection
    ) throws -> [TweetStore.Entry] {
        let list = Self.candidates(of: authors, below: request.upperBound, limit: request.rowLimit, db.dialect)
        return try tweets.entries(
            of: """
                (\(list) ORDER BY id DESC LIMIT \(request.rowLimit)) AS newest
                \(db.dialect.orderedJoin) tweets t ON t.id = newest.id
                """,
            where: "1 = 1", position: "newest.id", for: reader, request, in: db)
    }

    /// A query of `id` for up to `limit` of the newest tweets of each of these authors.
    ///
    /// A branch each, because neither engine finds the newest of several ranges without reading all of each. Their
    /// number is rounded up to a power of two, so that there are few texts to prepare.
    private static func candidates(of authors: [Int64], below bound: Int64, limit: Int, _ dialect: Dialect) -> SQL {
        var branches = 1
        while branches < authors.count { branches *= 2 }
        // No account has the id 0.
        let padded = authors + Array(repeating: 0, count: branches - authors.count)
        let union = SQL(
            joining: padded.map { branch(of: $0, below: bound, limit: limit, dialect) }, by: " UNION ALL ")
        return "SELECT id FROM (\(union)) AS candidates"
    }

    private static func branch(of author: Int64, below bound: Int64, limit: Int, _ dialect: Dialect) -> SQL {
        """
        SELECT id FROM (
            SELECT id FROM tweets \(dialect.byIndex(TweetStore.authorIndex))
            WHERE user_id = \(author) AND id < \(bound) ORDER BY id DESC LIMIT \(limit)
        ) AS branch
        """
    }
}
