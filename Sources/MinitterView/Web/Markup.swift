/// Text of HTML or XML, in which nothing that people wrote can become markup.
///
/// Written as a string literal, in which an interpolated text is always escaped:
///
///     let markup: Markup = "<h1>\(person.name)</h1>"
///
/// Only other `Markup` is inserted as it is. From a text that is not a literal, none can be made otherwise.
package struct Markup: ExpressibleByStringInterpolation, Sendable {
    package private(set) var text: String

    package init(stringLiteral value: StaticString) {
        text = value.description
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            text += literal.description
        }

        /// Text between tags, or the value of an attribute in quotation marks.
        package mutating func appendInterpolation(_ value: some StringProtocol) {
            Markup.escape(value, into: &text)
        }

        package mutating func appendInterpolation(_ value: some BinaryInteger) {
            text += String(value)
        }

        package mutating func appendInterpolation(_ markup: Markup?) {
            if let markup { text += markup.text }
        }

        /// One after the other.
        package mutating func appendInterpolation(_ parts: [Markup]) {
            for part in parts { text += part.text }
        }
    }
}

// MARK: - Escaping

extension Markup {
    /// The five characters that HTML and XML give a meaning. What XML can't hold at all (XML 1.0, section 2.2), such as
    /// U+FFFE in a name, becomes the replacement character.
    private static func escape(_ value: some StringProtocol, into text: inout String) {
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\t", "\n", "\r": text.unicodeScalars.append(scalar)
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": text.unicodeScalars.append("\u{FFFD}")
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
