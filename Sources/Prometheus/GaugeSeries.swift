import CoreMetrics

/// A value that rises and falls, or the last one recorded.
final class GaugeSeries: Series, MeterHandler, RecorderHandler {
    let labels: Labels
    private let value = AtomicDouble()

    init(labels: Labels) {
        self.labels = labels
    }

    func set(_ value: Int64) { self.value.store(Double(value)) }
    func set(_ value: Double) { self.value.store(value) }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }

    // As in swift-metrics' own AccumulatingMeter, amounts below zero are ignored, and those that are no finite number:
    // after one of them the value would be lost.

    func increment(by amount: Double) {
        if amount > 0 && amount.isFinite { value.add(amount) }
    }

    func decrement(by amount: Double) {
        if amount > 0 && amount.isFinite { value.add(-amount) }
    }

    func write(to text: inout ExpositionText) {
        text.sample(labels, value: ExpositionText.format(value.value))
    }
}
