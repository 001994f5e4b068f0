/// The characters and classes of characters in the grammars of RFC 822, 2045 and 2046.
extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quotationMark = UInt8(ascii: "\"")
    static let hyphen = UInt8(ascii: "-")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let equalsSign = UInt8(ascii: "=")
    static let backslash = UInt8(ascii: "\\")

    /// `LWSP-char` (RFC 822 section 3.3).
    var isLinearWhitespace: Bool { self == .space || self == .tab }

    /// A character that has no place in a header line: CTL (RFC 822 section 3.3) but the tab.
    var isControl: Bool { self < 0x20 && self != .tab || self == 0x7F }

    /// Visible ASCII but the colon: `field-name` (RFC 822 section 3.2).
    var isFieldNameCharacter: Bool { (0x21...0x7E).contains(self) && self != .colon }

    /// Visible ASCII but the `tspecials`: `token` (RFC 2045 section 5.1).
    var isTokenCharacter: Bool { (0x21...0x7E).contains(self) && !"()<>@,;:\\\"/[]?=".utf8.contains(self) }
}

extension ArraySlice<UInt8> {
    func trimmingLinearWhitespace() -> Self {
        let rest = drop(while: \.isLinearWhitespace)
        guard let last = rest.lastIndex(where: { !$0.isLinearWhitespace }) else { return [] }
        return rest[...last]
    }
}
