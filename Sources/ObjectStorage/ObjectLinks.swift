/// Makes the URLs from which clients load objects themselves.
package enum ObjectLinks: Sendable {
    /// What stands before each key, with a slash at its end: the bucket's address, or that of a CDN in front of it.
    case base(String)
    case presigned(PresignedLinks)

    package func url(of key: String) -> String {
        switch self {
        case .base(let base): base + PercentEncoding.path(key)
        case .presigned(let links): links.url(of: key)
        }
    }
}
