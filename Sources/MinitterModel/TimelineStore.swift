package import Database

/// The home timeline: a person's own tweets and those of the people they follow.
///
/// Reading a page costs the same however many people are followed and however many tweets there are. A tweet is
/// delivered (the table `home_timeline`) to its author's followers in the transaction that stores it, and a page is a
/// range of that table. Three things are not in it:
///
/// - **What is still to be delivered.** A popular author's tweet is acknowledged first and delivered after that, some
///   hundred followers at a time. Until then it is in `pending_deliveries`, which is empty most of the time, and whoever
///   follows the author finds it there. Found both ways, it is shown once: see `TimelineStore+Pending`.
/// - **What is older than the window.** `timelines.floor_tweet_id` is the greatest id below which the table may lack
///   tweets: all that belong into the timeline are there above it. A page that needs older ones is merged from the tweets
///   of everybody who is followed, which costs an index look-up a followed person.
/// - **Timelines that nobody reads.** Where the floor is NULL nothing is delivered and every page is merged, until the
///   timeline is made: see `TimelineStore+Rest`.
///
/// Whoever changes whom somebody follows holds the locks of both accounts (``UserStore/lock(_:in:)``), whoever delivers
/// that of the author, and whoever moves a floor that of its row.
package struct TimelineStore: Sendable {
    package let policy: TimelinePolicy
    private let tweets = TweetStore()

    package init(policy: TimelinePolicy) {
        self.policy = policy
    }

    /// A page, and what looking after the timeline should know of it.
    package struct Reading: Sendable {
        package let page: Page<Tweet>
        /// Whether the page could be read from what was delivered.
        package let wasReady: Bool
        /// Whether ``noteReading(of:at:in:)`` is due.
        package let isToBeNoted: Bool
    }

    /// A page by one statement, as most are.
    ///
    /// - Parameter today: readings that were noted before this are to be noted again.
    /// - Returns: nil where it takes more than that: ``page(of:for:_:today:in:)``.
    package func readyPage(
        of owner: Int64, for reader: Int64?, _ request: PageRequest, today: Timestamp, in db: any DatabaseConnection
    ) throws -> Reading? {
        let delivered = try delivered(to: owner, for: reader, request, today: today, in: db)
        guard let timeline = delivered.timeline, !timeline.hasPending,
            timeline.isAll(delivered.entries.count, of: request)
        else { return nil }
        return Reading(
            page: Page(delivered.entries, for: request), wasReady: true, isToBeNoted: timeline.isToBeNoted)
    }

    /// A page, whatever it takes. The statements must see one state.
    package func page(
        of owner: Int64, for reader: Int64?, _ request: PageRequest, today: Timestamp, in db: any DatabaseConnection
    ) throws -> Reading {
        let delivered = try delivered(to: owner, for: reader, request, today: today, in: db)
        // Where nothing was found, nothing is known of the timeline either.
        let timeline = try delivered.timeline ?? state(of: owner, today: today, in: db)
        guard let timeline, timeline.isAll(delivered.entries.count, of: request) else {
            return Reading(
                page: try history(of: owner, for: reader, request, in: db), wasReady: false,
                isToBeNoted: timeline?.isToBeNoted ?? true)
        }
        var entries = delivered.entries
        if timeline.hasPending {
            let pending = try pending(for: owner, reader: reader, request, in: db)
            entries = Self.merge(entries, pending, limit: request.rowLimit)
        }
        return Reading(page: Page(entries, for: request), wasReady: true, isToBeNoted: timeline.isToBeNoted)
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
    /// What is known of a timeline that is kept ready.
    private struct State {
        let floor: Int64
        /// Whether there may be tweets that are not delivered yet.
        let hasPending: Bool
        let isToBeNoted: Bool

        /// - Parameter column: of ``columns(today:)``.
        init(row: any Row, from column: Int) throws {
            floor = try row[column]
            hasPending = try row[column + 1]
            isToBeNoted = try row[column + 2]
        }

        /// Whether so many delivered tweets are all that belong on a page: there may be more below the floor.
        func isAll(_ count: Int, of request: PageRequest) -> Bool {
            floor == 0 || count == request.rowLimit
        }

        static func columns(today: Timestamp) -> SQL {
            "h.floor_tweet_id, EXISTS (SELECT 1 FROM pending_deliveries), h.read_at < \(today)"
        }
    }

    /// One statement tells all that most pages need: a page costs one round trip to the database.
    ///
    /// - Returns: nothing of the timeline where there are no tweets.
    private func delivered(
        to owner: Int64, for reader: Int64?, _ request: PageRequest, today: Timestamp, in db: any DatabaseConnection
    ) throws -> (entries: [TweetStore.Entry], timeline: State?) {
        let join = db.dialect.orderedJoin
        var timeline: State?
        // The joins skip what points to a tweet that was deleted.
        let entries: [TweetStore.Entry] = try db.rows(
            """
            SELECT \(TweetStore.columns), \(State.columns(today: today))
            FROM timelines h
                \(join) home_timeline d ON d.owner_id = h.owner_id AND d.tweet_id > h.floor_tweet_id
                \(join) tweets t ON t.id = d.tweet_id
                \(TweetStore.details(for: reader, db.dialect))
            WHERE h.owner_id = \(owner) AND d.owner_id = \(owner) AND d.tweet_id < \(request.upperBound)
            ORDER BY d.tweet_id DESC LIMIT \(request.rowLimit)
            """
        ) { row in
            let tweet = try Tweet(row: row)
            if timeline == nil { timeline = try State(row: row, from: TweetStore.columnCount) }
            return (tweet, tweet.id)
        }
        return (entries, timeline)
    }

    /// - Returns: nil when the timeline is not kept ready.
    private func state(of owner: Int64, today: Timestamp, in db: any DatabaseConnection) throws -> State? {
        try db.first(
            """
            SELECT \(State.columns(today: today)) FROM timelines h
            WHERE h.owner_id = \(owner) AND h.floor_tweet_id IS NOT NULL
            """
        ) { try State(row: $0, from: 0) }
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
