import HTTPTypes
import Hummingbird

/// Keeps other sites from sending requests with the cookies of ours (“cross-site request forgery”): tells by what the
/// browser itself says of where a request comes from, which a site can't change. As Go's `http.CrossOriginProtection`,
/// but who says nothing is refused, too: only browsers have the cookie.
enum SameOrigin {
    /// - Parameter publicURL: how clients reach this server; a proxy may send another `Host`.
    /// - Throws: a ``Problem`` unless the request comes from a page of ours, or from the person (the address bar).
    static func require(_ request: Request, publicURL: String?) throws {
        guard isProven(request, publicURL: publicURL) else { throw Problem.crossOrigin }
    }

    private static func isProven(_ request: Request, publicURL: String?) -> Bool {
        // https://www.w3.org/TR/fetch-metadata/: all browsers send it, to https and to this machine.
        if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
        // What is left is http: RFC 6454, section 7.
        guard let origin = request.headers[.origin].flatMap(authority) else { return false }
        let own = [request.head.authority, publicURL.flatMap(authority)]
        return own.contains { $0?.lowercased() == origin }
    }

    /// Host and port of an origin; nil for `null` and what else is none.
    private static func authority(of origin: String) -> String? {
        for scheme in ["https://", "http://"] where origin.hasPrefix(scheme) {
            return origin.dropFirst(scheme.count).lowercased()
        }
        return nil
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
