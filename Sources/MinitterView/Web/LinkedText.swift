/// Text with its addresses made links: only those of http and https; what else looks like one stays text. The module
/// `text.js` does the same in the browser.
package enum LinkedText {
    package static func markup(_ text: String) -> Markup {
        var markup: Markup = ""
        var rest = text[...]
        while let found = firstAddress(in: rest) {
            markup = "\(markup)\(rest[..<found.startIndex])\(link(found))"
            rest = rest[found.endIndex...]
        }
        return "\(markup)\(rest)"
    }

    /// It opens in a new tab, is told nothing of where it was clicked, and gains nothing from being here.
    private static func link(_ address: Substring) -> Markup {
        "<a href=\"\(address)\" rel=\"nofollow noopener noreferrer ugc\" target=\"_blank\">\(address)</a>"
    }

    private static func firstAddress(in text: Substring) -> Substring? {
        var start = text.unicodeScalars.startIndex
        let scalars = text.unicodeScalars
        while let next = scalars[start...].firstIndex(where: { $0 == "h" || $0 == "H" }) {
            if let address = address(text[next...]) { return address }
            start = scalars.index(after: next)
        }
        return nil
    }

    /// The address that a text begins with; nil where it begins with none.
    private static func address(_ text: Substring) -> Substring? {
        let scalars = text.unicodeScalars
        guard let scheme = ["https://", "http://"].first(where: { scalars.beginsLike($0) }) else { return nil }
        let address = withoutTail(Substring(scalars.prefix { !endsAddress($0) }))
        let host = address.unicodeScalars.dropFirst(scheme.unicodeScalars.count)
            .prefix { !"/?#:".unicodeScalars.contains($0) }
        guard let first = host.first, first.properties.isAlphabetic || ("0"..."9").contains(first) || first == "["
        else { return nil }
        return address
    }

    private static func endsAddress(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            || "<>\"'`{}|\\^".unicodeScalars.contains(scalar)
    }

    /// Without what ends a sentence or closes a bracket that was opened before the address.
    private static func withoutTail(_ found: Substring) -> Substring {
        var address = found
        while let last = address.unicodeScalars.last {
            let scalars = address.unicodeScalars
            let closes = brackets.contains { bracket in
                bracket.close == last
                    && scalars.count(where: { $0 == bracket.close }) > scalars.count(where: { $0 == bracket.open })
            }
            guard closes || punctuation.contains(last) else { break }
            address.unicodeScalars.removeLast()
        }
        return address
    }

    private static let punctuation = Set(".,:;!?…。、，！？'\"’”»".unicodeScalars)
    private static let brackets: [(open: Unicode.Scalar, close: Unicode.Scalar)] = [("(", ")"), ("[", "]"), ("（", "）")]
}

extension Substring.UnicodeScalarView {
    /// - Parameter prefix: in lower case, of ASCII.
    fileprivate func beginsLike(_ prefix: String) -> Bool {
        let ours = self.prefix(prefix.unicodeScalars.count)
        return ours.elementsEqual(prefix.unicodeScalars) { mine, theirs in
            mine == theirs || mine.properties.lowercaseMapping == String(theirs)
        }
    }
}
