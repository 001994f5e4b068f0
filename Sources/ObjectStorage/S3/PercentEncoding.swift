/// Percent-encoding as Signature Version 4 has it: all but RFC 3986's unreserved characters, in capitals.
enum PercentEncoding {
    /// A name or a value of a query; a slash is encoded, too.
    static func component(_ text: String) -> String { encode(text, keepingSlashes: false) }

    /// A key as a path, its slashes kept.
    static func path(_ text: String) -> String { encode(text, keepingSlashes: true) }

    private static func encode(_ text: String, keepingSlashes: Bool) -> String {
        // Most keys have nothing to encode.
        if text.utf8.allSatisfy({ isKept($0, keepingSlashes) }) { return text }
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count * 3)
        for byte in text.utf8 {
            if isKept(byte, keepingSlashes) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func isKept(_ byte: UInt8, _ keepingSlashes: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        case UInt8(ascii: "/"): keepingSlashes
        default: false
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
