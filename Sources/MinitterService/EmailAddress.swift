import Foundation

/// An e-mail address as far as it can be judged without writing to it: something, one `@`, a domain.
struct EmailAddress: Sendable {
    /// As the person wrote it, without blanks around it.
    let text: String
    /// What tells two addresses apart: in normal form C and lower case.
    let key: String

    /// - Throws: ``ServiceError/invalid(field:detail:)``.
    init(_ address: String) throws(ServiceError) {
        text = address.trimmingCharacters(in: .whitespaces)
        key = Self.key(text)
        // RFC 5321, section 4.5.3.1: 64 octets before the @; 254 in all (erratum 1690 to RFC 3696).
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isWellFormed =
            parts.count == 2 && (1...64).contains(parts[0].utf8.count) && !parts[1].isEmpty
            && text.utf8.count <= 254
            && text.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0.properties.generalCategory != .control
            }
        guard isWellFormed else {
            throw .invalid(
                field: "email", detail: "“email” is not an e-mail address: write it as name@example.com.")
        }
    }

    static func key(_ address: String) -> String {
        address.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping.lowercased()
    }
}
