import Dispatch
import Synchronization

/// Holds a thread of a database inside a body until the test lets it go on.
final class Gate: Sendable {
    private let opened = DispatchSemaphore(value: 0)
    private let isReached = Atomic(false)

    /// Waits in a body; not for ever, so that a test that fails ends.
    func wait() {
        isReached.store(true, ordering: .sequentiallyConsistent)
        _ = opened.wait(timeout: .now() + 60)
    }

    func open() {
        opened.signal()
    }

    /// Returns when a body waits.
    func untilReached() async {
        while !isReached.load(ordering: .sequentiallyConsistent) { await Task.yield() }
    }
}
