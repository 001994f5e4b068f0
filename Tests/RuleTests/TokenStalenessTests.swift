import Database
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// The promise of five seconds: it is the wall clock's, so these tests take as long.
@Suite struct TokenStalenessTests {
    private static let outage = DatabaseError.unavailable("an outage made by a test")

    @Test(arguments: TokenEndTests.End.allCases)
    func anotherServerRefusesAnEndedTokenWithinFiveSeconds(end: TokenEndTests.End) async throws {
        try await TestServices.with(isInMemory: false) { test in
            let (minji, token) = try await test.loggedIn("minji")
            let server = try await test.another()
            #expect(try await server.services.tokens.userID(of: token) == minji.id)

            try await end.perform(on: minji, in: test)
            let refused = try await waitFiveSeconds {
                try await refusal { try await server.services.tokens.userID(of: token) } == .invalidToken
            }
            #expect(refused)
        }
    }

    @Test func aServerThatCannotReadWhatEndedTakesNoTokenAfterFiveSeconds() async throws {
        try await TestServices.with { test in
            let (minji, token) = try await test.loggedIn("minji")
            let outage = FailingDatabase(test.database)
            let tokens = await tokenService(on: outage, of: test)
            #expect(try await tokens.userID(of: token) == minji.id)

            outage.fail(with: Self.outage)
            let refused = try await waitFiveSeconds { await failure(of: tokens, token) == Self.outage }
            #expect(refused)

            outage.fail(with: nil)
            #expect(try await tokens.userID(of: token) == minji.id)
        }
    }

    /// Cut off from its database, or asleep: what ended in that time is longer ago than a server looks back otherwise.
    @Test(arguments: TokenEndTests.End.allCases)
    func aServerThatStoodStillForMinutesLearnsWhatEndedMeanwhile(end: TokenEndTests.End) async throws {
        try await TestServices.with { test in
            let (minji, token) = try await test.loggedIn("minji")
            let server = try await test.another()
            try await server.services.tokens.refresh()
            test.clock.advance(seconds: 10)
            try await end.perform(on: minji, in: test)
            test.clock.advance(seconds: 600)
            try await server.services.tokens.refresh()
            #expect(try await refusal { try await server.services.tokens.userID(of: token) } == .invalidToken)
        }
    }

    @Test func aServerThatHasNeverReadWhatEndedTakesNoToken() async throws {
        try await TestServices.with { test in
            let (_, token) = try await test.loggedIn("minji")
            let outage = FailingDatabase(test.database)
            outage.fail(with: Self.outage)
            let tokens = await tokenService(on: outage, of: test)
            #expect(await failure(of: tokens, token) == Self.outage)
        }
    }

    private func tokenService(on database: any Database, of test: TestServices) async -> TokenService {
        let clock = test.clock
        return await TokenService(
            secret: ServiceSettings.forTests.tokenSecret, lifetime: 86_400, database: database, now: { clock.now })
    }

    private func failure(of tokens: TokenService, _ token: String) async -> DatabaseError? {
        do {
            _ = try await tokens.userID(of: token)
            return nil
        } catch {
            return error as? DatabaseError
        }
    }

    /// Asks until it is so, and a last time when five seconds have passed.
    private func waitFiveSeconds(until condition: () async throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(5)
        while ContinuousClock.now < end {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await condition()
    }
}
