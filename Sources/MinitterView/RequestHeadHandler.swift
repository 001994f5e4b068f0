import NIOCore
import NIOHTTP1

/// Looks at a request's head while it is still HTTP/1: the handlers after this one don't learn its version, and of several
/// `Host` headers they learn one.
final class RequestHeadHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else {
            context.fireChannelRead(data)
            return
        }
        // RFC 9112, section 3.2. A proxy that took another of two hosts would not see where the request goes.
        guard head.headers["host"].count == 1 || head.version == .http1_0 else {
            // As for any other head that is none: 400, and the connection ends.
            context.fireErrorCaught(HTTPParserError.invalidHost)
            return
        }
        guard head.version == .http1_0 || !head.isKeepAlive else {
            context.fireChannelRead(data)
            return
        }
        // In just the spelling that Hummingbird looks for. A client may say it in another case, in a list (RFC 9110, section
        // 7.6.1), or by speaking HTTP/1.0 (RFC 9112, section 9.3).
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        // RFC 9110, section 10.1.1: a client of HTTP/1.0 doesn't wait for 100 (Continue), and would take it for the answer.
        if head.version == .http1_0 { head.headers.remove(name: "Expect") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
