import Database
import Foundation
import HTTPTypes
import HummingbirdTesting
import MinitterModel
import TestSupport
import Testing

@testable import MinitterService

@Suite struct LogInTests {
    @Test func answersATokenWithTheSeedsClaims() async throws {
        try await TestApplication.with { app in
            let minji = try await app.services.person("minji")
            let response = try await app.logIn()
            expectAnswer(response, #"{"user_id":\#(minji.id),"access_token":"<token>"}"#)

            let token = try #require(response.string("access_token"))
            let claims = try Self.claims(of: token)
            #expect(claims["user_id"] as? Int64 == minji.id)
            #expect(claims["exp"] as? Int64 == app.services.clock.now.milliseconds / 1_000 + 86_400)
            #expect(try await app.send(.get, "/timeline", token: token).status == .ok)
        }
    }

    @Test(arguments: ["MINJI@EXAMPLE.COM", " minji@example.com "])
    func takesTheEmailWhateverItsCase(email: String) async throws {
        try await TestApplication.with { app in
            _ = try await app.services.person("minji")
            #expect(try await app.logIn(email: email).status == .ok)
        }
    }

    /// Which of the two is wrong is not told.
    @Test(arguments: [
        ("minji@example.com", "Password"), ("minji@example.com", "password "), ("minji@example.com", ""),
        ("minji@example.com", String(repeating: "a", count: 1_000)), ("minji@example.com", "password\\u0000"),
        ("nobody@example.com", "password"), ("", "password"), ("nonsense", "password"), ("%", "password"),
        ("' OR 1=1 --", "password"),
    ])
    func refusesWhatDoesNotMatch(email: String, password: String) async throws {
        try await TestApplication.with { app in
            _ = try await app.services.person("minji")
            expectProblem(try await app.logIn(email: email, password: password), .wrongCredentials)
        }
    }

    @Test func theTokensOfTwoDevicesAreBothGood() async throws {
        try await TestApplication.with { app in
            _ = try await app.services.person("minji")
            for _ in 1...2 {
                let token = try await app.logIn().string("access_token")
                app.services.clock.advance(seconds: 1)
                #expect(try await app.send(.get, "/timeline", token: token).status == .ok)
            }
        }
    }

    @Test func aStormIsRefusedRatherThanQueuedWithoutEnd() async throws {
        var settings = ServiceSettings.forTests
        settings.passwordThreads = 1
        settings.maximumWaitingPasswords = 0
        try await TestApplication.with(settings: settings) { app in
            _ = try await app.services.person("minji")
            let gate = Gate()
            async let held: Void = app.services.services.passwordWorkers.run { gate.wait() }
            await gate.untilReached()
            let refused = try? await app.logIn()
            gate.open()
            try await held
            expectProblem(
                try #require(refused), .unavailable("Too many such requests are waiting. Try again in a few seconds."))
            #expect(try await app.logIn().status == .ok)
        }
    }

    private static func claims(of token: String) throws -> [String: Any] {
        let payload = token.split(separator: ".")[1].replacing("-", with: "+").replacing("_", with: "/")
        let padded = payload + String(repeating: "=", count: (4 - payload.count % 4) % 4)
        let data = try #require(Data(base64Encoded: String(padded)))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
}

extension TestApplication {
    func logIn(email: String = "minji@example.com", password: String = "password") async throws -> TestResponse {
        try await send(.post, "/login", json: #"{"email":"\#(email)","password":"\#(password)"}"#)
    }
}
