package import Logging
import ServiceLifecycle
import Synchronization

/// The first step of a graceful stop: says to balancers and clients that this server is going, and gives them time to
/// notice while requests are still answered.
///
/// It is the last service of its group, because a group stops its services in reverse order: the HTTP server goes on
/// until this has returned.
package final class Drain: Service {
    private let delay: Duration
    private let logger: Logger
    private let begun = Atomic(false)

    /// - Parameter delay: from the signal until the server takes no new connection; longer than a balancer needs to
    ///   see `/readyz` fail.
    package init(delay: Duration, logger: Logger) {
        self.delay = delay
        self.logger = logger
    }

    package var isDraining: Bool { begun.load(ordering: .relaxed) }

    package func run() async throws {
        try await gracefulShutdown()
        begun.store(true, ordering: .relaxed)
        logger.info("stopping: no longer ready", metadata: ["drain": "\(delay)"])
        // Not the caller's sleep, which would end at once: its task is shutting down.
        try await Task { try await Task.sleep(for: delay) }.value
    }
}
