import Database
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// Hashes as they may lie in a database that the seed made: its passwords must still log their people in.
@Suite struct StoredHashTests {
    /// What the PyPI package bcrypt 5.0.0 made: `bcrypt.hashpw(password, bcrypt.gensalt(4, prefix=…))`.
    private static let hashes = [
        ("password", "$2b$04$E27OjG44pWJb3cQsTXS7DesYYSxjxdWx8N7cJj2wJ26yTccPZBukO"),
        ("password", "$2a$04$9GV4RdqcsWQDCaBgwxoBYeA5nbI.KK2avHXAJ3WOk093.NTF4hM8G"),
        ("안녕하세요 민지", "$2b$04$2ZsxRpj6TFrVscbd2SmPhuqP6CT7zbTFoipG0PR1Nzqus2bkJMUrW"),
        // 72 bytes, the longest.
        (String(repeating: "🔑", count: 18), "$2b$04$Eh31Kr26zTJ1EvMZmrze..cdcLwoFfSmJxSOr5CVtOT0/OYaHK1sC"),
        // At cost 12, other than what new hashes here are made with.
        ("password", "$2b$12$27eYNyZWap3xI874U2pfJODfV4YEHQpxoz0mKiMxYpWlvCZ8P3vFK"),
    ]

    @Test(arguments: hashes)
    func aHashOfPythonsBcryptLogsItsPersonIn(password: String, hash: String) async throws {
        try await TestServices.with { test in
            let id = try await insert(hashedPassword: hash, in: test)
            #expect(try await logIn(password, in: test).userID == id)
        }
    }

    @Test(arguments: hashes)
    func itRefusesAnotherPassword(password: String, hash: String) async throws {
        try await TestServices.with { test in
            _ = try await insert(hashedPassword: hash, in: test)
            #expect(try await refusal { try await logIn("another password", in: test) } == .wrongCredentials)
            #expect(try await refusal { try await logIn(password + "x", in: test) } == .wrongCredentials)
        }
    }

    @Test(arguments: ["", "*0", "password", "$2b$04$", "$2b$99$E27OjG44pWJb3cQsTXS7DesYYSxjxdWx8N7cJj2wJ26yTccPZBukO"])
    func nobodyLogsInWhereNoHashIs(damaged: String) async throws {
        try await TestServices.with { test in
            _ = try await insert(hashedPassword: damaged, in: test)
            #expect(try await refusal { try await logIn("password", in: test) } == .wrongCredentials)
            #expect(try await refusal { try await logIn(damaged, in: test) } == .wrongCredentials)
        }
    }

    @Test func aHashIsBcryptOfTheSetCostWithASaltOfItsOwn() async throws {
        try await TestServices.with { test in
            let first = try await hash(of: test.person("minji").id, in: test)
            let second = try await hash(of: test.person("haneul").id, in: test)
            #expect(first.hasPrefix("$2b$04$"))
            #expect(first.count == 60)
            #expect(second != first)
        }
    }

    private func hash(of userID: Int64, in test: TestServices) async throws -> String {
        let credentials = try await test.database.read { db in try CredentialStore().credentials(of: userID, in: db) }
        return try #require(credentials).hashedPassword
    }

    private func insert(hashedPassword: String, in test: TestServices) async throws -> Int64 {
        let user = NewUser(
            name: "minji", email: "minji@example.com", emailKey: "minji@example.com", hashedPassword: hashedPassword,
            profile: "")
        let now = test.clock.now
        return try await test.database.write { db in try UserStore().insert(user, at: now, in: db) }
    }

    private func logIn(_ password: String, in test: TestServices) async throws -> LogInService.Session {
        try await test.services.logIns.logIn(email: "minji@example.com", password: password)
    }
}
