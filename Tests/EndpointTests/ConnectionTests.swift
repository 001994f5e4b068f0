import HTTPTypes
import HummingbirdTesting
import MinitterView
import TestSupport
import Testing

@testable import MinitterService

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

    /// Two answers at once, of which the first is larger than a socket takes: 100 must not stand in its middle.
    @Test func aClientIsToldSoAfterTheAnswersBefore() async throws {
        try await withConnection { app, connection in
            let token = try await app.person("minji").token
            let reads = String(repeating: "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 40)
            let body = #"{"tweet":"hello"}"#
            try await connection.send(
                reads + """
                    POST /tweet HTTP/1.1\r\nHost: localhost\r\nAuthorization: \(token)\r\n\
                    Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\
                    Expect: 100-continue\r\n\r\n
                    """)
            // The server comes to the last head while the first answers wait to be read.
            try await Task.sleep(for: .milliseconds(300))
            for _ in 1...40 {
                let answer = try #require(try await connection.answer())
                #expect(answer.statusLine == "HTTP/1.1 200 OK")
                #expect(answer.body.hasSuffix("}\n") || answer.body.hasSuffix("}"))
            }
            #expect(try await connection.answer()?.statusLine == "HTTP/1.1 100 Continue")
            try await connection.send(body)
            #expect(try await connection.answer()?.statusLine == "HTTP/1.1 200 OK")
        }
    }

    /// RFC 9110, section 10.1.1: it would take the 100 for the answer.
    @Test func aClientOfHTTP10IsNotToldSo() async throws {
        try await withConnection { _, connection in
            try await connection.send(
                head: """
                    POST /login HTTP/1.0
                    Content-Type: application/json
                    Content-Length: 2
                    Expect: 100-continue
                    """, body: "{}")
            #expect(try await connection.answer()?.statusLine == "HTTP/1.1 400 Bad Request")
        }
    }

    @Test(arguments: ["Content-Length: 100", "Transfer-Encoding: chunked"])
    func aBodyThatIsNoneIsTheClientsMistake(header: String) async throws {
        try await withConnection { _, connection in
            try await connection.send(
                head: "POST /login HTTP/1.1\nHost: localhost\nContent-Type: application/json\n\(header)", body: "zz\r\n"
            )
            connection.endSending()
            let answer = try #require(try await connection.answer())
            #expect(answer.statusLine == "HTTP/1.1 400 Bad Request")
            #expect(answer.body.contains("urn:minitter:problem:malformed"))
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

    /// RFC 9112, section 3.2.
    @Test(arguments: ["GET /ping HTTP/1.1", "GET /ping HTTP/1.1\nHost: localhost\nhost: other.example"])
    func aRequestThatDoesNotNameOneHostIsRefusedAndEndsIt(head: String) async throws {
        try await withConnection { _, connection in
            try await connection.send(head: "GET /ping HTTP/1.1\nHost: localhost")
            try await connection.send(head: head)
            #expect(try await connection.answer()?.statusLine == "HTTP/1.1 200 OK")
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

    /// The time to send another request doesn't run while one is worked on.
    @Test func isKeptWhileARequestIsWorkedOnThatCameWithOneThatIsAnswered() async throws {
        var settings = ServiceSettings.forTests
        settings.passwordThreads = 1
        try await TestApplication.with(.live, server: impatient, settings: settings) { app in
            _ = try await app.services.person("minji")
            let gate = Gate()
            async let held: Void = app.services.services.passwordWorkers.run { gate.wait() }
            await gate.untilReached()
            let port = try #require(app.client.port)
            let body = #"{"email":"minji@example.com","password":"password"}"#
            let requests = """
                GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\nPOST /login HTTP/1.1\r\nHost: localhost\r\n\
                Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
                """
            var statuses: [String?] = []
            // On a busy machine a connection may end before its first request.
            while statuses.isEmpty {
                let answered = try? await RawConnection.with(port: port) { connection -> [String?] in
                    try await connection.send(requests)
                    guard let first = try await connection.answer() else { return [] }
                    // Three times as long as a connection may idle.
                    try await Task.sleep(for: .milliseconds(900))
                    gate.open()
                    return [first.statusLine, try await connection.answer()?.statusLine]
                }
                statuses = answered ?? []
            }
            try await held
            #expect(statuses == ["HTTP/1.1 200 OK", "HTTP/1.1 200 OK"])
        }
    }

    /// A 401, for which the body is not waited for.
    @Test func isClosedWhenItWasAnsweredBeforeItsBodyAndNoOtherRequestFollows() async throws {
        try await withConnection(server: impatient) { _, connection in
            try? await connection.send(
                head: "POST /tweet HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 2")
            guard let answer = try await connection.answer() else { return }
            #expect(answer.statusLine == "HTTP/1.1 401 Unauthorized")
            try? await connection.send("{}")
            #expect(try await connection.rest() == "")
        }
    }

    @Test func isClosedWhenTheClientGoesOnAskingAndTakesNoAnswer() async throws {
        try await TestApplication.with(.live, server: impatient) { app in
            let port = try #require(app.client.port)
            try await RawConnection.with(port: port, receiveBuffer: 4_096) { connection in
                let read = "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
                _ = try await eventually("the server hangs up", within: .seconds(60)) { () -> Bool? in
                    do {
                        try await connection.send(read)
                        return nil
                    } catch {
                        return true
                    }
                }
            }
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
