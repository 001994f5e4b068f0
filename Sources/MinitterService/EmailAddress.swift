import Foundation

/// An e-mail address as far as it can be judged without writing to it: something, one `@`, a domain.
struct EmailAddress: Sendable {
    /// As the person wrote it, without blanks around it.
    let text: String
    /// What tells two addresses apart: in normal form C and lower case.
    let key: String

    /// - Throws: ``ServiceError/invalid(field:detail:)``.
    init(_ address: String) throws(ServiceError) {
        text = Self.trim(address)
        key = Self.key(text)
        // RFC 5321, section 4.5.3.1, has 64 octets before the @ and 254 in all (erratum 1690 to RFC 3696), which leaves
        // 189. Characters (Unicode scalars) are counted instead, which a JSON schema can say.
        let parts = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        let isWellFormed =
            parts.count == 2 && (1...64).contains(parts[0].count) && (1...189).contains(parts[1].count)
            && text.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0.properties.generalCategory != .control
            }
            // A few characters become three in normal form: what the column takes.
            && key.unicodeScalars.count <= 512
        guard isWellFormed else {
            throw .invalid(
                field: "email", detail: "“email” is not an e-mail address: write it as name@example.com.")
        }
    }

    static func key(_ address: String) -> String {
        // The normal form last: of a capital that has no single scalar, such as J̌, the small letter may have one.
        trim(address).lowercased().precomposedStringWithCanonicalMapping
    }

    private static func trim(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
