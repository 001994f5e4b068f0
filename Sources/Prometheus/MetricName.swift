/// A metric's name, out of a label of swift-metrics: `http.server.request.duration` of a timer becomes
/// `http_server_request_duration_seconds`.
struct MetricName: Sendable, Equatable {
    /// What the name's last word says (https://prometheus.io/docs/practices/naming/).
    enum Unit: String, Sendable {
        case none = ""
        case total = "_total"
        case seconds = "_seconds"
    }

    /// The name without the unit that was added.
    let base: String
    /// The name that is shown.
    let full: String

    /// Adds the unit, unless the label has it already.
    init(label: String, unit: Unit = .none) {
        base = Self.sanitize(label)
        full = base.hasSuffix(unit.rawValue) ? base : base + unit.rawValue
    }

    /// `[a-zA-Z_:][a-zA-Z0-9_:]*` (https://prometheus.io/docs/concepts/data_model/): every other character becomes `_`.
    static func sanitize(_ label: String) -> String {
        sanitize(label, allowingColon: true)
    }

    /// `[a-zA-Z_][a-zA-Z0-9_]*`, the same without the colon. Two underscores at the start are Prometheus' own.
    static func sanitize(labelName: String) -> String {
        let name = sanitize(labelName, allowingColon: false)
        return name.hasPrefix("__") ? "_" + name.drop { $0 == "_" } : name
    }

    private static func sanitize(_ text: String, allowingColon: Bool) -> String {
        var name: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                name.append(byte)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if name.isEmpty { name.append(UInt8(ascii: "_")) }
                name.append(byte)
            case UInt8(ascii: ":") where allowingColon:
                name.append(byte)
            case 0x80...0xBF:
                // The rest of a character in UTF-8, whose first byte became the underscore.
                continue
            default:
                name.append(UInt8(ascii: "_"))
            }
        }
        return name.isEmpty ? "_" : String(decoding: name, as: UTF8.self)
    }
}
