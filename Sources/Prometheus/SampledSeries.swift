/// A value that is somewhere else, and read when metrics are asked for.
final class SampledSeries: Series {
    let labels: Labels
    private let read: @Sendable () -> Double?

    init(labels: Labels, read: @escaping @Sendable () -> Double?) {
        self.labels = labels
        self.read = read
    }

    func write(to text: inout ExpositionText) {
        if let value = read() { text.sample(labels, value: ExpositionText.format(value)) }
    }
}
