import Synchronization

/// A number that several tasks share.
final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .sequentiallyConsistent) }

    func add(_ difference: Int) {
        count.add(difference, ordering: .sequentiallyConsistent)
    }

    func untilAtLeast(_ minimum: Int) async {
        while value < minimum { await Task.yield() }
    }
}
