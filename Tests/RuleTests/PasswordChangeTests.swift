import Database
import MinitterModel
import TestSupport
import Testing

@testable import MinitterService

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

    /// What a password was confirmed for.
    enum Change: CaseIterable {
        case password, email

        func perform(on minji: User, in test: TestServices) async throws {
            switch self {
            case .password:
                _ = try await test.services.logIns.changePassword(
                    of: minji.id, from: "password", to: "new password")
            case .email:
                _ = try await test.services.users.edit(
                    minji.id, name: nil, profile: nil, email: "new@example.com", password: "password")
            }
        }
    }

    /// Whoever knows the old password must not undo the new one, nor take the account over by its e-mail.
    @Test(arguments: Change.allCases)
    func aPasswordThatIsChangedWhileItIsConfirmedIsWrong(change: Change) async throws {
        var settings = ServiceSettings.forTests
        settings.passwordThreads = 1
        try await TestServices.with(settings: settings) { test in
            let minji = try await test.person("minji")
            let hash = try await test.hashedPassword(of: minji)
            let workers = test.services.passwordWorkers
            let gate = Gate()
            async let held: Void = workers.run { gate.wait() }
            await gate.untilReached()
            async let outcome = refusal { try await change.perform(on: minji, in: test) }
            // It has read the old password's hash, and waits for its turn to compare.
            while workers.load < 2 { await Task.yield() }
            let isReplaced = (try? await test.setHashedPassword("another", of: minji)) != nil
            gate.open()
            try await held
            #expect(isReplaced)
            #expect(try await outcome == .wrongPassword)

            try await test.setHashedPassword(hash, of: minji)
            #expect(
                try await test.services.logIns.logIn(email: minji.email, password: "password").userID == minji.id)
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

extension TestServices {
    fileprivate func hashedPassword(of user: User) async throws -> String {
        try await database.read { db in
            try #require(try CredentialStore().credentials(of: user.id, in: db)?.hashedPassword)
        }
    }

    fileprivate func setHashedPassword(_ hash: String, of user: User) async throws {
        let now = clock.now
        try await database.write { db in
            try CredentialStore().setHashedPassword(hash, of: user.id, at: now, in: db)
        }
    }
}
