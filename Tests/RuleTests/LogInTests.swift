import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct LogInTests {
    @Test func aPersonLogsInWithTheirEmailAndPassword() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            let session = try await test.services.logIns.logIn(email: "minji@example.com", password: "password")
            #expect(session.userID == minji.id)
            #expect(try await test.services.tokens.userID(of: session.token) == minji.id)
        }
    }

    @Test(arguments: ["", "Password", "password ", "passwor", "password\u{0}", "password\u{0}x"])
    func aWrongPasswordIsRefused(password: String) async throws {
        try await TestServices.with { test in
            _ = try await test.person("minji")
            #expect(
                try await refusal {
                    try await test.services.logIns.logIn(email: "minji@example.com", password: password)
                } == .wrongCredentials)
        }
    }

    @Test(arguments: ["", "nobody@example.com", "not an e-mail", "minji@example.com' OR '1'='1", "%", "\u{0}"])
    func anUnknownEmailIsRefusedLikeAWrongPassword(email: String) async throws {
        try await TestServices.with { test in
            _ = try await test.person("minji")
            #expect(
                try await refusal {
                    try await test.services.logIns.logIn(email: email, password: "password")
                } == .wrongCredentials)
        }
    }

    @Test func anotherPersonsPasswordIsRefused() async throws {
        try await TestServices.with { test in
            let users = test.services.users
            _ = try await users.signUp(email: "minji@example.com", name: "m", password: "password-m", profile: "")
            _ = try await users.signUp(email: "haneul@example.com", name: "h", password: "password-h", profile: "")
            #expect(
                try await refusal {
                    try await test.services.logIns.logIn(email: "minji@example.com", password: "password-h")
                } == .wrongCredentials)
        }
    }

    /// bcrypt itself would look at the first 72 bytes only.
    @Test func aPasswordThatIsTooLongIsRefusedAndNotCut() async throws {
        try await TestServices.with { test in
            let longest = String(repeating: "x", count: 72)
            let user = try await test.services.users.signUp(
                email: "minji@example.com", name: "m", password: longest, profile: "")
            #expect(
                try await refusal {
                    try await test.services.logIns.logIn(email: user.email, password: longest + "y")
                } == .wrongCredentials)
        }
    }

    @Test func aDeletedAccountLogsInNoMore() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            try await test.services.users.delete(minji.id)
            #expect(
                try await refusal {
                    try await test.services.logIns.logIn(email: minji.email, password: "password")
                } == .wrongCredentials)
        }
    }
}
