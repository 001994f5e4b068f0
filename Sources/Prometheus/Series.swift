/// One line of a metric, or one histogram: what is counted under a name and labels.
protocol Series: AnyObject, Sendable {
    var labels: Labels { get }

    /// Adds the present value to the metric that `text` has begun.
    func write(to text: inout ExpositionText)
}
