import Foundation
import NIOCore
import NIOPosix

/// A port of 127.0.0.1 that nobody listens on at this moment.
package func freePort() throws -> Int {
    let channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .bind(host: "127.0.0.1", port: 0).wait()
    defer { try? channel.close().wait() }
    guard let port = channel.localAddress?.port else { throw NeverHappened(description: "there is no free port") }
    return port
}
