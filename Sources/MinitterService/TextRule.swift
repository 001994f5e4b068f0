import Foundation

/// What a text that people write may be.
struct TextRule: Sendable {
    let field: String
    /// In Unicode scalars, which is what the database's columns count.
    let length: ClosedRange<Int>
    /// Whether line breaks and tabs are taken.
    let isMultiline: Bool

    static let name = TextRule(field: "name", length: 1...100, isMultiline: false)
    static let profile = TextRule(field: "profile", length: 0...1_000, isMultiline: true)
    static let tweet = TextRule(field: "tweet", length: 1...300, isMultiline: true)

    /// - Throws: ``ServiceError/invalid(field:detail:)``.
    func check(_ text: String) throws(ServiceError) {
        let count = text.unicodeScalars.count
        guard count <= length.upperBound else {
            throw invalid("has \(count) characters: at most \(length.upperBound) are taken")
        }
        if length.lowerBound > 0, text.unicodeScalars.allSatisfy(isInvisible) {
            throw invalid("is empty or blank: write at least one character")
        }
        if text.unicodeScalars.contains(where: isRefused) {
            throw invalid("holds a control character: leave it out")
        }
    }

    /// A space, or one that is shown as nothing, such as U+200B (zero width space) and U+3164 (Hangul filler).
    private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }

    private func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.properties.generalCategory == .control else { return false }
        return !(isMultiline && ["\n", "\r", "\t"].contains(scalar))
    }

    private func invalid(_ problem: String) -> ServiceError {
        .invalid(field: field, detail: "“\(field)” \(problem).")
    }
}
