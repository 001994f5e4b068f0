import Foundation
import NIOCore
import NIOPosix

/// A port of 127.0.0.1 that nobody listens on at this moment.
///
/// It is below those that the system gives to whoever connects or asks for any: one of these might be taken before it is
/// used.
package func freePort() throws -> Int {
    for _ in 1...1_000 {
        let port = Int.random(in: 20_000..<32_000)
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        guard let channel = try? bootstrap.bind(host: "127.0.0.1", port: port).wait() else { continue }
        try channel.close().wait()
        return port
    }
    throw NeverHappened(description: "There is no free port.")
}
