import MinitterService
import TestSupport
import Testing

@Suite struct RepeatedPasswordChangeTests {
    @Test func isAnsweredWithATokenThatIsGoodAlthoughTheCurrentPasswordIsAnotherNow() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            func change() async throws -> LogInService.Session {
                try await test.services.logIns.changePassword(
                    of: scene.minji, from: "password", to: "new password", once: scene.call(by: scene.minji))
            }
            let first = try await change()
            test.clock.advance(seconds: 60)
            let second = try await change()
            #expect(second.token != first.token)
            #expect(scene.replayCount == 1)
            // A second change would have ended the first one's token.
            for session in [first, second] {
                #expect(try await test.services.tokens.userID(of: session.token) == scene.minji)
            }
        }
    }

    @Test func doesNotGiveATokenBackToWhoLoggedOutSince() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            func change() async throws -> String {
                try await test.services.logIns.changePassword(
                    of: scene.minji, from: "password", to: "new password", once: scene.call(by: scene.minji)
                ).token
            }
            _ = try await change()
            try await test.services.logIns.logOutEverywhere(scene.minji)
            let token = try await change()
            #expect(try await refusal { try await test.services.tokens.userID(of: token) } == .invalidToken)
        }
    }

    /// It needs the password as well, which may be another by now.
    @Test func aRepeatedChangeOfTheEmailIsNotHeldToThePassword() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            let first = try await RepeatableWrite.editOfTheEmail.perform(in: scene)
            _ = try await test.services.logIns.changePassword(of: scene.minji, from: "password", to: "new password")
            #expect(try await RepeatableWrite.editOfTheEmail.perform(in: scene) == first)
            #expect(
                try await refusal { try await RepeatableWrite.editOfTheEmail.perform(in: scene, key: nil) }
                    == .wrongPassword)
        }
    }

    @Test func isHeldToTheCurrentPasswordWithoutAKey() async throws {
        try await TestServices.with { test in
            let scene = try await RepeatScene(in: test)
            for expected in [nil, Refusal.wrongPassword] {
                #expect(
                    try await refusal {
                        try await test.services.logIns.changePassword(
                            of: scene.minji, from: "password", to: "new password")
                    } == expected)
            }
        }
    }
}
