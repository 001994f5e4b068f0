import NIOCore
import NIOPosix
import Synchronization

/// Stands between a client and a server and passes on what they say, until a test cuts the connections at a chosen
/// moment: a fake of a network that fails, because a real one can't be had.
package final class CuttableProxy: Sendable {
    package let port: Int
    private let server: any Channel
    private let rule: Rule

    /// When connections are cut.
    package final class Rule: Sendable {
        fileprivate enum Cut {
            case never
            /// When the client says this. What it says is passed on or not, and nothing comes back.
            case at(phrase: String, passesOn: Bool)
            /// Nothing is passed on any more, either way, and the connection stays.
            case silently
        }

        fileprivate let cut = Mutex(Cut.never)
    }

    /// Runs a body beside a proxy for a port of this machine.
    package static func with<Result>(
        to port: Int, _ body: (CuttableProxy) async throws -> Result
    ) async throws -> Result {
        let rule = Rule()
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { client in
                ClientBootstrap(group: client.eventLoop).connect(host: "127.0.0.1", port: port).flatMap { server in
                    client.eventLoop.makeCompletedFuture {
                        let toServer = Relay(to: server, rule: rule, isFromClient: true)
                        let toClient = Relay(to: client, rule: rule, isFromClient: false)
                        try client.pipeline.syncOperations.addHandler(toServer)
                        try server.pipeline.syncOperations.addHandler(toClient)
                    }
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let proxy = CuttableProxy(port: server.localAddress?.port ?? 0, server: server, rule: rule)
        return try await finally {
            try await body(proxy)
        } then: {
            try? await server.close()
        }
    }

    private init(port: Int, server: any Channel, rule: Rule) {
        self.port = port
        self.server = server
        self.rule = rule
    }

    /// Cuts the next connection whose client says a phrase, and passes everything on after that.
    ///
    /// - Parameter passesOn: whether the server hears the phrase.
    package func cutOnce(at phrase: String, passesOn: Bool) {
        rule.cut.withLock { $0 = .at(phrase: phrase, passesOn: passesOn) }
    }

    /// Passes nothing on from now on, as a network does that loses every packet; or everything again.
    package func beSilent(_ isSilent: Bool) {
        rule.cut.withLock { $0 = isSilent ? .silently : .never }
    }

    private final class Relay: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let other: any Channel
        private let rule: Rule
        private let isFromClient: Bool

        init(to other: any Channel, rule: Rule, isFromClient: Bool) {
            self.other = other
            self.rule = rule
            self.isFromClient = isFromClient
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data)
            let (passesOn, cuts) = rule.cut.withLock { cut -> (Bool, Bool) in
                switch cut {
                case .never: return (true, false)
                case .silently: return (false, false)
                case .at(let phrase, let passesOn):
                    guard isFromClient, String(buffer: bytes).contains(phrase) else { return (true, false) }
                    cut = .never
                    return (passesOn, true)
                }
            }
            if passesOn { other.writeAndFlush(bytes, promise: nil) }
            if cuts { context.close(promise: nil) }
        }

        func channelInactive(context: ChannelHandlerContext) {
            other.close(promise: nil)
            context.fireChannelInactive()
        }
    }
}
