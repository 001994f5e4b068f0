import Foundation
import Synchronization

/// A few threads for work that keeps a core busy, with a short queue, so that a storm of such work is refused early
/// and can't slow anything else.
package final class WorkerPool: Sendable {
    private let queue: OperationQueue
    private let maximumWaiting: Int
    private let admitted = Atomic(0)

    /// - Parameters:
    ///   - name: of the work, for messages: `password`.
    ///   - threads: how many pieces of work run at once.
    ///   - maximumWaiting: how many more may wait.
    package init(name: String, threads: Int, maximumWaiting: Int) {
        queue = OperationQueue()
        queue.name = "minitter.\(name)"
        queue.maxConcurrentOperationCount = threads
        self.maximumWaiting = maximumWaiting
    }

    /// Work that runs or waits at present.
    package var load: Int { admitted.load(ordering: .relaxed) }

    /// - Throws: ``ServiceError/busy(detail:)`` when the queue is full, or what the work throws.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let (before, _) = admitted.add(1, ordering: .relaxed)
        defer { admitted.subtract(1, ordering: .relaxed) }
        guard before < queue.maxConcurrentOperationCount + maximumWaiting else {
            throw ServiceError.busy(detail: "Too many such requests are waiting. Try again in a few seconds.")
        }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try work() }) }
        }
    }
}
