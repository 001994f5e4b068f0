import HTTPTypes
import Hummingbird

extension Response {
    /// A JSON object. It is one reader's at one moment, so nobody on the way may keep it (RFC 9111, section 5.2.2.5).
    static func json(
        status: HTTPResponse.Status = .ok, capacity: Int = 512, headers: HTTPFields = [:],
        _ members: (inout JSONWriter) -> Void
    ) -> Response {
        var writer = JSONWriter(capacity: capacity)
        writer.object(members)
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/json; charset=utf-8" }
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: .init(byteBuffer: writer.buffer))
    }
}
