import Database
import DequeModule
import Logging
import MinitterModel
import Synchronization

/// Does later what keeps timelines short and cheap to read, so that no request waits for it.
///
/// Nothing depends on it being done: until then a page costs more, or a table is longer. So the list of what is to be
/// done is kept in memory, and is bounded.
package final class TimelineKeeper: Sendable {
    private enum Task: Hashable {
        /// Make a timeline that could not be read from what was delivered.
        case make(owner: Int64)
        /// Cut some of the timelines back to which an author has delivered.
        case trim(author: Int64)
        /// Let followers no longer merge the tweets of an author who was popular.
        case unmark(author: Int64)
    }

    private struct Waiting {
        var tasks: Deque<Task> = []
        var known: Set<Task> = []
    }

    private let database: any Database
    private let timelines: TimelineStore
    private let users = UserStore()
    private let logger: Logger
    private let waiting = Mutex(Waiting())
    private let signals = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    private static let maximumWaiting = 1_000
    /// An author's followers are looked at after one tweet of so many.
    private static let tweetsPerLook = 8

    init(database: any Database, timelines: TimelineStore, logger: Logger) {
        self.database = database
        self.timelines = timelines
        self.logger = logger
    }

    /// What waits to be done.
    package var load: Int { waiting.withLock { $0.tasks.count } }
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

    /// That somebody has lost a follower, and has so many left.
    func noteLostFollower(of author: Int64, followerCount: Int) {
        guard timelines.policy.isUnpopular(followerCount: followerCount) else { return }
        add(.unmark(author: author))
    }

    private func add(_ task: Task) {
        let isNew = waiting.withLock { waiting in
            guard waiting.tasks.count < Self.maximumWaiting, waiting.known.insert(task).inserted else { return false }
            waiting.tasks.append(task)
            return true
        }
        if isNew { signals.continuation.yield() }
    }

    private func next() -> Task? {
        waiting.withLock { waiting in
            guard let task = waiting.tasks.popFirst() else { return nil }
            waiting.known.remove(task)
            return task
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
        while let task = next() {
            do {
                try await perform(task)
            } catch is CancellationError {
                return
            } catch {
                // It will be noted again when it matters again.
                logger.debug("the upkeep of a timeline failed", metadata: ["reason": "\(error)"])
            }
        }
    }

    private func perform(_ task: Task) async throws {
        switch task {
        case .make(let owner): try await make(owner)
        case .trim(let author): try await trim(after: author)
        case .unmark(let author): try await unmark(author)
        }
    }

    /// Makes a person's timeline anew.
    func make(_ owner: Int64) async throws {
        try await database.write { [users, timelines] db in
            guard try !users.lock([owner], in: db).isEmpty else { return }
            try timelines.make(for: owner, in: db)
        }
    }

    /// Cuts back a share of the timelines that an author delivers to, so that one is cut once in
    /// ``TimelinePolicy/deliveriesPerTrim`` deliveries.
    private func trim(after author: Int64) async throws {
        let share = max(1, timelines.policy.deliveriesPerTrim / Self.tweetsPerLook)
        let owners = try await database.read { [timelines] db in
            try timelines.deliveredOwners(by: author, in: db)
        }
        for owner in owners where Int.random(in: 0..<share) == 0 {
            try await database.write { [timelines] db in try timelines.trim(owner, in: db) }
        }
    }

    /// Lets all who still merge an author's tweets find them delivered, unless the author is popular.
    func unmark(_ author: Int64) async throws {
        var last: Int64 = 0
        while true {
            let owners = try await database.read { [timelines, last] db in
                try timelines.mergers(of: author, after: last, limit: 500, in: db)
            }
            guard let end = owners.last else { return }
            for owner in owners {
                try await database.write { [users, timelines] db in
                    _ = try users.lock([author, owner], in: db)
                    try timelines.unmarkFollow(of: author, by: owner, in: db)
                }
            }
            last = end
        }
    }
}
