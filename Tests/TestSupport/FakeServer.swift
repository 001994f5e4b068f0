import NIOCore
import NIOPosix
import Synchronization

/// An HTTP server that is a fake: it answers what a test says, byte by byte, because a server that hangs, breaks off or
/// hands out roles can't be had on demand. It listens on a free port of this machine.
package struct FakeServer: Sendable {
    package let port: Int
    private let log: RequestLog

    package var origin: String { "http://127.0.0.1:\(port)" }
    /// What was asked for until now.
    package var requests: [Request] { log.requests.withLock { $0 } }

    package struct Request: Sendable {
        /// `GET /path?query`
        package let line: String
        /// Names in lower case.
        package let headers: [String: String]
        package let body: String
    }

    package enum Step: Sendable {
        case send(String)
        case wait(Duration)
        /// Does nothing more until the client closes the connection.
        case hang
        case close
    }

    /// Serves while the body runs.
    ///
    /// - Parameter answer: to a request, the number of which is counted from 0.
    package static func with<Result: Sendable>(
        _ answer: @escaping @Sendable (Request, Int) -> [Step], run body: (FakeServer) async throws -> Result
    ) async throws -> Result {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let log = RequestLog()
        let server = FakeServer(port: channel.channel.localAddress?.port ?? 0, log: log)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await channel.executeThenClose { clients in
                    try await withThrowingDiscardingTaskGroup { group in
                        for try await client in clients {
                            group.addTask { try? await serve(client, log, answer) }
                        }
                    }
                }
            }
            defer { group.cancelAll() }
            return try await body(server)
        }
    }

    private static func serve(
        _ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ log: RequestLog,
        _ answer: @Sendable (Request, Int) -> [Step]
    ) async throws {
        try await client.executeThenClose { inbound, outbound in
            var received = ""
            var incoming = inbound.makeAsyncIterator()
            while let bytes = try await incoming.next() {
                received += String(buffer: bytes)
                while let request = Request(next: &received) {
                    for step in answer(request, log.add(request)) {
                        switch step {
                        case .send(let text): try await outbound.write(ByteBuffer(string: text))
                        case .wait(let duration): try await Task.sleep(for: duration)
                        case .hang:
                            while try await incoming.next() != nil {}
                            return
                        case .close: return
                        }
                    }
                }
            }
        }
    }
}

extension [FakeServer.Step] {
    /// A whole answer.
    package static func answer(_ status: String, _ body: String = "", headers: [String] = []) -> Self {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
        return [.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)]
    }
}

/// The requests that came, in their order.
private final class RequestLog: Sendable {
    let requests = Mutex<[FakeServer.Request]>([])

    /// - Returns: how many came before it.
    func add(_ request: FakeServer.Request) -> Int {
        requests.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
    }
}

extension FakeServer.Request {
    /// Takes the next whole request out of what was received; nil while there is none.
    fileprivate init?(next received: inout String) {
        guard let end = received.firstRange(of: "\r\n\r\n") else { return nil }
        let lines = received[..<end.lowerBound].split(separator: "\r\n").map(String.init)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.last.map { String($0.drop { $0 == " " }) }
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        guard received[end.upperBound...].utf8.count >= length else { return nil }
        line = lines[0].split(separator: " ").dropLast().joined(separator: " ")
        self.headers = headers
        body = String(decoding: received[end.upperBound...].utf8.prefix(length), as: UTF8.self)
        received = String(decoding: received[end.upperBound...].utf8.dropFirst(length), as: UTF8.self)
    }
}
