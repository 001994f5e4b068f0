/// Reads values of the kinds that settings have.
struct SettingValues {
    private let sources: SettingSources

    init(_ sources: SettingSources) {
        self.sources = sources
    }

    func text(_ setting: Setting) throws -> String? {
        try sources.find(setting)?.value
    }

    /// - Parameter parse: nil for a value that is not taken.
    func parsed<Value>(_ setting: Setting, takes: String, _ parse: (String) -> Value?) throws -> Value? {
        guard let found = try sources.find(setting) else { return nil }
        guard let value = parse(found.value) else {
            let shown = setting.isSecret ? "is set to something else" : "is “\(setting.shown(found.value))”"
            throw SettingError(setting, "\(shown) (\(found.source)): it takes \(takes)")
        }
        return value
    }

    func integer(_ setting: Setting, in range: ClosedRange<Int>, or other: String? = nil) throws -> Int? {
        let takes = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return try parsed(setting, takes: other.map { "\(takes), or \($0)" } ?? takes) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    func flag(_ setting: Setting) throws -> Bool? {
        try parsed(setting, takes: "on or off") { ["on": true, "off": false][$0] }
    }
}
