import Crypto
package import Foundation

/// Makes URLs that carry their own signature and end by themselves
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
///
/// All that is the same for every key is made once, the day's key above all: a list of tweets has twenty of them.
package struct PresignedLinks: Sendable {
    /// Scheme and host.
    private let origin: String
    /// What stands before the key in the path.
    private let path: String
    private let query: String
    private let headers: String
    private let stamp: String
    private let scope: String
    private let key: SymmetricKey

    /// - Parameters:
    ///   - date: from which they are good.
    ///   - lifetime: seconds that they are good for, 1 to 604,800.
    package init(_ address: S3Address, signer: RequestSigner, date: Date, lifetime: Int) {
        origin = address.origin
        path = address.path(of: "")
        stamp = AmazonTime.stamp(date)
        scope = signer.scope(stamp)
        key = signer.key(stamp)
        var items = [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), ("X-Amz-Credential", "\(signer.credentials.accessKeyID)/\(scope)"),
            ("X-Amz-Date", stamp), ("X-Amz-Expires", "\(lifetime)"), ("X-Amz-SignedHeaders", "host"),
        ]
        if let token = signer.credentials.sessionToken { items.append(("X-Amz-Security-Token", token)) }
        query = CanonicalRequest.query(items)
        headers = "host:\(address.host)\n\nhost\nUNSIGNED-PAYLOAD"
    }

    package func url(of key: String) -> String {
        let path = path + PercentEncoding.path(key)
        let signature = RequestSigner.signature(
            of: "GET\n\(path)\n\(query)\n\(headers)", stamp: stamp, scope: scope, key: self.key)
        return "\(origin)\(path)?\(query)&X-Amz-Signature=\(signature)"
    }
}
