import Crypto
import HTTPTypes
import Hummingbird
import MinitterService
import NIOCore

/// Bytes with what lets them be sent small, or not at all: compression where the client takes it, and a tag by which it
/// asks whether they have changed (RFC 9110, sections 8.8.3, 12.5.3 and 13.1.2).
struct Representation: Sendable {
    let plain: ByteBuffer
    let contentType: String
    private let hash: String
    /// nil where that is not smaller.
    private let gzipped: @Sendable () -> ByteBuffer?

    init(_ bytes: ByteBuffer, contentType: String, gzipped: @escaping @Sendable () -> ByteBuffer?) {
        plain = bytes
        self.contentType = contentType
        self.gzipped = gzipped
        hash = SHA256.hash(data: bytes.readableBytesView).prefix(12).hexadecimal
    }

    /// Text that is made for one request.
    init(_ text: String, contentType: String) {
        let bytes = ByteBuffer(string: text)
        self.init(bytes, contentType: contentType) { Gzip.compress(bytes, level: 4) }
    }

    /// - Parameters:
    ///   - status: of the answer; one that is not a success is sent whole.
    ///   - headers: what else it carries. `Vary` names what it depends on beside the encoding.
    func response(to request: Request, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        let acceptsGzip = PreferenceList(request.headers[values: .acceptEncoding]).takes("gzip")
        // A tag of its own for each form: they are not the same bytes.
        let tag = acceptsGzip ? "\"\(hash)-gzip\"" : "\"\(hash)\""
        // A browser may keep it and asks each time whether it has changed.
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-cache" }
        headers[.vary] = headers[.vary].map { "\($0), Accept-Encoding" } ?? "Accept-Encoding"
        if status == .ok {
            headers[.eTag] = tag
            if request.headers[.ifNoneMatch].map({ EntityTag.matches($0, tag) }) == true {
                return Response(status: .notModified, headers: headers)
            }
        }
        headers[.contentType] = contentType
        guard acceptsGzip, let gzipped = gzipped() else {
            return Response(status: status, headers: headers, body: .init(byteBuffer: plain))
        }
        headers[.contentEncoding] = "gzip"
        return Response(status: status, headers: headers, body: .init(byteBuffer: gzipped))
    }
}
