import Foundation
import HTTPTypes
import HummingbirdTesting
import MinitterService
import TestSupport
import Testing

@Suite struct TokenTests {
    @Test(arguments: Endpoint.needingToken)
    func isNeeded(for endpoint: Endpoint) async throws {
        try await TestApplication.with { app in
            let response = try await app.send(endpoint.method, endpoint.path(id: 1), json: endpoint.json())
            expectProblem(response, .tokenMissing)
        }
    }

    /// Also where none is needed: an answer without the caller's own likes would be a wrong one.
    @Test(arguments: Endpoint.takingToken)
    func isRefusedWhenItIsNoneOfOurs(for endpoint: Endpoint) async throws {
        try await TestApplication.with { app in
            let response = try await app.send(
                endpoint.method, endpoint.path(id: 1), json: endpoint.json(), token: "nonsense")
            expectProblem(response, .tokenForeign)
        }
    }

    @Test(arguments: Endpoint.takingToken)
    func isRefusedAfterLogOut(for endpoint: Endpoint) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            _ = try await app.send(.post, "/logout", token: minji.token)
            let response = try await app.send(
                endpoint.method, endpoint.path(id: minji.id), json: endpoint.json(), token: minji.token)
            expectProblem(response, .tokenEnded)
        }
    }

    @Test(arguments: Endpoint.takingToken)
    func isRefusedAfterTheAccountWasDeleted(for endpoint: Endpoint) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            _ = try await app.send(.delete, "/users/me", token: minji.token)
            let response = try await app.send(
                endpoint.method, endpoint.path(id: minji.id), json: endpoint.json(), token: minji.token)
            expectProblem(response, .tokenEnded)
        }
    }

    @Test func isGoodForADayAndNoLonger() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            app.services.clock.advance(seconds: 86_399)
            #expect(try await app.send(.get, "/timeline", token: minji.token).status == .ok)
            app.services.clock.advance(seconds: 1)
            expectProblem(try await app.send(.get, "/timeline", token: minji.token), .tokenExpired)
        }
    }

    @Test(arguments: ["", "Bearer ", "bearer ", "BEARER ", "Bearer   "])
    func isTakenBareAsInTheSeedAndAsBearer(prefix: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(.get, "/timeline", token: prefix + minji.token)
            expectAnswer(response, ExpectedJSON.page("timeline", of: minji.id, []))
        }
    }

    @Test func isRefusedInEveryOtherForm() async throws {
        try await TestApplication.with { app in
            let token = try await app.person("minji").token
            let parts = token.split(separator: ".").map(String.init)
            let forms = [
                "", "Bearer", "Basic \(token)", "Bearer \(token) \(token)", "\(token), \(token)", "a.b.c", "..",
                // A signature left out, another's, and none by its own say (RFC 8725, section 3.1).
                "\(parts[0]).\(parts[1]).", "\(parts[0]).\(parts[1]).\(String(parts[2].reversed()))",
                "\(base64URL(#"{"alg":"none","typ":"JWT"}"#)).\(parts[1]).",
                // Another person's id under the same signature.
                "\(parts[0]).\(base64URL(#"{"user_id":1,"gen":1,"iat":0,"exp":9999999999}"#)).\(parts[2])",
            ]
            for form in forms {
                expectProblem(try await app.send(.get, "/timeline", token: form), .tokenForeign)
            }
        }
    }

    @Test func isRefusedWhenAnotherSecretSignedIt() async throws {
        try await TestApplication.with { app in
            _ = try await app.person("minji")
            var settings = ServiceSettings.forTests
            settings.tokenSecret = Array("another secret, 32 bytes long too".utf8)
            let foreign = try await app.services.another(settings: settings).services.logIns
                .logIn(email: "minji@example.com", password: "password")
            expectProblem(try await app.send(.get, "/timeline", token: foreign.token), .tokenForeign)
        }
    }

    @Test func isNotLookedAtWhereItMakesNoDifference() async throws {
        try await TestApplication.with { app in
            _ = try await app.person("minji")
            #expect(try await app.send(.get, "/ping", token: "nonsense").status == .ok)
            let logIn = try await app.send(
                .post, "/login", json: #"{"email":"minji@example.com","password":"password"}"#, token: "nonsense")
            #expect(logIn.status == .ok)
        }
    }

    private func base64URL(_ text: String) -> String {
        Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=", with: "")
    }
}
