import Metrics
import Synchronization
import Testing

@testable import Prometheus

@Suite struct RegistryTests {
    private func samples(_ registry: PrometheusRegistry) -> [String] {
        registry.render().split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    @Test func `sampled values are read at each rendering`() {
        let registry = PrometheusRegistry()
        let reads = Reads()
        registry.gauge("queue.length", dimensions: [("queue", "hash")]) { reads.next() }
        #expect(samples(registry) == [#"queue_length{queue="hash"} 1"#])
        #expect(samples(registry) == [#"queue_length{queue="hash"} 2"#])
    }

    /// Counts how often it is read.
    private final class Reads: Sendable {
        private let count = Atomic<Int>(0)

        func next() -> Double { Double(count.wrappingAdd(1, ordering: .relaxed).newValue) }
    }

    @Test func `the later of two sampled values counts, and nil leaves it out`() {
        let registry = PrometheusRegistry()
        registry.gauge("a") { 1 }
        registry.gauge("a") { 2 }
        registry.gauge("b") { nil }
        #expect(registry.render() == "# TYPE a gauge\na 2\n")
    }

    @Test func `a sampled value may use the registry`() {
        let registry = PrometheusRegistry()
        registry.gauge("a") { [weak registry] in
            guard let registry else { return nil }
            Counter(label: "reads", factory: registry).increment()
            return 1
        }
        #expect(samples(registry) == ["a 1"])
        #expect(samples(registry) == ["a 1", "reads_total 2"])
    }

    @Test func `too many series are counted together`() {
        var configuration = PrometheusRegistry.Configuration()
        configuration.maximumSeries = 2
        let registry = PrometheusRegistry(configuration: configuration)
        for path in ["/a", "/b", "/c", "/d", "/a"] {
            Counter(label: "hits", dimensions: [("path", path)], factory: registry).increment()
        }
        let spill = Counter(label: "hits", dimensions: [("entirely", "different")], factory: registry)
        spill.increment()
        // It isn't this counter's own.
        spill.destroy()
        let expected = [#"hits_total{path="/a"} 2"#, #"hits_total{path="/b"} 1"#, #"hits_total{path="other"} 3"#]
        #expect(samples(registry) == expected)
    }

    @Test func `a thousand series by default, and one for the rest`() {
        let registry = PrometheusRegistry()
        for number in 0..<5_000 {
            Meter(label: "a", dimensions: [("x", "\(number)")], factory: registry).increment()
        }
        let lines = samples(registry)
        #expect(lines.count == 1_001)
        #expect(lines.contains(#"a{x="other"} 4000"#))
    }

    @Test func `a name is of one type, and what doesn't fit is counted`() {
        var configuration = PrometheusRegistry.Configuration()
        configuration.maximumSeries = 1
        let registry = PrometheusRegistry(configuration: configuration)
        Counter(label: "a", factory: registry).increment()
        // Works, and goes nowhere.
        Meter(label: "a_total", factory: registry).set(7)
        registry.gauge("b", dimensions: [("x", "1")]) { 1 }
        registry.gauge("b", dimensions: [("x", "2")]) { 2 }
        Meter(label: "b", dimensions: [("x", "1")], factory: registry).set(3)
        let help = "Metrics that were not registered: their name is of another type, or they are too many."
        #expect(
            registry.render() == """
                # TYPE a_total counter
                a_total 1
                # TYPE b gauge
                b{x="1"} 1
                # HELP prometheus_registry_refused_metrics_total \(help)
                # TYPE prometheus_registry_refused_metrics_total counter
                prometheus_registry_refused_metrics_total 3

                """
        )
    }

    @Test func `many tasks count exactly`() async {
        let registry = PrometheusRegistry()
        let (tasks, rounds) = (8, 5_000)
        await withTaskGroup { group in
            for task in 0..<tasks {
                group.addTask {
                    let meter = Meter(label: "m", factory: registry)
                    let timer = Timer(label: "t", factory: registry)
                    let float = FloatingPointCounter(label: "f", factory: registry)
                    for round in 0..<rounds {
                        // Made anew each time, so that making is tested too.
                        let dimensions = [("x", "\(round % 10)")]
                        Counter(label: "c", dimensions: dimensions, factory: registry).increment()
                        float.increment(by: 0.5)
                        meter.increment(by: 3)
                        meter.decrement(by: 2)
                        timer.recordMilliseconds(task * 10)
                        if round % 1_000 == 0 { #expect(registry.render().contains("# TYPE c_total counter")) }
                    }
                }
            }
        }
        let lines = samples(registry)
        for x in 0..<10 { #expect(lines.contains(#"c_total{x="\#(x)"} \#(tasks * rounds / 10)"#)) }
        #expect(lines.contains("f_total 20000"))
        #expect(lines.contains("m 40000"))
        #expect(lines.contains("t_seconds_count 40000"))
        #expect(lines.contains(#"t_seconds_bucket{le="0.001"} 5000"#))
        #expect(lines.contains(#"t_seconds_bucket{le="0.05"} 30000"#))
    }

    /// Whoever renders sees each histogram in one moment: all its values are 2, so the sum is twice the count.
    @Test func `a histogram's sum and count belong together`() async {
        let registry = PrometheusRegistry()
        let recorder = Recorder(label: "a", factory: registry)
        await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask { for _ in 0..<10_000 { recorder.record(2) } }
            }
            group.addTask {
                for _ in 0..<200 {
                    let values = samples(registry).suffix(3).compactMap { line in
                        line.split(separator: " ").last.flatMap { Int($0) }
                    }
                    #expect(values == [values[2], 2 * values[2], values[2]])
                }
            }
        }
    }
}
