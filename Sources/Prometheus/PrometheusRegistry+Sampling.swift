extension PrometheusRegistry {
    /// Shows a value that is read whenever metrics are asked for: the length of a queue, the size of a pool.
    ///
    /// Asked for twice with the same label and dimensions, the later one counts. It lives as long as the registry does:
    /// capture weakly what doesn't, and return nil when it is gone.
    ///
    /// - Parameter read: Called on any thread, so quick and not blocking. Nil leaves the series out.
    package func gauge(
        _ label: String,
        dimensions: [(String, String)] = [],
        read: @escaping @Sendable () -> Double?
    ) {
        sample(.gauge, label, SampledSeries(labels: Labels(dimensions), read: read))
    }

    /// Shows a total that something else counts, which never falls.
    func counter(_ label: String, read: @escaping @Sendable () -> Double?) {
        sample(.counter, label, unit: .total, SampledSeries(labels: Labels([]), read: read))
    }
}
