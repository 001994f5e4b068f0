import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A request as it is before it is signed; it is signed anew for each attempt.
struct S3Request: Sendable {
    var method: HTTPMethod
    /// Percent-encoded.
    var path: String
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var content: (chunks: Rereadable<ByteBuffer>, size: Int, sha256: [UInt8])?

    func signed(_ address: S3Address, _ signer: RequestSigner, at date: Date) -> HTTPClientRequest {
        let payloadHash = content?.sha256.hexadecimal ?? Self.hashOfNothing
        var headers = headers
        headers += [
            ("host", address.host), ("x-amz-content-sha256", payloadHash), ("x-amz-date", AmazonTime.stamp(date)),
        ]
        if let token = signer.credentials.sessionToken { headers.append(("x-amz-security-token", token)) }
        if let content { headers.append(("x-amz-checksum-sha256", Data(content.sha256).base64EncodedString())) }
        let canonical = CanonicalRequest(
            method: method.rawValue, path: path, query: query, headers: headers, payloadHash: payloadHash)
        headers.append(("authorization", signer.authorization(of: canonical, at: date)))

        let url = address.origin + path + (query.isEmpty ? "" : "?" + canonical.query)
        var request = HTTPClientRequest(url: url)
        request.method = method
        request.headers = HTTPHeaders(headers.map { ($0.name, $0.value) })
        if let content { request.body = .stream(content.chunks, length: .known(Int64(content.size))) }
        return request
    }

    private static let hashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
}

/// Why a request failed.
enum S3Failure: Error {
    /// It was answered, and would be so again. `code` is S3's, such as `NoSuchKey`; empty where the answer has none.
    case refused(status: Int, code: String, message: String)
    /// It was not answered, or with a failure that passes, as often as it was tried.
    case away(reason: String)

    var reason: String {
        switch self {
        case .refused(let status, let code, let message):
            [code.isEmpty ? "answered \(status)" : code, message].filter { !$0.isEmpty }.joined(separator: ": ")
        case .away(let reason): reason
        }
    }
}
