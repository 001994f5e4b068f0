import NIOCore
import NIOHTTP1

/// Gives a request after which its connection ends the header `Connection: close` in just that spelling, which is the
/// one that Hummingbird looks for. A client may say it in another case, in a list (RFC 9110, section 7.6.1), or by
/// speaking HTTP/1.0 (RFC 9112, section 9.3), which the handlers after this one don't learn.
final class CloseHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), head.version == .http1_0 || !head.isKeepAlive else {
            context.fireChannelRead(data)
            return
        }
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        // RFC 9110, section 10.1.1: a client of HTTP/1.0 doesn't wait for 100 (Continue), and would take it for the answer.
        if head.version == .http1_0 { head.headers.remove(name: "Expect") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
