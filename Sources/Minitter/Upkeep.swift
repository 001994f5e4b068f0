import Database
import Logging
import MinitterService
import ServiceLifecycle

/// Does something in rounds, counted from 1, until the program stops. What fails is logged, and the next round comes all
/// the same.
private func untilShutdown(
    every pause: Duration, startingAfter delay: Duration = .zero, saying failure: Logger.Message, _ logger: Logger,
    _ work: @escaping @Sendable (_ round: Int) async throws -> Void
) async {
    try? await cancelWhenGracefulShutdown {
        try await Task.sleep(for: delay)
        for round in 1... {
            do {
                try await work(round)
            } catch is CancellationError {
                return
            } catch {
                logger.warning(failure, metadata: ["reason": "\(error)"])
            }
            try await Task.sleep(for: pause)
        }
    }
}

/// Keeps what this server knows of ended tokens up to date, and forgets what is too old to matter.
struct Upkeep: Service {
    let services: Services
    let logger: Logger

    func run() async throws {
        await untilShutdown(
            every: .seconds(1), startingAfter: .seconds(1), saying: "the upkeep of the database failed", logger
        ) { round in
            try await services.tokens.refresh()
            // At the start and every hour.
            guard round % 3_600 == 1 else { return }
            try await services.tokens.forgetExpired()
            try await services.idempotency.forgetExpired()
        }
    }
}

/// Lets people be found whose names are not noted yet: after an update, or after `minitter copy`.
struct NameUpkeep: Service {
    let search: PeopleSearch
    let logger: Logger

    func run() async throws {
        await untilShutdown(every: .seconds(3_600), saying: "noting the names of people failed", logger) { _ in
            try await search.noteMissingNames()
        }
    }
}

/// Deletes what is left of accounts with much to be deleted.
struct AccountUpkeep: Service {
    let users: UserService
    let logger: Logger

    func run() async throws {
        await untilShutdown(every: .seconds(2), saying: "deleting accounts failed", logger) { _ in
            try await users.finishDeletions()
        }
    }
}

/// Delivers, makes and trims timelines that were noted for it, beside the requests.
struct TimelineUpkeep: Service {
    let keeper: TimelineKeeper

    func run() async throws {
        await cancelWhenGracefulShutdown { await keeper.run() }
    }
}

/// Finds what no request notes: deliveries that a server has left undone, and timelines that are no longer read.
struct TimelineLookout: Service {
    let keeper: TimelineKeeper
    let logger: Logger

    func run() async throws {
        await untilShutdown(every: .seconds(5), saying: "the upkeep of the timelines failed", logger) { look in
            try await keeper.notePendingDeliveries()
            // Every hour.
            if look.isMultiple(of: 720) { try await keeper.layUnreadToRest() }
        }
    }
}

/// Watches how far the replica lags, and says when it is used and when not.
struct ReplicaUpkeep: Service {
    let database: ReplicatedDatabase
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var wasUsed: Bool?
            while true {
                var reason = "it lags"
                do {
                    try await database.upkeep()
                } catch {
                    reason = "\(error)"
                }
                if database.usesReplica != wasUsed {
                    wasUsed = database.usesReplica
                    if wasUsed == true {
                        logger.info("reads go to the replica")
                    } else {
                        logger.warning("the replica is not used", metadata: ["reason": "\(reason)"])
                    }
                }
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}
