import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct PasswordChangeTests {
    @Test func theNewPasswordLogsInAndTheOldOneNoMore() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            _ = try await test.services.logIns.changePassword(of: minji.id, from: "password", to: "비밀번호 여덟자")
            #expect(
                try await test.services.logIns.logIn(email: minji.email, password: "비밀번호 여덟자").userID == minji.id)
            #expect(
                try await refusal {
                    try await test.services.logIns.logIn(email: minji.email, password: "password")
                } == .wrongCredentials)
        }
    }

    @Test func itNeedsTheCurrentPassword() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            #expect(
                try await refusal {
                    try await test.services.logIns.changePassword(of: minji.id, from: "passwort", to: "new password")
                } == .wrongPassword)
            #expect(try await test.services.logIns.logIn(email: minji.email, password: "password").userID == minji.id)
        }
    }

    @Test(arguments: ["", "1234567", String(repeating: "x", count: 73), "password\u{0}"])
    func theNewPasswordIsHeldToTheRulesOfSignUp(password: String) async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            #expect(
                try await refusal {
                    try await test.services.logIns.changePassword(of: minji.id, from: "password", to: password)
                } == .invalid(field: "new_password"))
        }
    }

    @Test func anOperatorSetsItWithoutTheCurrentOne() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            try await test.services.logIns.setPassword("new password", of: minji.id)
            #expect(
                try await test.services.logIns.logIn(email: minji.email, password: "new password").userID == minji.id)
            #expect(
                try await refusal { try await test.services.logIns.setPassword("short", of: minji.id) }
                    == .invalid(field: "password"))
            #expect(try await refusal { try await test.services.logIns.setPassword("password", of: 404) } == .notFound)
        }
    }
}
