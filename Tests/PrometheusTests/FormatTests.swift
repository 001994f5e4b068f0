import Metrics
import Testing

@testable import Prometheus

/// The text, byte for byte: what the page on exposition formats shows, and what it asks for.
@Suite struct FormatTests {
    private let registry = PrometheusRegistry()

    /// The page's first example. Ours sorts labels, and writes no time.
    @Test func `the specification's counter`() {
        registry.describe("http_requests_total", help: "The total number of HTTP requests.")
        let ok = Counter(label: "http_requests", dimensions: [("method", "post"), ("code", "200")], factory: registry)
        ok.increment(by: 1027)
        let bad = Counter(label: "http_requests", dimensions: [("method", "post"), ("code", "400")], factory: registry)
        bad.increment(by: 3)
        #expect(
            registry.render() == """
                # HELP http_requests_total The total number of HTTP requests.
                # TYPE http_requests_total counter
                http_requests_total{code="200",method="post"} 1027
                http_requests_total{code="400",method="post"} 3

                """
        )
    }

    @Test func `the specification's escaping, minimal line and weird metric`() {
        let file = [("path", #"C:\DIR\F.TXT"#), ("error", "Cannot find file:\n\"F.TXT\"")]
        registry.gauge("msdos_file_access_time_seconds", dimensions: file) { 1.458255915e9 }
        registry.gauge("metric_without_timestamp_and_labels") { 12.47 }
        registry.gauge("something_weird", dimensions: [("problem", "division by zero")]) { .infinity }
        #expect(
            registry.render() == #"""
                # TYPE metric_without_timestamp_and_labels gauge
                metric_without_timestamp_and_labels 12.47
                # TYPE msdos_file_access_time_seconds gauge
                msdos_file_access_time_seconds{error="Cannot find file:\n\"F.TXT\"",path="C:\\DIR\\F.TXT"} 1458255915
                # TYPE something_weird gauge
                something_weird{problem="division by zero"} +Inf

                """#
        )
    }

    /// The page's histogram, with as many values in each bucket, though another sum.
    @Test func `the specification's histogram`() {
        var configuration = PrometheusRegistry.Configuration()
        configuration.buckets["http.request.duration"] = [0.05, 0.1, 0.2, 0.5, 1]
        let registry = PrometheusRegistry(configuration: configuration)
        registry.describe("http.request.duration", help: "A histogram of the request duration.")
        let timer = Timer(label: "http.request.duration", factory: registry)
        let counts = [(50, 24054), (100, 9390), (125, 66948), (500, 28997), (1000, 4599), (2000, 10332)]
        for (milliseconds, count) in counts {
            for _ in 0..<count { timer.recordMilliseconds(milliseconds) }
        }
        let text = registry.render().replacing(/_sum .*/, with: "_sum …")
        #expect(
            text == """
                # HELP http_request_duration_seconds A histogram of the request duration.
                # TYPE http_request_duration_seconds histogram
                http_request_duration_seconds_bucket{le="0.05"} 24054
                http_request_duration_seconds_bucket{le="0.1"} 33444
                http_request_duration_seconds_bucket{le="0.2"} 100392
                http_request_duration_seconds_bucket{le="0.5"} 129389
                http_request_duration_seconds_bucket{le="1"} 133988
                http_request_duration_seconds_bucket{le="+Inf"} 144320
                http_request_duration_seconds_sum …
                http_request_duration_seconds_count 144320

                """
        )
    }

    @Test func `metrics are sorted by name, and each has its lines together`() {
        for name in ["b", "a", "c.b", "c_a"] {
            Meter(label: name, dimensions: [("x", "2")], factory: registry).set(2)
        }
        for name in ["c_a", "a", "b"] {
            Meter(label: name, dimensions: [("x", "1")], factory: registry).set(1)
        }
        #expect(
            registry.render() == """
                # TYPE a gauge
                a{x="1"} 1
                a{x="2"} 2
                # TYPE b gauge
                b{x="1"} 1
                b{x="2"} 2
                # TYPE c_a gauge
                c_a{x="1"} 1
                c_a{x="2"} 2
                # TYPE c_b gauge
                c_b{x="2"} 2

                """
        )
    }

    @Test func `nothing is an empty text`() {
        #expect(registry.render() == "")
    }

    @Test func `help is escaped, and quotation marks are not`() {
        registry.gauge("a") { 1 }
        registry.describe("a", help: "A \"path\" like C:\\\r\non two lines.")
        let help = registry.render().split(separator: "\n").first
        #expect(help == "# HELP a A \"path\" like C:\\\\\r\\non two lines.")
    }

    @Test func `label values are escaped by scalars`() {
        registry.gauge("a", dimensions: [("b", "\r\n한글\"\\n")]) { 1 }
        #expect(registry.render() == "# TYPE a gauge\na{b=\"\r\\n한글\\\"\\\\n\"} 1\n")
    }

    @Test(arguments: [
        (0, "0"), (-0.0, "0"), (1, "1"), (-17, "-17"), (12.47, "12.47"), (0.005, "0.005"), (1e-9, "1e-09"),
        (1_048_576, "1048576"), (9_007_199_254_740_991, "9007199254740991"), (1e300, "1e+300"),
        (.nan, "NaN"), (-Double.nan, "NaN"), (.infinity, "+Inf"), (-Double.infinity, "-Inf"),
        (.leastNonzeroMagnitude, "5e-324"), (Double(1 << 60), "1.152921504606847e+18"),
    ])
    func `numbers`(value: Double, text: String) {
        #expect(ExpositionText.format(value) == text)
    }
}
