import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import MinitterView
import NIOCore
import TestSupport
import Testing

/// Requests that another site makes with the cookie of this one.
@Suite struct ForgedRequestTests {
    struct Source: CustomTestStringConvertible {
        var site: String?
        var origin: String?
        let isTaken: Bool

        var testDescription: String { "Sec-Fetch-Site: \(site ?? "-"), Origin: \(origin ?? "-")" }

        /// `localhost` is what the tests' requests are for.
        static let all = [
            Source(site: "same-origin", isTaken: true),
            Source(site: "none", isTaken: true),
            Source(site: "same-site", isTaken: false),
            Source(site: "cross-site", isTaken: false),
            Source(site: "", isTaken: false),
            Source(site: "Same-Origin", isTaken: false),
            // The browser's own word counts more than the origin.
            Source(site: "cross-site", origin: "http://localhost", isTaken: false),
            Source(site: "same-site", origin: "http://localhost", isTaken: false),
            Source(site: "same-origin", origin: "http://evil.example", isTaken: true),
            Source(origin: "http://localhost", isTaken: true),
            Source(origin: "http://LOCALHOST", isTaken: true),
            Source(origin: "https://localhost", isTaken: true),
            Source(origin: "https://minitter.example.com", isTaken: true),
            Source(origin: "http://localhost:81", isTaken: false),
            Source(origin: "http://localhost.evil.example", isTaken: false),
            Source(origin: "http://evil.example", isTaken: false),
            Source(origin: "https://minitter.example.com.evil.example", isTaken: false),
            Source(origin: "null", isTaken: false),
            Source(origin: "", isTaken: false),
            Source(origin: "localhost", isTaken: false),
            Source(isTaken: false),
        ]

        var headers: HTTPFields {
            var headers: HTTPFields = [.contentType: "application/json"]
            headers[HTTPField.Name("Sec-Fetch-Site")!] = site
            headers[.origin] = origin
            return headers
        }
    }

    private static let server = ServerSettings(
        publicURL: "https://minitter.example.com", hasRateLimits: false, logsRequests: false)

    @Test(arguments: Source.all)
    func aChangeByTheCookieMustComeFromAPageOfOurs(source: Source) async throws {
        try await TestApplication.with(server: Self.server) { app in
            let minji = try await app.person("minji")
            var headers = source.headers
            headers[.cookie] = "minitter-session=\(minji.token)"
            let tweet = try await app.send(.post, "/tweet", #"{"tweet":"hello"}"#, headers)
            #expect((tweet.status == .ok) == source.isTaken)
            let tweets = try await app.services.services.tweets.page(by: minji.id, for: nil, PageRequest())
            #expect(tweets.items.count == (source.isTaken ? 1 : 0))
        }
    }

    @Test(arguments: Source.all)
    func soMustALogInAndALogOut(source: Source) async throws {
        try await TestApplication.with(server: Self.server) { app in
            _ = try await app.person("minji")
            let logIn = #"{"email":"minji@example.com","password":"password"}"#
            let session = try await app.send(.post, "/session", logIn, source.headers)
            #expect((session.status == .ok) == source.isTaken)
            #expect((session.sessionCookie != nil) == source.isTaken)
            let logOut = try await app.send(.delete, "/session", nil, source.headers)
            #expect((logOut.status == .ok) == source.isTaken)
        }
    }

    @Test(arguments: Source.all)
    func aTokenInTheHeaderNeedsNoneOfThat(source: Source) async throws {
        try await TestApplication.with(server: Self.server) { app in
            let minji = try await app.person("minji")
            var headers = source.headers
            headers[.authorization] = minji.token
            #expect(try await app.send(.post, "/tweet", #"{"tweet":"hello"}"#, headers).status == .ok)
        }
    }

    @Test(arguments: Source.all)
    func readingByTheCookieNeedsNoneOfThat(source: Source) async throws {
        try await TestApplication.with(server: Self.server) { app in
            let minji = try await app.person("minji")
            var headers = source.headers
            headers[.cookie] = "minitter-session=\(minji.token)"
            #expect(try await app.send(.get, "/timeline", nil, headers).status == .ok)
        }
    }

    @Test func theAnswerSaysWhy() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let forged = try await app.browse(.delete, "/users/me", cookie: minji.token, headers: [:])
            expectProblem(
                forged,
                ExpectedProblem(
                    status: .forbidden, type: "cross-origin", title: "The request may come from another site",
                    detail: "A request with the session's cookie must come from a page of this server. A program sends "
                        + "its token in the header Authorization instead."))
        }
    }

    /// Every change there is.
    @Test(arguments: Endpoint.all.filter { $0.access == .account && $0.method != .get })
    func noChangeIsForgotten(_ endpoint: Endpoint) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let forged = try await app.browse(
                endpoint.method, endpoint.path(id: 1), json: endpoint.json(), cookie: minji.token,
                headers: ["Sec-Fetch-Site": "cross-site"])
            #expect(forged.status == .forbidden)
            #expect(forged.string("type") == "urn:minitter:problem:cross-origin")
        }
    }
}

extension TestApplication {
    fileprivate func send(
        _ method: HTTPRequest.Method, _ path: String, _ json: String?, _ headers: HTTPFields
    ) async throws -> TestResponse {
        try await client.execute(
            uri: path, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) })
    }
}
