import Database
import DequeModule
import Logging
import MinitterModel
import Synchronization

/// Does later what keeps timelines short and cheap to read, so that no request waits for it.
///
/// Nothing depends on it being done: until then a page costs more, or a table is longer. So the list of what is to be
/// done is kept in memory, and is bounded; deliveries that a server has left undone are in the database
/// (``notePendingDeliveries()``).
package final class TimelineKeeper: Sendable {
    private enum Chore: Hashable {
        /// Make a timeline that could not be read from what was delivered.
        case make(owner: Int64)
        /// Cut some of the timelines back to which an author has delivered.
        case trim(author: Int64)
        /// Deliver a popular author's tweet to the next followers.
        case deliver(tweetID: Int64, author: Int64)
        /// Note that somebody's timeline has been read today.
        case noteReading(owner: Int64)

        var isDelivery: Bool {
            if case .deliver = self { true } else { false }
        }
    }

    private struct Waiting {
        var chores: Deque<Chore> = []
        var known: Set<Chore> = []
    }

    private let database: any Database
    private let timelines: TimelineStore
    private let users = UserStore()
    private let logger: Logger
    private let now: @Sendable () -> Timestamp
    private let waiting = Mutex(Waiting())
    private let signals = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    private static let maximumWaiting = 1_000
    /// An author's followers are looked at after one tweet of so many.
    private static let tweetsPerLook = 16
    /// Accounts that are looked at in one query for those who no longer read.
    private static let ownersPerLook: Int64 = 10_000
    /// Tweets that are still to be delivered cost every reader something. When there are more, their authors help.
    private static let maximumDeliveries = 32
    /// Parts of a tweet's delivery that its author waits for then: some tens of milliseconds.
    private static let partsToHelp = 8

    init(
        database: any Database, timelines: TimelineStore, logger: Logger, now: @escaping @Sendable () -> Timestamp
    ) {
        self.database = database
        self.timelines = timelines
        self.logger = logger
        self.now = now
    }

    /// What waits to be done.
    package var load: Int { waiting.withLock { $0.chores.count } }
}

// MARK: - What is to be done

extension TimelineKeeper {
    func noteTweet(by author: Int64) {
        let tweetsPerLook = min(Self.tweetsPerLook, timelines.policy.deliveriesPerTrim)
        if Int.random(in: 0..<tweetsPerLook) == 0 { add(.trim(author: author)) }
    }

    /// That somebody's first page was not to be had from what was delivered.
    func noteLongWay(of owner: Int64) {
        add(.make(owner: owner))
    }

    func noteReading(of owner: Int64) {
        add(.noteReading(owner: owner))
    }

    /// That a tweet is stored and is still to be delivered. Where too many are waiting, it returns when some of this one is.
    func noteDelivery(of tweetID: Int64, by author: Int64) async {
        if waiting.withLock({ $0.chores.count(where: \.isDelivery) >= Self.maximumDeliveries }) {
            do {
                for _ in 0..<Self.partsToHelp {
                    guard try await deliverNext(tweetID, by: author) else { return }
                }
            } catch {
                // The tweet itself is stored, and the delivery is noted in the database.
                logger.debug("a delivery failed", metadata: ["reason": "\(error)"])
            }
        }
        add(.deliver(tweetID: tweetID, author: author))
    }

    /// Finds deliveries that were left undone, such as by a server that was killed.
    package func notePendingDeliveries() async throws {
        let pending = try await database.read { [timelines] db in
            try timelines.pendingDeliveries(limit: Self.maximumDeliveries, in: db)
        }
        for delivery in pending { add(.deliver(tweetID: delivery.tweetID, author: delivery.author)) }
    }

    private func add(_ chore: Chore) {
        let isNew = waiting.withLock { waiting in
            guard waiting.chores.count < Self.maximumWaiting, waiting.known.insert(chore).inserted else { return false }
            waiting.chores.append(chore)
            return true
        }
        if isNew { signals.continuation.yield() }
    }

    private func next() -> Chore? {
        waiting.withLock { waiting in
            guard let chore = waiting.chores.popFirst() else { return nil }
            waiting.known.remove(chore)
            return chore
        }
    }
}

// MARK: - Doing it

extension TimelineKeeper {
    /// Does what comes, until it is cancelled.
    package func run() async {
        for await _ in signals.stream { await workOff() }
    }

    /// Does all that waits.
    package func workOff() async {
        // The database's calls go on when they are cancelled.
        while !Task.isCancelled, let chore = next() {
            do {
                try await perform(chore)
            } catch is CancellationError {
                return
            } catch {
                // It will be noted again when it matters again.
                logger.debug("the upkeep of a timeline failed", metadata: ["reason": "\(error)"])
            }
        }
    }

    private func perform(_ chore: Chore) async throws {
        switch chore {
        case .make(let owner): try await make(owner)
        case .trim(let author): try await trim(after: author)
        case .deliver(let tweetID, let author):
            // One part at a time, so that nothing else waits for a tweet with a million followers.
            if try await deliverNext(tweetID, by: author) { add(chore) }
        case .noteReading(let owner):
            try await database.write { [timelines, now] db in try timelines.noteReading(of: owner, at: now(), in: db) }
        }
    }

    /// - Returns: whether there is more to be done.
    private func deliverNext(_ tweetID: Int64, by author: Int64) async throws -> Bool {
        let owners = try await database.write { [users, timelines] db in
            _ = try users.lock([author], in: db)
            return try timelines.deliverNext(tweetID, by: author, in: db)
        }
        guard let owners else { return false }
        try await trim(owners, oneIn: timelines.policy.deliveriesPerTrim)
        return true
    }

    /// Makes a person's timeline anew.
    ///
    /// - Parameter onlyIfRead: leaves it as it is when nobody has read it for long.
    func make(_ owner: Int64, onlyIfRead: Bool = false) async throws {
        try await database.write { [users, timelines, now] db in
            guard try !users.lock([owner], in: db).isEmpty else { return }
            guard try !onlyIfRead || timelines.isRead(owner, at: now(), in: db) else { return }
            try timelines.make(for: owner, at: now(), in: db)
        }
    }

    /// No longer keeps timelines ready that nobody has read for long.
    package func layUnreadToRest() async throws {
        let end = timelines.policy.end(ofReadingBefore: now())
        let last = try await database.read { [users] db in try users.greatestID(in: db) }
        for first in stride(from: Int64(1), through: last, by: Int(Self.ownersPerLook)) {
            let unread = try await database.read { [timelines] db in
                try timelines.unread(since: end, owners: first...(first + Self.ownersPerLook - 1), in: db)
            }
            for owner in unread {
                try Task.checkCancellation()
                try await database.write { [timelines] db in
                    try timelines.lay(toRest: owner, unlessReadSince: end, in: db)
                }
            }
        }
    }

    /// Cuts back a share of the timelines that an author delivers to, so that one is cut once in
    /// ``TimelinePolicy/deliveriesPerTrim`` deliveries.
    private func trim(after author: Int64) async throws {
        let share = max(1, timelines.policy.deliveriesPerTrim / Self.tweetsPerLook)
        let owners = try await database.read { [timelines] db in
            try timelines.ownersDeliveredAtOnce(by: author, in: db)
        }
        try await trim(owners, oneIn: share)
    }

    private func trim(_ owners: [Int64], oneIn share: Int) async throws {
        for owner in owners where Int.random(in: 0..<share) == 0 {
            try await database.write { [timelines] db in try timelines.trim(owner, in: db) }
        }
    }
}
