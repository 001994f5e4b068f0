import Database
import Logging
import MinitterService
import ServiceLifecycle

/// Keeps what this server knows of ended tokens up to date, and forgets what is too old to matter.
struct Upkeep: Service {
    let services: Services
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            for round in 1... {
                try await Task.sleep(for: .seconds(1))
                do {
                    try await services.tokens.refresh()
                    // At the start and every hour.
                    guard round % 3_600 == 1 else { continue }
                    try await services.tokens.forgetExpired()
                    try await services.idempotency.forgetExpired()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("the upkeep of the database failed", metadata: ["reason": "\(error)"])
                }
            }
        }
    }
}

/// Lets people be found whose names are not noted yet: after an update, or after `minitter copy`.
struct NameUpkeep: Service {
    let search: PeopleSearch
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                do {
                    try await search.noteMissingNames()
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("noting the names of people failed", metadata: ["reason": "\(error)"])
                }
                try await Task.sleep(for: .seconds(3_600))
            }
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

    private static let secondsBetweenLooks = 5
    private static let looksBetweenRests = 720

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            for look in 1... {
                do {
                    try await keeper.notePendingDeliveries()
                    if look.isMultiple(of: Self.looksBetweenRests) { try await keeper.layUnreadToRest() }
                } catch is CancellationError {
                    return
                } catch {
                    logger.warning("the upkeep of the timelines failed", metadata: ["reason": "\(error)"])
                }
                try await Task.sleep(for: .seconds(Self.secondsBetweenLooks))
            }
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
