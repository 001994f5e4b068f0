import NIOCore
import NIOPosix

/// A connection on which a test says every byte, for what an HTTP client would hide or refuse to send.
package struct RawConnection {
    private var incoming: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outgoing: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var received: [UInt8] = []

    /// Connects to a server on this machine, runs the body, and closes the connection.
    ///
    /// - Parameter receiveBuffer: bytes that the system keeps of what has come and is not read; nil: as it likes.
    package static func with<Result: Sendable>(
        port: Int, receiveBuffer: Int? = nil, _ body: (inout RawConnection) async throws -> Result
    ) async throws -> Result {
        var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        if let receiveBuffer {
            bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: receiveBuffer)
        }
        let channel = try await bootstrap.connect(host: "localhost", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                    wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
            }
        }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = RawConnection(incoming: inbound.makeAsyncIterator(), outgoing: outbound)
            return try await body(&connection)
        }
    }

    private init(
        incoming: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outgoing: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.incoming = incoming
        self.outgoing = outgoing
    }

    /// Sends bytes as they are.
    package func send(_ text: String) async throws {
        try await outgoing.write(ByteBuffer(string: text))
    }

    /// Says that nothing more will be sent; answers can still come.
    package func endSending() {
        outgoing.finish()
    }

    /// Sends a request.
    ///
    /// - Parameter head: its lines, without the empty one, separated by line feeds; on the wire by CR LF.
    package func send(head: String, body: String = "") async throws {
        try await send(head.split(separator: "\n").joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// The next answer.
    ///
    /// - Parameter hasBody: false for the answer to HEAD.
    /// - Returns: nil when the connection ends before the answer does.
    package mutating func answer(hasBody: Bool = true) async throws -> RawAnswer? {
        while true {
            if let (answer, length) = RawAnswer.first(in: received, hasBody: hasBody) {
                received.removeFirst(length)
                return answer
            }
            guard try await receive() else { return nil }
        }
    }

    /// Waits until the server closes the connection.
    ///
    /// - Returns: what it sent until then.
    package mutating func rest() async throws -> String {
        while try await receive() {}
        return String(decoding: received, as: UTF8.self)
    }

    /// - Returns: false at the connection's end; a reset is one as well.
    private mutating func receive() async throws -> Bool {
        do {
            guard let bytes = try await incoming.next() else { return false }
            received += bytes.readableBytesView
            return true
        } catch is IOError {
            return false
        }
    }
}
