import HTTPTypes
import NIOCore
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// How long a connection may take.
package struct ConnectionTimeouts: Sendable {
    /// From the opening of the connection, or the end of the request before, until a request's head is there: the time
    /// to idle, and what a client that sends a header a second (“slow loris”) has.
    package var head: Duration
    /// From a request's head until the end of its body; and how long a client may take nothing of an answer.
    package var body: Duration

    package init(head: Duration = .seconds(60), body: Duration = .seconds(120)) {
        self.head = head
        self.body = body
    }
}

/// Closes a connection that takes too long, or whose answer says `Connection: close`; answers `Expect: 100-continue`.
///
/// An idle time-out alone would not do: each byte of a slow client starts it anew.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let timeouts: ConnectionTimeouts
    /// When the connection is closed unless something comes before; never while a request is worked on.
    private var deadline = NIODeadline.distantFuture
    /// When it is closed unless the client takes what is waiting for it: never while there is room for more. A client that
    /// goes on asking and doesn't read would keep the other deadline away.
    private var writeDeadline = NIODeadline.distantFuture
    private var timer: Scheduled<Void>?
    private var isReadingRequest = false
    /// Requests whose head has come and whose answer has not ended.
    private var unanswered = 0
    private var owesContinue = false
    private var closesAfterResponse = false

    init(timeouts: ConnectionTimeouts) {
        self.timeouts = timeouts
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        if let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) {
            try? pipeline.addHandler(RequestHeadHandler(), position: .before(codec))
        }
        if context.channel.isActive { start(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        start(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            isReadingRequest = true
            deadline = .now() + TimeAmount(timeouts.body)
            unanswered += 1
            // RFC 9110, section 10.1.1: curl waits a second for this before it sends a picture.
            owesContinue = head.headerFields[.expect]?.lowercased() == "100-continue"
            sayContinue(context)
        case .body:
            break
        case .end:
            isReadingRequest = false
            deadline = .distantFuture
        }
        context.fireChannelRead(data)
        // It was answered before its body had come.
        if !isReadingRequest, unanswered == 0 { endExchange(context) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeDeadline = context.channel.isWritable ? .distantFuture : .now() + TimeAmount(timeouts.body)
        context.fireChannelWritabilityChanged()
    }

    /// When all requests before it are answered: it would stand in the middle of another's answer otherwise.
    private func sayContinue(_ context: ChannelHandlerContext) {
        guard owesContinue, unanswered == 1 else { return }
        owesContinue = false
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            closesAfterResponse = head.headerFields[.connection] == "close"
            context.write(data, promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            unanswered -= 1
            context.write(data, promise: promise)
            // A body that is still coming keeps its own deadline.
            if !isReadingRequest { endExchange(context) }
            sayContinue(context)
        }
    }

    /// When a request and its answer have ended. Others may have come meanwhile, and are worked on.
    private func endExchange(_ context: ChannelHandlerContext) {
        if closesAfterResponse {
            context.flush()
            context.close(promise: nil)
        } else if unanswered == 0 {
            deadline = .now() + TimeAmount(timeouts.head)
        }
    }

    private func start(_ context: ChannelHandlerContext) {
        deadline = .now() + TimeAmount(timeouts.head)
        check(context)
    }

    /// Looks at the deadline now and then, rather than scheduling each: to cancel one of ten thousand scheduled tasks
    /// takes a search through all of them. A deadline is noticed late by the shorter time-out at the most.
    private func check(_ context: ChannelHandlerContext) {
        guard min(deadline, writeDeadline) > .now() else {
            context.close(promise: nil)
            return
        }
        let next = min(deadline, .now() + TimeAmount(min(timeouts.head, timeouts.body)))
        timer = context.eventLoop.assumeIsolatedUnsafeUnchecked().scheduleTask(deadline: next) { self.check(context) }
    }
}
