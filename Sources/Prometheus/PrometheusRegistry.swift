import Synchronization

/// The process's metrics: a backend of swift-metrics that answers in Prometheus' text exposition format 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
///
/// ```swift
/// let registry = PrometheusRegistry()
/// MetricsSystem.bootstrap(registry)
/// registry.describe("http.server.request.duration", help: "Time to answer a request.")
/// registry.gauge("database.queue.length") { Double(pool.waiting) }
/// registry.collectProcessMetrics()
/// let body = registry.render()  // of PrometheusRegistry.contentType
/// ```
///
/// | swift-metrics | Prometheus | name |
/// |---|---|---|
/// | `Counter`, `FloatingPointCounter` | counter | ends in `_total` |
/// | `Meter`, `Gauge` (`Recorder(aggregate: false)`) | gauge | as it is |
/// | `Timer` | histogram of seconds | ends in `_seconds` |
/// | `Recorder` | histogram | as it is |
///
/// The same label and dimensions are the same series, whoever asks for it. Making one takes the registry's lock for a
/// moment (keep what you made where it is used often). Counting then takes no lock; a histogram has a lock of its own.
///
/// A metric has at most ``Configuration/maximumSeries`` series, so that a dimension whose values come from outside
/// can't fill the memory. All combinations beyond are counted together in one more series, in which each value is
/// `other`. What can't be registered at all is counted in `prometheus_registry_refused_metrics_total`: a label that is
/// already a metric of another type, and a sampled value beyond the limit. Its handler works, and is shown nowhere.
package final class PrometheusRegistry: Sendable {
    package struct Configuration: Sendable {
        /// Upper bounds of the buckets of timers, in seconds. The default suits answers of a web server.
        package var timerBuckets: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
        /// Upper bounds of the buckets of recorders. The default suits sizes, from 1 to 16 Mi in steps of four.
        package var recorderBuckets: [Double] = (0...12).map { Double(1 << (2 * $0)) }
        /// Upper bounds for single timers and recorders, by label.
        package var buckets: [String: [Double]] = [:]
        /// Series of a metric, but the one for all others.
        package var maximumSeries = 1_000

        package init() {}
    }

    /// What goes into `Content-Type`.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private struct State {
        /// By name.
        var families: [String: Family] = [:]
        /// By name, of the metric or of its label without the metric's suffix.
        var help: [String: String] = [:]
    }

    let configuration: Configuration
    private let state = Mutex(State())
    private let refusals = CounterSeries(labels: Labels([]))

    package init(configuration: Configuration = Configuration()) {
        self.configuration = configuration
        showRefusals()
    }

    /// Explains a metric in its `# HELP` line; it may be made before or after. A metric without has no such line.
    ///
    /// - Parameter name: The label that the metric is made with, or the name that it is shown by.
    package func describe(_ name: String, help: String) {
        state.withLock { $0.help[MetricName.sanitize(name)] = help }
    }

    /// The series of this label and these dimensions, made if there is none.
    func series<S: Series>(
        _ kind: Family.Kind,
        _ label: String,
        unit: MetricName.Unit = .none,
        _ dimensions: [(String, String)],
        make: (Labels) -> S
    ) -> S {
        let name = MetricName(label: label, unit: unit)
        let labels = Labels(dimensions)
        let found = state.withLock { state in
            state.families[name.full, default: Family(kind: kind, name: name)]
                .series(kind, labels, limit: configuration.maximumSeries, make: make)
        }
        if let found { return found }
        refusals.increment(by: Int64(1))
        return make(labels)
    }

    /// Shows a value that is read whenever metrics are asked for, in place of an earlier one of this name and labels.
    func sample(_ kind: Family.Kind, _ label: String, unit: MetricName.Unit = .none, _ series: SampledSeries) {
        let name = MetricName(label: label, unit: unit)
        let isAccepted = state.withLock { state in
            state.families[name.full, default: Family(kind: kind, name: name)]
                .replace(kind, series, limit: configuration.maximumSeries)
        }
        if !isAccepted { refusals.increment(by: Int64(1)) }
    }

    /// Forgets a series. Whoever holds it may go on counting, but it isn't shown any more.
    func remove(_ series: any Series) {
        state.withLock { state in
            for name in Array(state.families.keys) { state.families[name]?.remove(series) }
        }
    }

    /// The one metric of the registry's own, left out while there is nothing wrong.
    private func showRefusals() {
        let label = "prometheus.registry.refused.metrics"
        describe(label, help: "Metrics that were not registered: their name is of another type, or they are too many.")
        counter(label) { [refusals] in refusals.value > 0 ? refusals.value : nil }
    }

    /// All metrics, sorted by name, and their series by labels.
    package func render() -> String {
        // Sampled values are read without the lock, for they may take their time, or make metrics.
        let (families, help) = state.withLock { (Array($0.families.values), $0.help) }
        var text = ExpositionText()
        for family in families.sorted(by: { $0.name.full < $1.name.full }) {
            text.begin(family, help: help[family.name.full] ?? help[family.name.base])
            family.write(to: &text)
        }
        return text.text
    }
}
