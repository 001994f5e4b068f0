import Synchronization

/// Who wrote within the last seconds, and so must not be shown a copy that may lag.
package final class RecentWriters: Sendable {
    /// How long a writer is remembered.
    package static let memory = Duration.seconds(10)

    private let writers = Mutex<[Int64: ContinuousClock.Instant]>([:])

    /// Beyond so many the old ones are looked for and forgotten.
    private static let maximum = 10_000

    package init() {}

    package func note(_ writer: Int64) {
        let now = ContinuousClock.now
        writers.withLock { writers in
            if writers.count >= Self.maximum { writers = writers.filter { now - $0.value < Self.memory } }
            writers[writer] = now
        }
    }

    func contains(_ writer: Int64) -> Bool {
        let now = ContinuousClock.now
        return writers.withLock { writers in
            guard let wroteAt = writers[writer] else { return false }
            if now - wroteAt < Self.memory { return true }
            writers[writer] = nil
            return false
        }
    }
}
