import Foundation

/// A name as it is compared: without regard to case, accents, width (`Ａ`, `A`) and how its characters are put together.
///
/// Both engines then compare code points and agree. Syllables of Hangul are taken apart, so that `ㄱ` and `기`, as they
/// come while `김` is typed, find `김`.
package struct NameKey: Sendable, Equatable {
    package let text: String

    /// A hundred syllables. Names are compared no further; an index takes no more than 768.
    static let maximumLength = 300

    package init(_ name: String) {
        // Twice, because a small letter may have a part that its capital had not, such as that of İ.
        let letters = name.decomposedStringWithCompatibilityMapping.lowercased()
            .decomposedStringWithCompatibilityMapping.unicodeScalars
            .filter { !Self.accents.contains($0) }
        guard let first = letters.firstIndex(where: { !$0.properties.isWhitespace }) else {
            text = ""
            return
        }
        // Blanks at the end would count on SQLite and not on MySQL.
        var key = letters[first...].prefix(Self.maximumLength)
        while key.last?.properties.isWhitespace == true { key.removeLast() }
        text = String(String.UnicodeScalarView(key))
    }

    /// What comes after all keys that begin with this one: no name has that last of all code points.
    var end: String { text + "\u{10FFFF}" }

    func isPrefix(of key: String) -> Bool {
        key.unicodeScalars.starts(with: text.unicodeScalars)
    }

    /// Those of Latin, Greek and Cyrillic. The marks of other scripts make another letter, such as が.
    private static let accents: ClosedRange<Unicode.Scalar> = "\u{300}"..."\u{36F}"
}
