import HTTPTypes
import Hummingbird

extension Request {
    /// How many bytes the body has, where the request says so before it comes: what is too much can be refused without
    /// waiting for it.
    var announcedLength: Int? {
        headers[.contentLength].flatMap { Int($0) }
    }
}
