/// What a client would like best: the value of `Accept-Language` or `Accept-Encoding` (RFC 9110, section 12.4.2).
struct PreferenceList {
    /// In lower case, the most wanted first; what is refused is not in it.
    let wanted: [String]

    /// - Parameter fields: the header's values, of which each may be a list.
    init(_ fields: [String]) {
        let entries = fields.flatMap { $0.split(separator: ",") }.map { entry -> (name: String, weight: Double) in
            let parts = entry.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 }
            return (parts.first ?? "", weight ?? 1)
        }
        // As Swift's sort doesn't promise to leave equals in their order, the place decides.
        wanted = entries.enumerated().filter { $0.element.weight > 0 && !$0.element.name.isEmpty }
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element.name)
    }

    func takes(_ name: String) -> Bool {
        wanted.contains(name)
    }
}
