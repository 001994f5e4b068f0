import Database
import MinitterModel
import MinitterService
import Synchronization
import TestSupport
import Testing

/// The promise of five seconds: it is the wall clock's, so these tests take as long.
@Suite struct TokenStalenessTests {
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
            let outage = DatabaseWithOutage(database: test.database)
            let tokens = await tokenService(on: outage, of: test)
            #expect(try await tokens.userID(of: token) == minji.id)

            outage.isAway.withLock { $0 = true }
            let refused = try await waitFiveSeconds { await failure(of: tokens, token) == DatabaseWithOutage.error }
            #expect(refused)

            outage.isAway.withLock { $0 = false }
            #expect(try await tokens.userID(of: token) == minji.id)
        }
    }

    @Test func aServerThatHasNeverReadWhatEndedTakesNoToken() async throws {
        try await TestServices.with { test in
            let (_, token) = try await test.loggedIn("minji")
            let outage = DatabaseWithOutage(database: test.database)
            outage.isAway.withLock { $0 = true }
            let tokens = await tokenService(on: outage, of: test)
            #expect(await failure(of: tokens, token) == DatabaseWithOutage.error)
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

/// A fake on top of a real database, because a database in memory can't go away.
private final class DatabaseWithOutage: Database {
    static let error = DatabaseError.unavailable("an outage made by a test")

    let isAway = Mutex(false)
    private let database: any Database

    init(database: any Database) {
        self.database = database
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        if isAway.withLock({ $0 }) { throw Self.error }
        return try await database.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        if isAway.withLock({ $0 }) { throw Self.error }
        return try await database.write(body)
    }

    func close() async throws {
        try await database.close()
    }
}
