import CoreMetrics
import Synchronization

/// How many values were at most as large as each bound, and their sum.
///
/// Values that are no finite number are ignored: after one of them the sum would say nothing any more.
final class HistogramSeries: Series, TimerHandler, RecorderHandler {
    private struct Counts {
        /// Values in each bucket alone, the last without a bound.
        var buckets: [UInt64]
        var sum = 0.0
    }

    let labels: Labels
    /// Finite, rising.
    private let bounds: [Double]
    /// A lock, held for a few nanoseconds, rather than atomic numbers: sum and counts always belong together.
    private let counts: Mutex<Counts>

    init(labels: Labels, bounds: [Double]) {
        self.labels = labels
        self.bounds = Set(bounds).filter(\.isFinite).sorted()
        counts = Mutex(Counts(buckets: Array(repeating: 0, count: self.bounds.count + 1)))
    }

    /// Kept in seconds. A clock that was set back may have made it negative: that is no duration, and counts as zero.
    func recordNanoseconds(_ duration: Int64) {
        record(Double(max(duration, 0)) / 1e9)
    }

    func record(_ value: Int64) {
        record(Double(value))
    }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        counts.withLock {
            $0.buckets[bucket] += 1
            $0.sum += value
        }
    }

    /// Each bucket counts all values up to its bound, so those of the buckets before too.
    func write(to text: inout ExpositionText) {
        let counts = counts.withLock(\.self)
        var total: UInt64 = 0
        for (bound, count) in zip(bounds + [.infinity], counts.buckets) {
            total += count
            text.sample(labels, suffix: "_bucket", more: "le=\"\(ExpositionText.format(bound))\"", value: String(total))
        }
        text.sample(labels, suffix: "_sum", value: ExpositionText.format(counts.sum))
        text.sample(labels, suffix: "_count", value: String(total))
    }
}
