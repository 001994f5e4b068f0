import HTTPTypes
import ObjectStorage

/// What a browser is told to refuse on our pages.
enum PageHeaders {
    /// - Parameter pictures: what makes the URLs of pictures; nil: the page has none.
    static func fields(pictures: ObjectLinks?) -> HTTPFields {
        let images = ["'self'", "blob:", "data:"] + [pictures.flatMap(origin)].compactMap { $0 }
        return [
            .contentSecurityPolicy: "default-src 'none'; script-src 'self'; style-src 'self'; "
                + "img-src \(images.joined(separator: " ")); connect-src 'self'; form-action 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'",
            .referrerPolicy: "same-origin",
            .crossOriginOpenerPolicy: "same-origin",
        ]
    }

    /// Where pictures come from another place than pages: a bucket, a CDN, or this server under its public name.
    private static func origin(of links: ObjectLinks) -> String? {
        let url = links.url(of: "")
        guard let scheme = url.firstRange(of: "://"), url.hasPrefix("http") else { return nil }
        return String(url[..<scheme.upperBound] + url[scheme.upperBound...].prefix { $0 != "/" })
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let crossOriginOpenerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
}
