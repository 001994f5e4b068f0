import HTTPTypes
import HummingbirdTesting
import MinitterView
import TestSupport
import Testing

/// HTTP/1.1 as it is on the wire.
@Suite(.timeLimit(.minutes(5))) struct ConnectionTests {
    @Test func isKeptForTheNextRequest() async throws {
        try await withConnection { _, connection in
            for _ in 1...3 {
                try await connection.send(head: "GET /ping HTTP/1.1\nHost: localhost")
                let answer = try #require(try await connection.answer())
                #expect(answer.statusLine == "HTTP/1.1 200 OK")
                #expect(answer.header("Connection") != "close")
                #expect(answer.body == "some some pong")
            }
        }
    }

    @Test func answersRequestsThatDoNotWaitForEachOtherInTheirOrder() async throws {
        try await withConnection { _, connection in
            let heads = ["/ping", "/livez", "/nothing", "/ping"].map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }
            try await connection.send(heads.joined())
            var statuses: [String] = []
            for _ in heads { statuses.append(try #require(try await connection.answer()).statusLine) }
            #expect(statuses == ["HTTP/1.1 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found", "HTTP/1.1 200 OK"])
        }
    }

    @Test(arguments: ["close", "Close", "TE, close"])
    func isClosedWhenTheClientAsksForIt(value: String) async throws {
        try await withConnection { _, connection in
            try await connection.send(head: "GET /ping HTTP/1.1\nHost: localhost\nConnection: \(value)")
            let answer = try #require(try await connection.answer())
            #expect(answer.body == "some some pong")
            #expect(try await connection.rest() == "")
        }
    }

    /// An answer to HEAD has the length of GET's and no body, or the next answer could not be told from it.
    @Test(arguments: ["/ping", "/users/999999", "/nothing", "/login"])
    func headHasNoBody(path: String) async throws {
        try await withConnection { _, connection in
            try await connection.send(head: "HEAD \(path) HTTP/1.1\nHost: localhost")
            _ = try #require(try await connection.answer(hasBody: false))
            try await connection.send(head: "GET /ping HTTP/1.1\nHost: localhost")
            let next = try #require(try await connection.answer())
            #expect(next.statusLine == "HTTP/1.1 200 OK")
            #expect(next.body == "some some pong")
        }
    }

    /// RFC 9110, section 10.1.1: without this curl waits a second before it sends a picture.
    @Test func aClientThatAsksIsToldToSendItsBody() async throws {
        try await withConnection { app, connection in
            let token = try await app.person("minji").token
            let body = #"{"tweet":"hello"}"#
            try await connection.send(
                head: """
                    POST /tweet HTTP/1.1
                    Host: localhost
                    Authorization: \(token)
                    Content-Type: application/json
                    Content-Length: \(body.utf8.count)
                    Expect: 100-continue
                    """)
            #expect(try await connection.answer()?.statusLine == "HTTP/1.1 100 Continue")
            try await connection.send(body)
            let answer = try #require(try await connection.answer())
            #expect(answer.statusLine == "HTTP/1.1 200 OK")
            #expect(answer.body.contains(#""tweet":"hello""#))
        }
    }

    @Test func aBodyMayComeInChunks() async throws {
        try await withConnection { app, connection in
            let token = try await app.person("minji").token
            try await connection.send(
                head: """
                    POST /tweet HTTP/1.1
                    Host: localhost
                    Authorization: \(token)
                    Content-Type: application/json
                    Transfer-Encoding: chunked
                    """)
            for chunk in ["9\r\n{\"tweet\":\r\n", "7\r\n\"가나\r\n", "2\r\n\"}\r\n", "0\r\n\r\n"] {
                try await connection.send(chunk)
            }
            let answer = try #require(try await connection.answer())
            #expect(answer.body.contains(#""tweet":"가나""#))
        }
    }

    @Test func aRequestThatIsNoHTTPIsRefusedAndEndsIt() async throws {
        try await withConnection { _, connection in
            try await connection.send("nonsense\r\n\r\n")
            #expect(try await connection.answer()?.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(try await connection.rest() == "")
        }
    }

    // MARK: - Time-outs

    @Test(arguments: ["", "GET /ping HTTP/1.1\r\n", "GET /ping HTTP/1.1\r\nHost: localhost\r\n"])
    func isClosedWhenNoWholeHeadComes(beginning: String) async throws {
        try await withConnection(server: impatient) { _, connection in
            // Which fails when the connection is closed already.
            try? await connection.send(beginning)
            let rest = try await connection.rest()
            #expect(rest == "")
        }
    }

    @Test func isClosedWhenNoOtherRequestFollows() async throws {
        try await TestApplication.with(.live, server: impatient) { app in
            let port = try #require(app.client.port)
            var wasAnswered = false
            // On a busy machine a connection may end before its first request.
            while !wasAnswered {
                wasAnswered = try await RawConnection.with(port: port) { connection in
                    try? await connection.send(head: "GET /ping HTTP/1.1\nHost: localhost")
                    guard try await connection.answer() != nil else { return false }
                    #expect(try await connection.rest() == "")
                    return true
                }
            }
        }
    }

    @Test func isClosedWhenABodyDoesNotCome() async throws {
        try await withConnection(server: impatient) { _, connection in
            try? await connection.send(
                head: "POST /login HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 100",
                body: "{")
            let rest = try await connection.rest()
            #expect(rest == "")
        }
    }

    private var impatient: ServerSettings {
        var server = ServerSettings.forTests
        server.timeouts = ConnectionTimeouts(head: .milliseconds(300), body: .milliseconds(300))
        return server
    }

    private func withConnection(
        server: ServerSettings = .forTests,
        _ body: @escaping @Sendable (TestApplication, inout RawConnection) async throws -> Void
    ) async throws {
        try await TestApplication.with(.live, server: server) { app in
            try await RawConnection.with(port: try #require(app.client.port)) { connection in
                try await body(app, &connection)
            }
        }
    }
}
