import NIOCore
import NIOPosix
import Synchronization
import TestSupport

/// A connection on which a test sends the bytes that it likes, when it likes.
final class RawConnection: Sendable {
    private let channel: any Channel
    private let chunks: AsyncStream<String>
    private let unread = Mutex("")
    private let anything = Flag()

    init(port: Int) async throws {
        let (chunks, continuation) = AsyncStream.makeStream(of: String.self)
        self.chunks = chunks
        channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelInitializer { [anything] channel in
                channel.eventLoop.makeCompletedFuture {
                    let receiver = Receiver(continuation: continuation, anything: anything)
                    try channel.pipeline.syncOperations.addHandler(receiver)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    /// - Throws: when the server has closed the connection.
    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Sends a byte every tenth of a second.
    ///
    /// - Returns: how many could be sent before the server closed the connection.
    func dribble(_ text: String) async throws -> Int {
        var sent = 0
        for character in text where channel.isActive {
            do { try await send(String(character)) } catch { break }
            sent += 1
            try await Task.sleep(for: .milliseconds(100))
        }
        return sent
    }

    /// What the server sent, up to and with the first text that ends so; all up to its end where the server closes the
    /// connection before.
    func received(through ending: String) async -> String {
        var text = unread.withLock { $0 }
        var end = text.firstRange(of: ending)?.upperBound
        if end == nil {
            for await chunk in chunks {
                text += chunk
                end = text.firstRange(of: ending)?.upperBound
                if end != nil { break }
            }
        }
        let split = end ?? text.endIndex
        unread.withLock { $0 = String(text[split...]) }
        return String(text[..<split])
    }

    /// All that the server sent until it closed the connection.
    func receivedUntilClosed() async -> String {
        var text = unread.withLock { $0 }
        for await chunk in chunks { text += chunk }
        return text
    }

    var isOpen: Bool { channel.isActive }

    /// Whether the server has sent anything.
    var hasReceived: Bool { anything.isSet }

    func close() async {
        try? await channel.close()
    }
}

/// Passes on what comes in. A connection that is reset counts as closed.
private final class Receiver: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let continuation: AsyncStream<String>.Continuation
    private let anything: Flag

    init(continuation: AsyncStream<String>.Continuation, anything: Flag) {
        self.continuation = continuation
        self.anything = anything
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        anything.isSet = true
        continuation.yield(String(buffer: unwrapInboundIn(data)))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
    }
}
