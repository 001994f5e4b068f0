import Testing

@testable import Minitter

extension ProgramSuite {
    /// The parts of HTTP/1.1 that old and careful clients use.
    @Suite struct ProtocolTests {
        @Test func aClientThatWaitsForLeaveToSendItsBodyGetsItAtOnce() async throws {
            try await withProgram { program in
                _ = try await program.person("minji")
                let body = #"{"email":"minji@example.com","password":"\#(Person.password)"}"#
                let connection = try await RawConnection(port: program.port)
                try await connection.send(
                    """
                    POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                    Expect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n
                    """)
                #expect(await connection.received(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
                try await connection.send(body)
                #expect(await connection.received(through: "\r\n").hasPrefix("HTTP/1.1 200 OK"))
                await connection.close()
            }
        }

        @Test func aClientOfHTTP10IsAnsweredAndTheConnectionClosed() async throws {
            try await withProgram { program in
                let connection = try await RawConnection(port: program.port)
                try await connection.send("GET /ping HTTP/1.0\r\n\r\n")
                let answer = await connection.receivedUntilClosed()
                #expect(answer.contains(" 200 OK\r\n"))
                #expect(answer.hasSuffix("\r\n\r\nsome some pong"))
            }
        }

        @Test func requestsThatAreSentTogetherAreAnsweredInOrder() async throws {
            try await withProgram { program in
                let connection = try await RawConnection(port: program.port)
                let paths = ["/ping", "/users/1", "/livez", "/ping"]
                try await connection.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
                #expect(await connection.received(through: "some some pong").hasPrefix("HTTP/1.1 200 OK"))
                #expect(await connection.received(through: "}").hasPrefix("HTTP/1.1 404 Not Found"))
                #expect(await connection.received(through: "\r\n\r\nok").hasPrefix("HTTP/1.1 200 OK"))
                #expect(await connection.received(through: "some some pong").hasPrefix("HTTP/1.1 200 OK"))
                await connection.close()
            }
        }

        @Test func aClientThatAsksForItGetsTheConnectionClosed() async throws {
            try await withProgram { program in
                let connection = try await RawConnection(port: program.port)
                try await connection.send("GET /ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                #expect(await connection.receivedUntilClosed().hasSuffix("\r\n\r\nsome some pong"))
            }
        }
    }
}
