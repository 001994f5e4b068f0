import Synchronization

/// Is set or not, from any thread.
final class Flag: Sendable {
    private let value: Atomic<Bool>

    init(_ isSet: Bool = false) {
        value = Atomic(isSet)
    }

    var isSet: Bool {
        get { value.load(ordering: .acquiring) }
        set { value.store(newValue, ordering: .releasing) }
    }
}
