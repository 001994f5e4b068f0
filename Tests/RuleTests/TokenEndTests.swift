import Database
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// Tokens that end before their time.
@Suite struct TokenEndTests {
    /// What ends every token of an account.
    enum End: CaseIterable, Sendable {
        case logOutEverywhere, passwordChange, deletion

        func perform(on user: User, in test: TestServices) async throws {
            switch self {
            case .logOutEverywhere:
                try await test.services.logIns.logOutEverywhere(user.id)
            case .passwordChange:
                _ = try await test.services.logIns.changePassword(of: user.id, from: "password", to: "new password")
            case .deletion:
                try await test.services.users.delete(user.id)
            }
        }
    }

    @Test(arguments: End.allCases)
    func everyTokenOfTheAccountEndsAtOnce(end: End) async throws {
        try await TestServices.with { test in
            let (minji, first) = try await test.loggedIn("minji")
            let second = try await test.services.logIns.logIn(email: minji.email, password: "password").token
            try await end.perform(on: minji, in: test)
            #expect(try await refusal { try await test.services.tokens.userID(of: first) } == .invalidToken)
            #expect(try await refusal { try await test.services.tokens.userID(of: second) } == .invalidToken)
        }
    }

    /// An operator shortens the lifetime for a while.
    @Test func whatEndedIsKnownAlsoToAServerThatLetsTokensLiveLonger() async throws {
        var short = ServiceSettings.forTests
        short.tokenLifetime = 60
        try await TestServices.with { test in
            let (minji, token) = try await test.loggedIn("minji")
            try await test.services.logIns.logOutEverywhere(minji.id)
            test.clock.advance(seconds: 600)
            try await test.another(settings: short).services.tokens.forgetExpired()
            let restarted = try await test.another()
            #expect(try await refusal { try await restarted.services.tokens.userID(of: token) } == .invalidToken)
        }
    }

    @Test(arguments: End.allCases)
    func theTokensOfOthersStayGood(end: End) async throws {
        try await TestServices.with { test in
            let (minji, _) = try await test.loggedIn("minji")
            let (haneul, token) = try await test.loggedIn("haneul")
            let server = try await test.another()
            try await end.perform(on: minji, in: test)
            try await server.services.tokens.refresh()
            #expect(try await test.services.tokens.userID(of: token) == haneul.id)
            #expect(try await server.services.tokens.userID(of: token) == haneul.id)
        }
    }

    @Test func aLaterLogInIsGoodOnEveryServer() async throws {
        try await TestServices.with { test in
            let (minji, _) = try await test.loggedIn("minji")
            let server = try await test.another()
            for _ in 1...3 {
                try await test.services.logIns.logOutEverywhere(minji.id)
                let token = try await test.services.logIns.logIn(email: minji.email, password: "password").token
                try await server.services.tokens.refresh()
                #expect(try await test.services.tokens.userID(of: token) == minji.id)
                #expect(try await server.services.tokens.userID(of: token) == minji.id)
            }
        }
    }

    @Test func aPasswordChangeLeavesItsOwnDeviceLoggedIn() async throws {
        try await TestServices.with { test in
            let (minji, _) = try await test.loggedIn("minji")
            let session = try await test.services.logIns.changePassword(
                of: minji.id, from: "password", to: "new password")
            #expect(try await test.services.tokens.userID(of: session.token) == minji.id)
            #expect(try await test.another().services.tokens.userID(of: session.token) == minji.id)
        }
    }

    @Test func endingTheTokensOfNobodyIsRefused() async throws {
        try await TestServices.with { test in
            let refused = try await refusal { try await test.services.logIns.logOutEverywhere(404) }
            #expect(refused == .invalidToken)
        }
    }

    @Test(arguments: End.allCases)
    func aServerThatStartsLaterKnowsWhatEnded(end: End) async throws {
        try await TestServices.with { test in
            let (minji, token) = try await test.loggedIn("minji")
            try await end.perform(on: minji, in: test)
            test.clock.advance(seconds: 86_000)
            let started = try await test.another()
            #expect(try await refusal { try await started.services.tokens.userID(of: token) } == .invalidToken)
        }
    }

    @Test func whatEndedIsForgottenOnlyWhenItsTokensHaveExpired() async throws {
        try await TestServices.with { test in
            let (minji, token) = try await test.loggedIn("minji")
            try await test.services.logIns.logOutEverywhere(minji.id)
            test.clock.advance(seconds: 86_000)
            try await test.services.tokens.forgetExpired()
            for server in [test, try await test.another()] {
                #expect(try await refusal { try await server.services.tokens.userID(of: token) } == .invalidToken)
            }

            test.clock.advance(seconds: TokenService.lifetimes.upperBound)
            try await test.services.tokens.forgetExpired()
            #expect(try await refusal { try await test.services.tokens.userID(of: token) } == .invalidToken)
            let remembered = try await test.database.read { db in
                try CredentialStore().endedTokens(since: Timestamp(milliseconds: 0), in: db).map(\.userID)
            }
            #expect(remembered == [])
        }
    }
}
