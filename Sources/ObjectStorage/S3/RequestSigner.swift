import Crypto
package import Foundation

/// A request in the one form in which both sides hash it.
package struct CanonicalRequest: Sendable {
    package let method: String
    /// Percent-encoded.
    package let path: String
    /// Percent-encoded and sorted.
    package let query: String
    /// Names in lower case, sorted.
    package let headers: [(name: String, value: String)]
    package let payloadHash: String

    package init(
        method: String, path: String, query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)], payloadHash: String
    ) {
        self.method = method
        self.path = path
        self.query = Self.query(query)
        self.headers = headers.map { ($0.name.lowercased(), Self.trimmed($0.value)) }.sorted { $0.name < $1.name }
        self.payloadHash = payloadHash
    }

    /// Sorted by the encoded names, then values, byte by byte.
    static func query(_ items: [(name: String, value: String)]) -> String {
        let encoded = items.map { (PercentEncoding.component($0.name), PercentEncoding.component($0.value)) }
        return encoded.sorted(by: <).map { "\($0)=\($1)" }.joined(separator: "&")
    }

    /// Without spaces around, and with single ones within.
    private static func trimmed(_ value: String) -> String {
        value.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }

    var signedHeaders: String { headers.map(\.name).joined(separator: ";") }

    var text: String {
        let lines = headers.map { "\($0.name):\($0.value)\n" }.joined()
        return "\(method)\n\(path)\n\(query)\n\(lines)\n\(signedHeaders)\n\(payloadHash)"
    }
}

/// Signs requests with AWS Signature Version 4
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
package struct RequestSigner: Sendable {
    let credentials: Credentials
    let region: String
    let service: String

    package init(credentials: Credentials, region: String, service: String = "s3") {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    /// The value of the header `Authorization`; the request has the same time in its `x-amz-date`.
    package func authorization(of request: CanonicalRequest, at date: Date) -> String {
        let stamp = AmazonTime.stamp(date)
        let signature = Self.signature(of: request.text, stamp: stamp, scope: scope(stamp), key: key(stamp))
        return "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope(stamp)),"
            + "SignedHeaders=\(request.signedHeaders),Signature=\(signature)"
    }

    /// What a day's keys are good for.
    func scope(_ stamp: String) -> String { "\(AmazonTime.day(ofStamp: stamp))/\(region)/\(service)/aws4_request" }

    /// The key of a day.
    func key(_ stamp: String) -> SymmetricKey {
        let steps = [AmazonTime.day(ofStamp: stamp), region, service, "aws4_request"]
        return steps.reduce(SymmetricKey(data: Array("AWS4\(credentials.secretAccessKey)".utf8))) { key, step in
            SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(step.utf8), using: key))
        }
    }

    static func signature(of canonicalRequest: String, stamp: String, scope: String, key: SymmetricKey) -> String {
        let hash = SHA256.hash(data: Array(canonicalRequest.utf8)).hexadecimal
        let text = "AWS4-HMAC-SHA256\n\(stamp)\n\(scope)\n\(hash)"
        return HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key).hexadecimal
    }
}

extension Sequence<UInt8> {
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
