import Foundation

/// Where a bucket is and how it is used.
package struct S3Settings: Sendable {
    /// Where a request names the bucket.
    package enum Addressing: String, Sendable {
        case path
        case virtualHost = "virtual-host"
    }

    /// How clients load objects.
    package enum Sharing: Sendable, Equatable {
        /// Through our server.
        case proxy
        /// From a base URL, with a slash at its end, that all can read: the bucket's, or that of a CDN in front of it.
        case base(String)
        /// By URLs that are good for so many seconds.
        case presign(lifetime: Int)
    }

    package var bucket: String
    package var region: String
    /// `https://s3.example.com`, nil: Amazon's for the region.
    package var endpoint: String?
    /// nil: as a virtual host at Amazon's, in the path at another endpoint.
    package var addressing: Addressing?
    package var sharing: Sharing
    /// Sent with each object, which whoever serves it repeats to clients: `public, max-age=31536000, immutable`.
    package var cacheControl: String?
    /// Seconds for which a connection may stand still.
    package var timeout: Int
    /// How often a request is sent before it counts as failed.
    package var attempts: Int
    /// Seconds at the most until the second attempt; doubled for each one after.
    package var retryDelay: Double

    package init(
        bucket: String, region: String = "us-east-1", endpoint: String? = nil, addressing: Addressing? = nil,
        sharing: Sharing = .proxy, cacheControl: String? = nil, timeout: Int = 10, attempts: Int = 3,
        retryDelay: Double = 0.2
    ) {
        self.bucket = bucket
        self.region = region
        self.endpoint = endpoint
        self.addressing = addressing
        self.sharing = sharing
        self.cacheControl = cacheControl
        self.timeout = timeout
        self.attempts = attempts
        self.retryDelay = retryDelay
    }
}

/// The URLs of a bucket and of what is in it.
package struct S3Address: Sendable {
    /// Scheme and host: `https://pictures.s3.eu-central-1.amazonaws.com`.
    package let origin: String
    /// As the header `Host` has it, with the port unless it is the scheme's own.
    package let host: String
    /// In front of a key, with a slash at its end.
    private let folder: String

    /// - Throws: ``ObjectStorageError`` when the endpoint is no URL.
    package init(_ settings: S3Settings) throws(ObjectStorageError) {
        let endpoint = settings.endpoint ?? "https://s3.\(settings.region).amazonaws.com"
        guard let url = URLComponents(string: endpoint), let scheme = url.scheme, let name = url.host, !name.isEmpty
        else { throw ObjectStorageError("“\(endpoint)” is no URL") }
        let port = url.port.flatMap { $0 == ["http": 80, "https": 443][scheme] ? nil : ":\($0)" } ?? ""
        switch settings.addressing ?? (settings.endpoint == nil ? .virtualHost : .path) {
        case .virtualHost:
            host = "\(settings.bucket).\(name)\(port)"
            folder = "/"
        case .path:
            host = name + port
            folder = "/\(settings.bucket)/"
        }
        origin = "\(scheme)://\(host)"
    }

    /// The bucket itself.
    package var bucketPath: String { folder.count > 1 ? String(folder.dropLast()) : folder }

    /// Percent-encoded.
    package func path(of key: String) -> String { folder + PercentEncoding.path(key) }
}
