import COpenAPI
import HTTPTypes
import Hummingbird
import NIOCore

/// The contract.
enum OpenAPIView {
    @Sendable static func show(_ request: Request, _ context: Context) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-cache"],
            body: .init(byteBuffer: document))
    }

    private static let document: ByteBuffer = {
        var length = 0
        let bytes = minitter_openapi(&length)
        return ByteBuffer(bytes: UnsafeBufferPointer(start: bytes, count: length))
    }()
}
