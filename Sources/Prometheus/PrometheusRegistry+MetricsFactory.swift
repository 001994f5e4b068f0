package import CoreMetrics

/// How swift-metrics asks for series, and gives them back.
extension PrometheusRegistry: MetricsFactory {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(.counter, label, unit: .total, dimensions, make: CounterSeries.init)
    }

    package func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(.counter, label, unit: .total, dimensions, make: CounterSeries.init)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(.gauge, label, dimensions, make: GaugeSeries.init)
    }

    package func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return series(.gauge, label, dimensions, make: GaugeSeries.init) }
        let bounds = configuration.buckets[label] ?? configuration.recorderBuckets
        return series(.histogram, label, dimensions) { HistogramSeries(labels: $0, bounds: bounds) }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let bounds = configuration.buckets[label] ?? configuration.timerBuckets
        return series(.histogram, label, unit: .seconds, dimensions) { HistogramSeries(labels: $0, bounds: bounds) }
    }

    package func destroyCounter(_ handler: any CounterHandler) { destroy(handler) }
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { destroy(handler) }
    package func destroyMeter(_ handler: any MeterHandler) { destroy(handler) }
    package func destroyRecorder(_ handler: any RecorderHandler) { destroy(handler) }
    package func destroyTimer(_ handler: any TimerHandler) { destroy(handler) }

    private func destroy(_ handler: AnyObject) {
        if let series = handler as? any Series { remove(series) }
    }
}
