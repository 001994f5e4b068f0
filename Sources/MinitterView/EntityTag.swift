/// What tells two states of a thing apart (RFC 9110, section 8.8.3).
enum EntityTag {
    /// RFC 9110, section 13.1.2: `*` or a list; compared weakly.
    static func matches(_ ifNoneMatch: String, _ eTag: String) -> Bool {
        ifNoneMatch.split(separator: ",").contains { candidate in
            let tag = candidate.drop { $0 == " " }.prefix { $0 != " " }
            return tag == "*" || tag == eTag || tag == "W/\(eTag)"
        }
    }
}
