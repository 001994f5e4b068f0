import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct TokenTests {
    @Test func aTokenIsGoodUntilItsLifetimeIsOver() async throws {
        try await TestServices.with { test in
            let (minji, token) = try await test.loggedIn("minji")
            test.clock.advance(seconds: 86_399)
            #expect(try await test.services.tokens.userID(of: token) == minji.id)
            test.clock.advance(seconds: 1)
            #expect(try await refusal { try await test.services.tokens.userID(of: token) } == .invalidToken)
        }
    }

    @Test func eachPersonsTokenSpeaksForThatPerson() async throws {
        try await TestServices.with { test in
            let (minji, minjisToken) = try await test.loggedIn("minji")
            let (haneul, haneulsToken) = try await test.loggedIn("haneul")
            #expect(try await test.services.tokens.userID(of: minjisToken) == minji.id)
            #expect(try await test.services.tokens.userID(of: haneulsToken) == haneul.id)
        }
    }

    @Test func aTokenIsGoodOnEveryServer() async throws {
        try await TestServices.with { test in
            let (minji, token) = try await test.loggedIn("minji")
            #expect(try await test.another().services.tokens.userID(of: token) == minji.id)
        }
    }

    /// An operator shortens the lifetime: tokens of the longer one must not outlive it, because what ended them is
    /// forgotten after it.
    @Test func aTokenOfALongerLifetimeIsHeldToTheShorterOne() async throws {
        try await TestServices.with { test in
            let (minji, token) = try await test.loggedIn("minji")
            var settings = ServiceSettings.forTests
            settings.tokenLifetime = 60
            let restarted = try await test.another(settings: settings)
            test.clock.advance(seconds: 59)
            #expect(try await restarted.services.tokens.userID(of: token) == minji.id)
            test.clock.advance(seconds: 1)
            #expect(try await refusal { try await restarted.services.tokens.userID(of: token) } == .invalidToken)
        }
    }
}

extension TestServices {
    /// Signs a person up and logs in.
    func loggedIn(_ name: String) async throws -> (user: User, token: String) {
        let user = try await person(name)
        return (user, try await services.logIns.logIn(email: user.email, password: "password").token)
    }
}
