package import ObjectStorage
import Synchronization

/// Whether the storage of pictures answers.
///
/// A check is a request to the bucket, which is billed, and balancers ask from several places every few seconds. So what
/// was found is kept for a while, and those who ask at once share a check.
package final class StorageHealth: Sendable {
    private let storage: any ObjectStorage
    private let patience: Duration
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex<Last?>(nil)

    /// For how long a good answer is believed, and a bad one: less, so that it is soon seen when the storage is back.
    package static let goodFor = Duration.seconds(10)
    package static let badFor = Duration.seconds(2)

    /// The last check.
    private struct Last {
        let check: Task<String?, Never>
        /// nil while it runs.
        var ended: (at: ContinuousClock.Instant, isWell: Bool)?
    }

    /// - Parameters:
    ///   - patience: how long the storage may take to answer. A balancer takes a slow answer for none, and must not take
    ///     a server out because its pictures are away.
    ///   - now: the clock; tests have their own.
    package init(
        _ storage: any ObjectStorage, patience: Duration,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.storage = storage
        self.patience = patience
        self.now = now
    }

    /// nil when it is well, else what ails it (for the log).
    package func problem() async -> String? {
        let check = state.withLock { state in
            if let last = state, isGood(last) { return last.check }
            let check = Task {
                let problem = await answer()
                self.state.withLock { $0?.ended = (now(), problem == nil) }
                return problem
            }
            state = Last(check: check)
            return check
        }
        return await check.value
    }

    private func isGood(_ last: Last) -> Bool {
        guard let (end, isWell) = last.ended else { return true }
        return now() - end < (isWell ? Self.goodFor : Self.badFor)
    }

    /// Whichever is first, the check or the limit; a check that hangs is not waited for.
    private func answer() async -> String? {
        let (answers, answer) = AsyncStream.makeStream(of: Optional<String>.self)
        let check = Task {
            do {
                try await storage.checkAvailability()
                answer.yield(nil)
            } catch {
                answer.yield("\(error)")
            }
        }
        let limit = Task {
            try await Task.sleep(for: patience)
            answer.yield("the object storage has not answered within \(patience)")
        }
        defer {
            check.cancel()
            limit.cancel()
        }
        return await answers.first { _ in true } ?? nil
    }
}
