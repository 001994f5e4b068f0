/// Writes metrics in the text format 0.0.4 ("Text format details" of
/// https://prometheus.io/docs/instrumenting/exposition_formats/).
struct ExpositionText {
    private(set) var text = ""
    private var name = ""
    /// The `# HELP` and `# TYPE` lines, until there is a sample that they belong to.
    private var heading = ""

    /// Begins a metric: samples from here on are its own.
    mutating func begin(_ family: Family, help: String?) {
        name = family.name.full
        heading = help.map { "# HELP \(name) \(Self.escape(help: $0))\n" } ?? ""
        heading += "# TYPE \(name) \(family.kind.rawValue)\n"
    }

    /// Adds a line: `name_suffix{labels,more} value`.
    mutating func sample(_ labels: Labels, suffix: String = "", more: String = "", value: String) {
        text += heading
        heading = ""
        text += name
        text += suffix
        if !labels.text.isEmpty || !more.isEmpty {
            text += "{"
            text += labels.text
            if !labels.text.isEmpty && !more.isEmpty { text += "," }
            text += more
            text += "}"
        }
        text += " "
        text += value
        text += "\n"
    }

    /// As Go's `ParseFloat` reads it. Whole numbers have no fraction, as in the format's own examples.
    static func format(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        // Above 2⁵³ a Double's digits aren't all significant, and the exponent is shorter.
        if value.magnitude < 0x1p53, let whole = Int64(exactly: value) { return String(whole) }
        return value.description
    }

    /// Backslash, quotation mark and line feed are escaped.
    static func escape(labelValue: String) -> String {
        escape(labelValue, quotes: true)
    }

    /// Backslash and line feed are escaped.
    static func escape(help: String) -> String {
        escape(help, quotes: false)
    }

    /// By bytes, for to Swift CR LF is one character.
    private static func escape(_ text: String, quotes: Bool) -> String {
        var escaped: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): escaped += #"\\"#.utf8
            case UInt8(ascii: "\n"): escaped += #"\n"#.utf8
            case UInt8(ascii: "\"") where quotes: escaped += #"\""#.utf8
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
