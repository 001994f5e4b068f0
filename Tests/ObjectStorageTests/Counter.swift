import Synchronization

/// Counts from 0.
final class Counter: Sendable {
    private let count = Atomic(0)

    /// - Returns: how often it was called before.
    func next() -> Int { count.add(1, ordering: .relaxed).oldValue }
}
