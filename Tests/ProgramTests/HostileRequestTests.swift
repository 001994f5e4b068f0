import Testing

@testable import Minitter

extension ProgramSuite {
    /// Requests that are meant to hurt: each is refused, and the server goes on.
    @Suite struct HostileRequestTests {
        @Test func aHeaderOfAMegabyteIsRefused() async throws {
            try await withProgram { program in
                let connection = try await RawConnection(port: program.port)
                // The server may close the connection before all of it is sent.
                try? await connection.send("GET /ping HTTP/1.1\r\nHost: localhost\r\nX-Long: ")
                for _ in 0..<64 { try? await connection.send(String(repeating: "a", count: 16_384)) }
                try? await connection.send("\r\n\r\n")
                #expect(await !connection.receivedUntilClosed().contains("200 OK"))
                #expect(try await program.send(.get, "/ping").status == 200)
            }
        }

        @Test func aBodyOfATerabyteIsRefusedBeforeItIsSent() async throws {
            try await withProgram { program in
                let person = try await program.person("minji")
                let types = ["/tweet": "application/json", "/profile-picture": "multipart/form-data; boundary=x"]
                for (path, type) in types {
                    let connection = try await RawConnection(port: program.port)
                    try await connection.send(
                        """
                        POST \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: \(person.token)\r\n\
                        Content-Type: \(type)\r\nContent-Length: 1000000000000\r\n\r\n
                        """)
                    #expect(await connection.received(through: "\r\n").hasPrefix("HTTP/1.1 413 "), "\(path)")
                    await connection.close()
                }
                #expect(try await program.send(.get, "/ping").status == 200)
            }
        }

        /// The last is how TLS begins.
        @Test(arguments: ["\0\0\0\0", "GET", "GET /ping HTTP/9.9", "\u{16}\u{03}\u{01}\u{02}\u{00}\u{01}"])
        func whatIsNotHTTPIsRefused(_ text: String) async throws {
            try await withProgram { program in
                let connection = try await RawConnection(port: program.port)
                try await connection.send(text + "\r\n\r\n")
                #expect(await !connection.receivedUntilClosed().contains("200 OK"))
                #expect(try await program.send(.get, "/ping").status == 200)
            }
        }

        /// Two lengths, or a length beside chunks, are how a request is smuggled past a proxy (RFC 9112, section 11.2).
        @Test(arguments: ["Content-Length: 2\r\nContent-Length: 3", "Content-Length: 2\r\nTransfer-Encoding: chunked"])
        func aBodyWithTwoLengthsIsRefused(_ headers: String) async throws {
            try await withProgram { program in
                let connection = try await RawConnection(port: program.port)
                try await connection.send(
                    "POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\(headers)\r\n\r\n{}\r\n")
                let answer = await connection.receivedUntilClosed()
                #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400 "))
            }
        }

        @Test func aThousandIdleConnectionsStopNobody() async throws {
            OpenFiles.raiseLimit()
            try await withProgram { program in
                var connections: [RawConnection] = []
                for _ in 0..<1_000 { connections.append(try await RawConnection(port: program.port)) }
                for _ in 0..<50 { #expect(try await program.send(.get, "/ping").text == "some some pong") }
                #expect(connections.count { $0.isOpen } == 1_000)
                for connection in connections { await connection.close() }
            }
        }

        @Test func connectionsBeyondTheMaximumWaitForAnotherToClose() async throws {
            try await withProgram(settings: [.maximumConnections: "4"]) { program in
                let ping = "GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n"
                var admitted: [RawConnection] = []
                for _ in 0..<4 {
                    let connection = try await RawConnection(port: program.port)
                    try await connection.send(ping)
                    #expect(await connection.received(through: "some some pong").hasPrefix("HTTP/1.1 200 OK"))
                    admitted.append(connection)
                }
                let waiting = try await RawConnection(port: program.port)
                try await waiting.send(ping)
                for connection in admitted + admitted {
                    try await connection.send(ping)
                    #expect(await connection.received(through: "some some pong").hasPrefix("HTTP/1.1 200 OK"))
                }
                #expect(!waiting.hasReceived)
                await admitted[0].close()
                #expect(await waiting.received(through: "some some pong").hasPrefix("HTTP/1.1 200 OK"))
                for connection in admitted + [waiting] { await connection.close() }
            }
        }
    }
}
