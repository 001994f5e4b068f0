import HTTPTypes
import HummingbirdTesting
import MinitterService
import MinitterView
import TestSupport
import Testing

/// What browsers are told to refuse on our pages, and what is left when there are none.
@Suite struct PolicyTests {
    @Test(arguments: [
        "/", "/find", "/settings", "/people/1", "/people/1/followers", "/people/1/following", "/people/1/likes",
        "/tweets/1", "/docs", "/people/404",
    ])
    func aPageRunsNothingOfOthers(path: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            _ = try await app.services.services.tweets.post("hello", by: minji.id)
            let headers = try await app.browse(.get, path).headers
            let policy = try #require(headers[.contentSecurityPolicy]).split(separator: "; ").map(String.init)
            for directive in [
                "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
                "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
            ] {
                #expect(policy.contains(directive))
            }
            #expect(policy.contains { $0.hasPrefix("img-src 'self' blob: data:") })
            #expect(headers[HTTPField.Name("Referrer-Policy")!] == "same-origin")
            #expect(headers[HTTPField.Name("Cross-Origin-Opener-Policy")!] == "same-origin")
            #expect(headers[.xContentTypeOptions] == "nosniff")
            #expect(headers[.contentType] == "text/html; charset=utf-8")
            let head = try await app.browse(.head, path)
            #expect(head.headers[.contentLength] == headers[.contentLength])
            #expect(head.text == "")
        }
    }

    @Test func picturesMayComeFromWhereTheyAre() async throws {
        let settings = ServerSettings(
            publicURL: "https://minitter.example.com:8443", hasRateLimits: false, logsRequests: false)
        try await TestApplication.with(server: settings) { app in
            let policy = try await app.browse(.get, "/").headers[.contentSecurityPolicy]
            #expect(policy?.contains("img-src 'self' blob: data: https://minitter.example.com:8443;") == true)
        }
    }

    @Test(arguments: [
        "/", "/find", "/settings", "/people/1", "/people/1/likes", "/people/1/feed.atom", "/tweets/1", "/docs",
        "/assets/main.js", "/session",
    ])
    func withoutPagesThereIsNothing(path: String) async throws {
        var settings = ServerSettings.forTests
        settings.web = nil
        try await TestApplication.with(server: settings) { app in
            expectProblem(
                try await app.browse(.get, path),
                .notFound("There is nothing at \(path). GET /openapi.json tells what there is."))
        }
    }

    @Test func withoutPagesNoCookieIsLookedAt() async throws {
        var settings = ServerSettings.forTests
        settings.web = nil
        try await TestApplication.with(server: settings) { app in
            let minji = try await app.person("minji")
            expectProblem(try await app.browse(.get, "/timeline", cookie: minji.token), .tokenMissing)
            let logOut = try await app.browse(
                .post, "/logout", cookie: minji.token, headers: ["Authorization": minji.token])
            #expect(logOut.status == .ok)
            #expect(logOut.sessionCookie == nil)
        }
    }
}

extension HTTPField.Name {
    fileprivate static let xContentTypeOptions = HTTPField.Name("X-Content-Type-Options")!
}
