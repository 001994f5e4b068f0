import Synchronization

/// Is set or not, from any thread.
package final class Flag: Sendable {
    private let value: Atomic<Bool>

    package init(_ isSet: Bool = false) {
        value = Atomic(isSet)
    }

    package var isSet: Bool {
        get { value.load(ordering: .acquiring) }
        set { value.store(newValue, ordering: .releasing) }
    }
}
