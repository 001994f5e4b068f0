import Dispatch
import Synchronization

/// Holds a thread inside a piece of its work until the test lets it go on.
package final class Gate: Sendable {
    private let opened = DispatchSemaphore(value: 0)
    private let isReached = Atomic(false)

    package init() {}

    /// Waits in the work; not for ever, so that a test that fails ends.
    package func wait() {
        isReached.store(true, ordering: .sequentiallyConsistent)
        _ = opened.wait(timeout: .now() + 60)
    }

    package func open() {
        opened.signal()
    }

    /// Returns when the work waits.
    package func untilReached() async {
        while !isReached.load(ordering: .sequentiallyConsistent) { await Task.yield() }
    }
}
