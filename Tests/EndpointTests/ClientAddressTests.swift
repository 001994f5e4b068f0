import HTTPTypes
import HummingbirdTesting
import MinitterView
import NIOCore
import TestSupport
import Testing

/// Who counts as the caller when proxies stand between: told by whose limit of log-ins is used up.
@Suite struct ClientAddressTests {
    @Test func anUntrustedClientCanNotPoseAsMany() async throws {
        try await withServer(trusting: []) { app in
            var address = 0
            _ = try await callUntilRefused {
                address += 1
                return try await app.logIn(from: "203.0.113.\(address % 250)")
            }
        }
    }

    @Test func clientsBehindATrustedProxyCountApart() async throws {
        try await withServer(trusting: ["127.0.0.1", "::1"]) { app in
            let (admitted, _) = try await callUntilRefused { try await app.logIn(from: "203.0.113.1") }
            #expect(admitted >= 30)
            #expect(try await app.logIn(from: "203.0.113.2").status == .badRequest)
            #expect(try await app.logIn(from: "2001:db8::1").status == .badRequest)
        }
    }

    /// The left of the list is what the client wrote itself.
    @Test func theListIsReadFromTheRight() async throws {
        try await withServer(trusting: ["127.0.0.1", "::1", "10.0.0.0/8"]) { app in
            var address = 0
            _ = try await callUntilRefused {
                address += 1
                return try await app.logIn(from: "198.51.100.\(address % 250), 203.0.113.1,10.1.2.3 , 10.4.5.6")
            }
            #expect(try await app.logIn(from: "203.0.113.1, 203.0.113.2, 10.1.2.3").status == .badRequest)
        }
    }

    @Test func theListMayComeInSeveralHeaders() async throws {
        try await withServer(trusting: ["127.0.0.1", "::1", "10.0.0.0/8"]) { app in
            var address = 0
            _ = try await callUntilRefused {
                address += 1
                return try await app.logIn(from: "198.51.100.\(address % 250)", "203.0.113.1", "10.1.2.3")
            }
        }
    }

    /// What is no address is not believed, nor what stands left of it: the proxy itself counts.
    @Test(arguments: ["unknown", "", "203.0.113.1:443", "_hidden", "300.1.1.1", "\"[2001:db8::1]\"", "for=203.0.113.1"])
    func nonsenseInTheListHidesNobody(entry: String) async throws {
        try await withServer(trusting: ["127.0.0.1", "::1", "10.0.0.0/8"]) { app in
            var address = 0
            _ = try await callUntilRefused {
                address += 1
                return try await app.logIn(from: "198.51.100.\(address % 250), \(entry), 10.1.2.3")
            }
        }
    }

    /// A /64 is what one customer is given (RFC 6177).
    @Test func anIPv6NetworkCountsAsOneClient() async throws {
        try await withServer(trusting: ["127.0.0.1", "::1"]) { app in
            var address = 0
            _ = try await callUntilRefused {
                address += 1
                return try await app.logIn(from: "2001:db8:0:1::\(address)")
            }
            #expect(try await app.logIn(from: "2001:db8:0:2::1").status == .badRequest)
        }
    }

    @Test func anIPv4AddressInsideIPv6IsTheSameClient() async throws {
        try await withServer(trusting: ["127.0.0.1", "::1", "10.0.0.0/8"]) { app in
            var round = 0
            _ = try await callUntilRefused {
                round += 1
                let (client, proxy) =
                    round.isMultiple(of: 2) ? ("203.0.113.1", "10.1.2.3") : ("::ffff:203.0.113.1", "::ffff:10.1.2.3")
                return try await app.logIn(from: "198.51.100.\(round % 250), \(client), \(proxy)")
            }
        }
    }

    private func withServer(
        trusting proxies: [String], _ body: @escaping @Sendable (TestApplication) async throws -> Void
    ) async throws {
        let settings = ServerSettings(
            trustedProxies: proxies.compactMap { AddressRange($0) }, hasRateLimits: true, logsRequests: false)
        try await TestApplication.with(.live, server: settings, body)
    }
}

extension TestApplication {
    /// A log-in that is refused for its body, and counts all the same.
    ///
    /// - Parameter forwardedFor: the headers `X-Forwarded-For`.
    fileprivate func logIn(from forwardedFor: String...) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/json"]
        for value in forwardedFor { headers.append(HTTPField(name: HTTPField.Name("X-Forwarded-For")!, value: value)) }
        return try await client.execute(uri: "/login", method: .post, headers: headers, body: .init(string: "{}"))
    }
}
