import Metrics
import Testing

@testable import Prometheus

@Suite struct NameTests {
    @Test(arguments: [
        ("http.server.request-duration", "http_server_request_duration"), ("a:b", "a:b"), ("2xx", "_2xx"),
        ("", "_"), ("a b/c", "a_b_c"), ("글", "_"), ("a\nb", "a_b"), ("A_9", "A_9"), ("__a", "__a"),
    ])
    func `metric names`(label: String, name: String) {
        #expect(MetricName.sanitize(label) == name)
    }

    @Test(arguments: [
        ("http.route", "http_route"), ("a:b", "a_b"), ("__name__", "_name__"), ("9", "_9"), ("", "_"), ("__", "_"),
        ("_a", "_a"),
    ])
    func `label names`(dimension: String, name: String) {
        #expect(MetricName.sanitize(labelName: dimension) == name)
    }

    @Test func `a unit is added once`() {
        #expect(MetricName(label: "hb.requests", unit: .total).full == "hb_requests_total")
        #expect(MetricName(label: "hb.requests.total", unit: .total).full == "hb_requests_total")
        #expect(MetricName(label: "wait", unit: .seconds).full == "wait_seconds")
        #expect(MetricName(label: "wait-seconds", unit: .seconds).full == "wait_seconds")
        #expect(MetricName(label: "size").full == "size")
    }

    @Test func `labels have one form`() {
        let labels = Labels([("b", "2"), ("a.c", "1"), ("empty", ""), ("b", "3")])
        #expect(labels.text == #"a_c="1",b="3""#)
        #expect(labels == Labels([("b", "3"), ("a_c", "1")]))
        #expect(labels.other.text == #"a_c="other",b="other""#)
        #expect(Labels([]).text == "")
        #expect(Labels([("le", "1")]).text == #"exported_le="1""#)
    }

    @Test func `help is found by the label and by the name`() {
        let registry = PrometheusRegistry()
        registry.describe("hb.requests", help: "By label.")
        registry.describe("errors_total", help: "By name.")
        Counter(label: "hb.requests", factory: registry).increment()
        Counter(label: "errors", factory: registry).increment()
        #expect(
            registry.render() == """
                # HELP errors_total By name.
                # TYPE errors_total counter
                errors_total 1
                # HELP hb_requests_total By label.
                # TYPE hb_requests_total counter
                hb_requests_total 1

                """
        )
    }
}
