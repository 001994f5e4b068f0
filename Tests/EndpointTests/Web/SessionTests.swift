import HTTPTypes
import HummingbirdTesting
import MinitterService
import MinitterView
import TestSupport
import Testing

/// Logging in and out with a browser.
@Suite struct SessionTests {
    @Test func aLogInSetsACookieThatNoScriptCanRead() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.logInByCookie()
            #expect(response.status == .ok)
            #expect(response.text == #"{"user_id":\#(minji.id)}"#)
            let token = try #require(response.sessionToken)
            #expect(
                response.sessionCookie
                    == "minitter-session=\(token); Path=/; Max-Age=86400; HttpOnly; SameSite=Lax")
            #expect(try await app.services.services.tokens.userID(of: token) == minji.id)
        }
    }

    @Test func underHTTPSItIsSentOverHTTPSAlone() async throws {
        let proxies = ServerSettings(publicURL: "https://minitter.example.com", hasRateLimits: false)
        try await TestApplication.with(server: proxies) { app in
            _ = try await app.person("minji")
            #expect(try await app.logInByCookie().sessionCookie?.hasSuffix("; SameSite=Lax; Secure") == true)
        }
    }

    @Test func aLogInIsRefusedAsThatOfTheAPI() async throws {
        try await TestApplication.with { app in
            _ = try await app.person("minji")
            let wrong = try await app.browse(.post, "/session", json: #"{"email":"minji@example.com","password":"no"}"#)
            expectProblem(wrong, .wrongCredentials)
            #expect(wrong.sessionCookie == nil)
            let empty = try await app.browse(.post, "/session", json: "{}")
            expectProblem(empty, .invalid("email", "“email” is missing."))
        }
    }

    @Test func tellsWhoIsLoggedIn() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let cookie = try #require(try await app.logInByCookie().sessionToken)
            #expect(try await app.browse(.get, "/session", cookie: cookie).text == #"{"user_id":\#(minji.id)}"#)
            let nobody = try await app.browse(.get, "/session")
            #expect(nobody.text == #"{"user_id":null}"#)
            #expect(nobody.sessionCookie == nil)
        }
    }

    @Test func aCookieThatIsNotGoodIsForgotten() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            try await app.services.services.logIns.logOutEverywhere(minji.id)
            for (cookie, problem) in [(minji.token, ExpectedProblem.tokenEnded), ("x", .tokenForeign)] {
                let session = try await app.browse(.get, "/session", cookie: cookie)
                #expect(session.text == #"{"user_id":null}"#)
                #expect(session.forgetsSession)
                let read = try await app.browse(.get, "/timeline", cookie: cookie)
                #expect(read.forgetsSession)
                #expect(read.status == problem.status)
                #expect(read.string("detail") == problem.detail)
            }
        }
    }

    @Test func aLogOutIsOfThisBrowserAlone() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let cookie = try #require(try await app.logInByCookie().sessionToken)
            let response = try await app.browse(.delete, "/session", cookie: cookie)
            #expect(response.text == "{}")
            #expect(response.forgetsSession)
            #expect(try await app.send(.get, "/timeline", token: minji.token).status == .ok)
        }
    }

    @Test(arguments: [(HTTPRequest.Method.post, "/logout"), (.delete, "/users/me")])
    func theEndOfAllTokensIsThatOfTheCookie(method: HTTPRequest.Method, path: String) async throws {
        try await TestApplication.with { app in
            _ = try await app.person("minji")
            let cookie = try #require(try await app.logInByCookie().sessionToken)
            let response = try await app.browse(method, path, cookie: cookie)
            #expect(response.status == .ok)
            #expect(response.forgetsSession)
        }
    }

    @Test func aNewPasswordSetsANewCookie() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let cookie = try #require(try await app.logInByCookie().sessionToken)
            let change = #"{"current_password":"password","new_password":"password 2"}"#
            let response = try await app.browse(.post, "/users/me/password", json: change, cookie: cookie)
            let renewed = try #require(response.sessionToken)
            #expect(renewed == response.string("access_token"))
            #expect(try await app.browse(.get, "/session", cookie: cookie).text == #"{"user_id":null}"#)
            #expect(try await app.browse(.get, "/session", cookie: renewed).text == #"{"user_id":\#(minji.id)}"#)
            // By a header's token it sets none.
            let back = #"{"current_password":"password 2","new_password":"password"}"#
            #expect(try await app.send(.post, "/users/me/password", json: back, token: renewed).sessionCookie == nil)
        }
    }

    /// What a header says goes before what a cookie says.
    @Test func aHeaderGoesBeforeTheCookie() async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let response = try await app.browse(
                .post, "/tweet", json: #"{"tweet":"hello"}"#, cookie: minji.token, headers: ["Authorization": tom.token]
            )
            #expect(response.text.contains(#""user_id":\#(tom.id)"#))
        }
    }
}
