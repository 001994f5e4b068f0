import Crypto
import Database
import Foundation
import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct ForgedTokenTests {
    /// What the others differ from in one thing each; without it they might be refused for another reason.
    @Test func aTokenMadeByHandWithTheSecretIsTaken() async throws {
        try await withForger { test, forger in
            let token = forger.token(header: #"{"alg":"HS256","typ":"JWT"}"#, sign: forger.hs256)
            let userID = try await test.services.tokens.userID(of: token)
            #expect(userID == forger.userID)
        }
    }

    /// JWTKit would take these, and what is verified is kept in memory by its spelling.
    @Test(arguments: ["=", "==", "\t", String(repeating: "=", count: 70_000)])
    func anotherSpellingOfAGoodTokenIsRefused(ending: String) async throws {
        try await TestServices.with { test in
            let (minji, token) = try await test.loggedIn("minji")
            #expect(try await test.services.tokens.userID(of: token) == minji.id)
            let refused = try await refusal { try await test.services.tokens.userID(of: token + ending) }
            #expect(refused == .invalidToken)
        }
    }

    /// Of another program with the same secret.
    @Test(arguments: [Int64.max, Int64.min])
    func aTokenOfAnAbsurdTimeDoesNoHarm(issuedAt: Int64) async throws {
        try await withForger { test, forger in
            var forger = forger
            forger.claims["iat"] = issuedAt
            let token = forger.token(header: #"{"alg":"HS256","typ":"JWT"}"#, sign: forger.hs256)
            let refused = try await refusal { try await test.services.tokens.userID(of: token) }
            #expect(refused == (issuedAt < 0 ? .invalidToken : nil))
        }
    }

    @Test func aTokenOfAnotherSecretIsRefused() async throws {
        try await withForger { test, forger in
            var stranger = forger
            stranger.secret = SymmetricKey(data: Data("another secret, also 32 bytes lon".utf8))
            let token = stranger.token(header: #"{"alg":"HS256","typ":"JWT"}"#, sign: stranger.hs256)
            let refused = try await refusal { try await test.services.tokens.userID(of: token) }
            #expect(refused == .invalidToken)
        }
    }

    @Test(arguments: ["none", "None", "NONE", "", "HS256"])
    func aTokenWithoutASignatureIsRefused(algorithm: String) async throws {
        try await withForger { test, forger in
            let token = forger.token(header: #"{"alg":"\#(algorithm)","typ":"JWT"}"#) { _ in Data() }
            let refused = try await refusal { try await test.services.tokens.userID(of: token) }
            #expect(refused == .invalidToken)
        }
    }

    @Test func aSignatureOfAnotherAlgorithmIsRefused() async throws {
        try await withForger { test, forger in
            for token in [
                forger.token(header: #"{"alg":"HS384","typ":"JWT"}"#, sign: forger.hs384),
                forger.token(header: #"{"alg":"HS512","typ":"JWT"}"#, sign: forger.hs512),
                forger.token(header: #"{"alg":"HS256","typ":"JWT"}"#, sign: forger.hs512),
                forger.token(header: #"{"alg":"RS256","typ":"JWT"}"#, sign: forger.hs512),
            ] {
                let refused = try await refusal { try await test.services.tokens.userID(of: token) }
                #expect(refused == .invalidToken)
            }
        }
    }

    @Test func aTokenThatWasMeddledWithIsRefused() async throws {
        try await TestServices.with { test in
            let (minji, token) = try await test.loggedIn("minji")
            let parts = token.split(separator: ".").map(String.init)
            let payload = try #require(Data(base64URL: parts[1]).map { String(decoding: $0, as: UTF8.self) })
            let forAnother = payload.replacing("\"user_id\":\(minji.id)", with: "\"user_id\":\(minji.id + 1)")
            #expect(forAnother != payload)
            let meddled = [
                "", ".", "..", "...", "Bearer", parts[0], parts[0] + "." + parts[1], parts[0] + "." + parts[1] + ".",
                "." + parts[1] + "." + parts[2], parts[0] + ".." + parts[2], token + "." + parts[2], "x" + token,
                String(token.dropLast(8)), "\u{0}", "토큰",
                [parts[0], Data(forAnother.utf8).base64URL, parts[2]].joined(separator: "."),
                [parts[0], parts[1], parts[2].first == "A" ? "B" : "A" + parts[2].dropFirst()].joined(separator: "."),
            ]
            for token in meddled {
                #expect(
                    try await refusal { try await test.services.tokens.userID(of: token) } == .invalidToken, "\(token)")
            }
            #expect(try await test.services.tokens.userID(of: token) == minji.id)
        }
    }

    @Test(arguments: ["user_id", "gen", "iat", "exp"])
    func aTokenThatLacksAClaimIsRefused(claim: String) async throws {
        try await withForger { test, forger in
            var careless = forger
            careless.claims[claim] = nil
            let token = careless.token(header: #"{"alg":"HS256","typ":"JWT"}"#, sign: careless.hs256)
            let refused = try await refusal { try await test.services.tokens.userID(of: token) }
            #expect(refused == .invalidToken)
        }
    }

    private func withForger(_ body: (TestServices, Forger) async throws -> Void) async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            let seconds = test.clock.now.milliseconds / 1_000
            let claims = ["user_id": minji.id, "gen": 1, "iat": seconds, "exp": seconds + 3_600]
            try await body(
                test, Forger(secret: SymmetricKey(data: ServiceSettings.forTests.tokenSecret), claims: claims))
        }
    }
}

/// Makes tokens without the service.
private struct Forger {
    var secret: SymmetricKey
    var claims: [String: Int64]

    var userID: Int64? { claims["user_id"] }

    func token(header: String, sign: (Data) -> Data) -> String {
        let payload = "{" + claims.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
        let signed = Data(header.utf8).base64URL + "." + Data(payload.utf8).base64URL
        return signed + "." + sign(Data(signed.utf8)).base64URL
    }

    func hs256(_ text: Data) -> Data { Data(HMAC<SHA256>.authenticationCode(for: text, using: secret)) }
    func hs384(_ text: Data) -> Data { Data(HMAC<SHA384>.authenticationCode(for: text, using: secret)) }
    func hs512(_ text: Data) -> Data { Data(HMAC<SHA512>.authenticationCode(for: text, using: secret)) }
}

extension Data {
    fileprivate init?(base64URL text: String) {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4))
    }

    fileprivate var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
