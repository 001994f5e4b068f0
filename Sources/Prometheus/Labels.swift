/// The dimensions of a series, in the one form that all equal dimensions have: sorted by name, each name once.
struct Labels: Sendable, Equatable {
    /// What stands between the braces: `code="200",method="post"`.
    let text: String
    private let names: [String]

    /// An empty value is left out, for to Prometheus that is the same as no label. Of two dimensions whose names become
    /// the same the later one counts.
    init(_ dimensions: [(String, String)]) {
        var labels: [(name: String, value: String)] = []
        for (dimension, value) in dimensions {
            let name = Self.name(dimension)
            labels.removeAll { $0.name == name }
            if !value.isEmpty { labels.append((name, value)) }
        }
        labels.sort { $0.name < $1.name }
        names = labels.map(\.name)
        text = labels.map { "\($0.name)=\"\(ExpositionText.escape(labelValue: $0.value))\"" }.joined(separator: ",")
    }

    /// The same names, each of value `other`.
    var other: Labels { Labels(names.map { ($0, "other") }) }

    /// `le` belongs to the buckets of histograms. It is renamed as Prometheus renames labels that clash with its own.
    private static func name(_ dimension: String) -> String {
        let name = MetricName.sanitize(labelName: dimension)
        return name == "le" ? "exported_le" : name
    }
}
