import HTTPTypes
import HummingbirdTesting
import MinitterView
import TestSupport
import Testing

@Suite struct RateLimitTests {
    private static let limited = ServerSettings(hasRateLimits: true, logsRequests: false)

    struct Limit: Sendable, CustomTestStringConvertible {
        let path: String
        let burst: Int
        /// Seconds until one more is let through.
        let interval: Int
        var testDescription: String { path }
    }

    /// Calls count whatever their answer: these are all refused for their body.
    @Test(arguments: [
        Limit(path: "/login", burst: 30, interval: 2), Limit(path: "/sign-up", burst: 40, interval: 5),
        Limit(path: "/tweet", burst: 120, interval: 1), Limit(path: "/users/me/password", burst: 10, interval: 10),
        Limit(path: "/profile-picture", burst: 10, interval: 10),
    ])
    func afterABurstTheCallerMustWait(limit: Limit) async throws {
        try await TestApplication.with(server: Self.limited) { app in
            let token = try await app.person("minji").token
            let (admitted, refusal) = try await callUntilRefused {
                try await app.send(.post, limit.path, json: "{}", token: token)
            }
            #expect(admitted >= limit.burst)
            let seconds = try #require(refusal.headers[.retryAfter].flatMap { Int($0) })
            #expect((1...limit.interval).contains(seconds))
            expectProblem(refusal, .tooManyRequests(retryAfter: seconds))
        }
    }

    /// Tweets, likes, follows and edits count together; another account counts for itself, and reading is free.
    @Test func writingCountsByAccount() async throws {
        try await TestApplication.with(server: Self.limited) { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let calls: [(HTTPRequest.Method, String)] = [
                (.post, "/tweet"), (.post, "/like"), (.post, "/unlike"), (.post, "/follow"), (.post, "/unfollow"),
                (.patch, "/users/me"), (.delete, "/tweet/999999"),
            ]
            var round = 0
            let (admitted, _) = try await callUntilRefused {
                let (method, path) = calls[round % calls.count]
                round += 1
                return try await app.send(method, path, json: "{}", token: minji.token)
            }
            #expect(admitted >= 120)
            #expect(try await app.send(.post, "/tweet", json: #"{"tweet":"a"}"#, token: tom.token).status == .ok)
            #expect(try await app.send(.get, "/timeline", token: minji.token).status == .ok)
        }
    }

    /// Each tells whether a password is right, so both count together.
    @Test func passwordsThatConfirmCountAsThoseThatAreChanged() async throws {
        try await TestApplication.with(server: Self.limited) { app in
            let token = try await app.person("minji").token
            let (admitted, _) = try await callUntilRefused {
                try await app.send(
                    .patch, "/users/me", json: #"{"email":"new@example.com","password":"a guess"}"#, token: token)
            }
            #expect((10...12).contains(admitted))
            #expect(
                try await app.send(.post, "/users/me/password", json: "{}", token: token).status == .tooManyRequests)
            #expect(try await app.send(.patch, "/users/me", json: #"{"name":"m"}"#, token: token).status == .ok)
        }
    }

    @Test func readingIsNotLimited() async throws {
        try await TestApplication.with(server: Self.limited) { app in
            let token = try await app.person("minji").token
            for _ in 1...300 { #expect(try await app.send(.get, "/timeline", token: token).status == .ok) }
        }
    }

    @Test func areOffWhenTheSettingSaysSo() async throws {
        try await TestApplication.with { app in
            for _ in 1...200 {
                let response = try await app.send(.post, "/sign-up", json: "{}")
                #expect(response.status == .badRequest)
            }
        }
    }
}

/// - Returns: how many calls were let through, and the first that was refused.
func callUntilRefused(
    _ call: () async throws -> TestResponse, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> (admitted: Int, refusal: TestResponse) {
    for admitted in 0..<1_000 {
        let response = try await call()
        if response.status == .tooManyRequests { return (admitted, response) }
    }
    Issue.record("1,000 calls were let through", sourceLocation: sourceLocation)
    throw CancellationError()
}
