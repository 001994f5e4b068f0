import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

/// What ends tokens.
@Suite struct LogOutTests {
    @Test func endsTheTokensOfEveryDeviceAndNobodyElses() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let phone = try #require(try await app.logIn().string("access_token"))
            let tom = try await app.person("tom")

            expectAnswer(
                try await app.send(.post, "/logout", token: minji.token), #"{"user_id":\#(minji.id)}"#)
            expectProblem(try await app.send(.get, "/timeline", token: minji.token), .tokenEnded)
            expectProblem(try await app.send(.get, "/timeline", token: phone), .tokenEnded)
            #expect(try await app.send(.get, "/timeline", token: tom.token).status == .ok)
            let token = try await app.logIn().string("access_token")
            #expect(try await app.send(.get, "/timeline", token: token).status == .ok)
        }
    }

    @Test func aNewPasswordEndsTheOldTokensAndAnswersANewOne() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(
                .post, "/users/me/password", json: #"{"current_password":"password","new_password":"새 비밀번호 👍🏽"}"#,
                token: minji.token)
            expectAnswer(response, #"{"user_id":\#(minji.id),"access_token":"<token>"}"#)

            expectProblem(try await app.send(.get, "/timeline", token: minji.token), .tokenEnded)
            let token = response.string("access_token")
            #expect(try await app.send(.get, "/timeline", token: token).status == .ok)
            expectProblem(try await app.logIn(), .wrongCredentials)
            #expect(try await app.logIn(password: "새 비밀번호 👍🏽").status == .ok)
        }
    }

    @Test func aNewPasswordNeedsTheCurrentOne() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(
                .post, "/users/me/password", json: #"{"current_password":"Password","new_password":"password2"}"#,
                token: minji.token)
            expectProblem(response, .wrongPassword)
            #expect(try await app.send(.get, "/timeline", token: minji.token).status == .ok)
            #expect(try await app.logIn().status == .ok)
        }
    }

    @Test(arguments: [
        ("1234567", "“new_password” is too short: take at least 8 characters."),
        (String(repeating: "a", count: 73), "“new_password” has 73 bytes in UTF-8: at most 72 are taken."),
        ("new\\u0000password", "“new_password” holds the character U+0000: leave it out."),
    ])
    func aNewPasswordHasTheBoundsOfTheFirst(password: String, detail: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(
                .post, "/users/me/password",
                json: #"{"current_password":"password","new_password":"\#(password)"}"#, token: minji.token)
            expectProblem(response, .invalid("new_password", detail))
            #expect(try await app.logIn().status == .ok)
        }
    }
}
