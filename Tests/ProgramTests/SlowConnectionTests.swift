import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    /// Connections that take their time; a time-out is over when the server closes them.
    @Suite struct SlowConnectionTests {
        @Test func oneThatSendsAHeaderAByteAtATimeIsClosed() async throws {
            try await withProgram(settings: [.headTimeout: "1"]) { program in
                let connection = try await RawConnection(port: program.port)
                let head = "GET /ping HTTP/1.1\r\nHost: localhost\r\nX-Slow: \(String(repeating: "a", count: 200))"
                #expect(try await connection.dribble(head) < head.count)
                #expect(await connection.receivedUntilClosed() == "")
                #expect(try await program.send(.get, "/ping").status == 200)
            }
        }

        @Test func oneThatSendsNothingIsClosed() async throws {
            try await withProgram(settings: [.headTimeout: "1"]) { program in
                let connection = try await RawConnection(port: program.port)
                #expect(await connection.receivedUntilClosed() == "")
            }
        }

        @Test func oneThatIdlesAfterARequestIsClosed() async throws {
            try await withProgram(settings: [.headTimeout: "3"]) { program in
                let connection = try await RawConnection(port: program.port)
                try await connection.send("GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n")
                #expect(await connection.receivedUntilClosed().hasSuffix("some some pong"))
            }
        }

        @Test(arguments: ["Content-Length: 1000", "Transfer-Encoding: chunked"])
        func oneWhoseBodyNeverEndsIsCut(_ header: String) async throws {
            try await withProgram(settings: [.bodyTimeout: "1"]) { program in
                let connection = try await RawConnection(port: program.port)
                try await connection.send(
                    "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\(header)\r\n\r\n")
                let piece = header.hasPrefix("Transfer-Encoding") ? "1\r\n{\r\n" : "{"
                let body = String(repeating: piece, count: 100)
                #expect(try await connection.dribble(body) < body.count)
                #expect(await !connection.receivedUntilClosed().contains("200 OK"))
                #expect(try await program.send(.get, "/ping").status == 200)
            }
        }

        @Test func aSlowBodyThatEndsInTimeIsTaken() async throws {
            try await withTemporaryFolder { folder in
                let data = folder.appendingPathComponent("data")
                // Before it, because it takes two calls, between which the connection might be closed.
                _ = try await withProgram(in: data) { try await $0.person("minji") }
                try await withProgram(in: data, settings: [.headTimeout: "1"]) { program in
                    let body = #"{"email":"minji@example.com","password":"\#(Person.password)"}"#
                    let connection = try await RawConnection(port: program.port)
                    try await connection.send(
                        """
                        POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                        Content-Length: \(body.utf8.count)\r\n\r\n
                        """)
                    // Longer than a head may take.
                    #expect(try await connection.dribble(String(body.prefix(20))) == 20)
                    try await connection.send(String(body.dropFirst(20)))
                    #expect(await connection.received(through: "\r\n").hasPrefix("HTTP/1.1 200 OK"))
                }
            }
        }
    }
}
