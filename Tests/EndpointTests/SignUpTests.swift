import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct SignUpTests {
    @Test func answersTheAccountWithoutItsPassword() async throws {
        try await TestApplication.with { app in
            let response = try await app.send(
                .post, "/sign-up",
                json: #"{"email":"minji@example.com","name":"민지","password":"비밀번호 1234","profile":"안녕!\n“Hi” 👋"}"#)
            let id = try await app.userID(ofEmail: "minji@example.com")
            expectAnswer(
                response, #"{"id":\#(id),"email":"minji@example.com","name":"민지","profile":"안녕!\n“Hi” 👋"}"#)
        }
    }

    @Test func trimsBlanksAroundTheEmailAndKeepsItsCase() async throws {
        try await TestApplication.with { app in
            let response = try await app.signUp(email: "  Min.Ji+x@Example.com ")
            #expect(response.string("email") == "Min.Ji+x@Example.com")
        }
    }

    @Test(arguments: [
        "minji@example.com", "MINJI@EXAMPLE.COM", " minji@example.com",
    ])
    func refusesAnEmailThatIsTakenWhateverItsCase(email: String) async throws {
        try await TestApplication.with { app in
            _ = try await app.person("minji")
            expectProblem(try await app.signUp(email: email), .emailTaken)
        }
    }

    /// The same letters written in two ways (Unicode's normal forms C and D) are one address.
    @Test func refusesAnEmailThatIsTakenInAnotherNormalForm() async throws {
        try await TestApplication.with { app in
            #expect(try await app.signUp(email: "re\u{301}mi@example.com").status == .ok)
            expectProblem(try await app.signUp(email: "R\u{C9}MI@example.com"), .emailTaken)
        }
    }

    @Test(arguments: [
        "", "minji", "minji@", "@example.com", "min ji@example.com", "min@ji@example.com", "minji@exa mple.com",
        "minji\\n@example.com", "minji@example.com\\u0000", String(repeating: "m", count: 65) + "@example.com",
        "m@" + String(repeating: "e", count: 253),
    ])
    func refusesWhatIsNoEmail(email: String) async throws {
        try await TestApplication.with { app in
            expectProblem(
                try await app.signUp(email: email),
                .invalid("email", "“email” is not an e-mail address: write it as name@example.com."))
        }
    }

    @Test(arguments: [
        ("short", "“password” is too short: take at least 8 characters."),
        ("1234567", "“password” is too short: take at least 8 characters."),
        (String(repeating: "a", count: 73), "“password” has 73 bytes in UTF-8: at most 72 are taken."),
        (String(repeating: "비", count: 25), "“password” has 75 bytes in UTF-8: at most 72 are taken."),
        ("pass\\u0000word", "“password” holds the character U+0000: leave it out."),
    ])
    func refusesAPasswordOutOfBounds(password: String, detail: String) async throws {
        try await TestApplication.with { app in
            expectProblem(try await app.signUp(password: password), .invalid("password", detail))
        }
    }

    @Test(arguments: ["12345678", "비밀번호여덟글자", String(repeating: "a", count: 72), "👨‍👩‍👧 👍🏽🇰🇷éabc"])
    func takesAPasswordAtItsBoundsAndLogsInWithIt(password: String) async throws {
        try await TestApplication.with { app in
            #expect(try await app.signUp(password: password).status == .ok)
            let logIn = try await app.send(
                .post, "/login", json: #"{"email":"hana@example.com","password":"\#(password)"}"#)
            #expect(logIn.status == .ok)
        }
    }

    @Test(arguments: [
        ("", "“name” is empty or blank: write at least one character."),
        (" \u{3000}\u{A0}", "“name” is empty or blank: write at least one character."),
        (String(repeating: "민", count: 101), "“name” has 101 characters: at most 100 are taken."),
        ("min\\nji", "“name” holds a control character: leave it out."),
        ("min\\u0000ji", "“name” holds a control character: leave it out."),
        ("min\\u001bji", "“name” holds a control character: leave it out."),
    ])
    func refusesANameOutOfBounds(name: String, detail: String) async throws {
        try await TestApplication.with { app in
            expectProblem(try await app.signUp(name: name), .invalid("name", detail))
        }
    }

    @Test(arguments: [
        (String(repeating: "가", count: 1_001), "“profile” has 1001 characters: at most 1000 are taken."),
        ("a\\u0007b", "“profile” holds a control character: leave it out."),
    ])
    func refusesAProfileOutOfBounds(profile: String, detail: String) async throws {
        try await TestApplication.with { app in
            expectProblem(try await app.signUp(profile: profile), .invalid("profile", detail))
        }
    }

    /// Characters are Unicode scalars: the family below has five.
    @Test(arguments: [
        ("m", ""), (String(repeating: "👨‍👩‍👧", count: 20), String(repeating: "😀", count: 1_000)),
    ])
    func takesNameAndProfileAtTheirBounds(name: String, profile: String) async throws {
        try await TestApplication.with { app in
            let response = try await app.signUp(name: name, profile: profile)
            #expect(response.status == .ok)
            #expect(response.string("name") == name)
            #expect(response.string("profile") == profile)
        }
    }

    @Test func aRefusedSignUpLeavesNothingBehind() async throws {
        try await TestApplication.with { app in
            _ = try await app.signUp(name: "")
            #expect(try await app.services.services.users.user(withEmail: "hana@example.com") == nil)
            #expect(try await app.signUp().status == .ok)
        }
    }
}

extension TestApplication {
    /// The values go into JSON as they are.
    fileprivate func signUp(
        email: String = "hana@example.com", name: String = "hana", password: String = "password",
        profile: String = "I am hana."
    ) async throws -> TestResponse {
        try await send(
            .post, "/sign-up",
            json: #"{"email":"\#(email)","name":"\#(name)","password":"\#(password)","profile":"\#(profile)"}"#)
    }

    func userID(ofEmail email: String) async throws -> Int64 {
        try #require(try await services.services.users.user(withEmail: email)).id
    }
}
