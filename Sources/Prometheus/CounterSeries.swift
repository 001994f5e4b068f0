import CoreMetrics
import Synchronization

/// A total that only grows. Amounts below zero, and those that are no number, are ignored: to Prometheus a total that
/// falls is a process that began anew.
final class CounterSeries: Series, CounterHandler, FloatingPointCounterHandler {
    let labels: Labels
    /// Whole amounts stay exact beyond 2⁵³, and cost one instruction.
    private let whole = Atomic<Int64>(0)
    private let fractional = AtomicDouble()

    init(labels: Labels) {
        self.labels = labels
    }

    func increment(by amount: Int64) {
        if amount > 0 { whole.wrappingAdd(amount, ordering: .relaxed) }
    }

    func increment(by amount: Double) {
        if amount > 0 && amount.isFinite { fractional.add(amount) }
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        fractional.store(0)
    }

    var value: Double { Double(whole.load(ordering: .relaxed)) + fractional.value }

    func write(to text: inout ExpositionText) {
        let isWhole = fractional.value == 0
        text.sample(labels, value: isWhole ? String(whole.load(ordering: .relaxed)) : ExpositionText.format(value))
    }
}
