import Metrics
import Testing

@testable import Prometheus

/// What swift-metrics' types do here.
@Suite struct MetricsFactoryTests {
    private let registry = PrometheusRegistry()

    /// The samples, without their headings.
    private var samples: [String] {
        registry.render().split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    @Test func `counters add up, and take nothing that isn't an amount`() {
        let counter = Counter(label: "a", factory: registry)
        counter.increment()
        counter.increment(by: 41)
        counter.increment(by: -2)
        #expect(samples == ["a_total 42"])
        counter.reset()
        #expect(samples == ["a_total 0"])
    }

    @Test func `a counter of whole numbers stays exact beyond 2⁵³`() {
        let counter = Counter(label: "a", factory: registry)
        counter.increment(by: 1 << 60)
        counter.increment()
        #expect(samples == ["a_total 1152921504606846977"])
    }

    @Test func `floating point counters are the same series`() {
        let counter = FloatingPointCounter(label: "a", factory: registry)
        counter.increment(by: 0.25)
        for amount in [-1, Double.nan, .infinity, -.infinity, 0] { counter.increment(by: amount) }
        Counter(label: "a", factory: registry).increment(by: 2)
        #expect(samples == ["a_total 2.25"])
        counter.reset()
        #expect(samples == ["a_total 0"])
    }

    @Test func `meters and gauges`() {
        let meter = Meter(label: "a", factory: registry)
        meter.set(10)
        meter.increment(by: 2.5)
        meter.decrement(by: 0.5)
        for amount in [-1, Double.nan, .infinity] {
            meter.increment(by: amount)
            meter.decrement(by: amount)
        }
        #expect(samples == ["a 12"])
        Gauge(label: "a", factory: registry).record(-3)
        #expect(samples == ["a -3"])
        meter.set(Double.nan)
        #expect(samples == ["a NaN"])
        meter.set(-Double.infinity)
        #expect(samples == ["a -Inf"])
        Gauge(label: "a", factory: registry).record(Int64.max)
        #expect(samples == ["a 9.223372036854776e+18"])
    }

    @Test func `recorders are histograms of sizes`() {
        let recorder = Recorder(label: "upload.bytes", factory: registry)
        for size in [0, 1, 2, 4096, 16_777_216, 16_777_217] { recorder.record(size) }
        #expect(
            samples == [
                #"upload_bytes_bucket{le="1"} 2"#, #"upload_bytes_bucket{le="4"} 3"#,
                #"upload_bytes_bucket{le="16"} 3"#, #"upload_bytes_bucket{le="64"} 3"#,
                #"upload_bytes_bucket{le="256"} 3"#, #"upload_bytes_bucket{le="1024"} 3"#,
                #"upload_bytes_bucket{le="4096"} 4"#, #"upload_bytes_bucket{le="16384"} 4"#,
                #"upload_bytes_bucket{le="65536"} 4"#, #"upload_bytes_bucket{le="262144"} 4"#,
                #"upload_bytes_bucket{le="1048576"} 4"#, #"upload_bytes_bucket{le="4194304"} 4"#,
                #"upload_bytes_bucket{le="16777216"} 5"#, #"upload_bytes_bucket{le="+Inf"} 6"#,
                "upload_bytes_sum 33558532", "upload_bytes_count 6",
            ]
        )
    }

    @Test func `timers are histograms of seconds, whatever unit they prefer`() {
        let timer = Timer(
            label: "wait",
            dimensions: [("route", "/ping")],
            preferredDisplayUnit: .milliseconds,
            factory: registry
        )
        timer.recordMilliseconds(1)
        timer.recordNanoseconds(1_000_001)
        timer.recordSeconds(20)
        timer.recordNanoseconds(-5)
        let counts = [2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4]
        let bounds = "0.001 0.0025 0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10 +Inf".split(separator: " ")
        let buckets = zip(bounds, counts).map { #"wait_seconds_bucket{route="/ping",le="\#($0)"} \#($1)"# }
        let rest = [#"wait_seconds_sum{route="/ping"} 20.002000001"#, #"wait_seconds_count{route="/ping"} 4"#]
        #expect(samples == buckets + rest)
    }

    @Test func `a histogram takes no value that is no number`() {
        let recorder = Recorder(label: "a", factory: registry)
        for value in [Double.nan, .infinity, -.infinity, 2.5] { recorder.record(value) }
        #expect(samples.suffix(3) == [#"a_bucket{le="+Inf"} 1"#, "a_sum 2.5", "a_count 1"])
    }

    @Test func `bounds may come in any order, and twice`() {
        var configuration = PrometheusRegistry.Configuration()
        configuration.recorderBuckets = [10, 1, 10, .infinity, .nan]
        let registry = PrometheusRegistry(configuration: configuration)
        Recorder(label: "a", factory: registry).record(5)
        let text = """
            # TYPE a histogram
            a_bucket{le="1"} 0
            a_bucket{le="10"} 1
            a_bucket{le="+Inf"} 1
            a_sum 5
            a_count 1

            """
        #expect(registry.render() == text)
    }

    @Test func `the same label and dimensions are the same series`() {
        Counter(label: "a.b", dimensions: [("x", "1"), ("y", "2")], factory: registry).increment()
        Counter(label: "a_b", dimensions: [("y", "2"), ("x", "1")], factory: registry).increment()
        #expect(samples == [#"a_b_total{x="1",y="2"} 2"#])
    }

    @Test func `a destroyed series is gone, and begins anew`() {
        let counter = Counter(label: "a", dimensions: [("x", "1")], factory: registry)
        let meter = Meter(label: "b", factory: registry)
        let timer = Timer(label: "c", factory: registry)
        let recorder = Recorder(label: "d", factory: registry)
        let float = FloatingPointCounter(label: "e", factory: registry)
        counter.increment()
        Counter(label: "a", dimensions: [("x", "2")], factory: registry).increment()
        counter.destroy()
        meter.destroy()
        timer.destroy()
        recorder.destroy()
        float.destroy()
        counter.increment()
        #expect(samples == [#"a_total{x="2"} 1"#])
        let again = Counter(label: "a", dimensions: [("x", "1")], factory: registry)
        // The old one isn't in the registry any more: it can't take out the new one.
        counter.destroy()
        again.increment()
        #expect(samples == [#"a_total{x="1"} 1"#, #"a_total{x="2"} 1"#])
    }
}
