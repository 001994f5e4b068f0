import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct SignUpTests {
    @Test func aNewPersonIsShownAsTheySignedUp() async throws {
        try await TestServices.with { test in
            let user = try await test.services.users.signUp(
                email: "minji@example.com", name: "김민지 👩🏽‍💻", password: "password", profile: "안녕\n\t하세요 🙂")
            #expect(user.name == "김민지 👩🏽‍💻")
            #expect(user.email == "minji@example.com")
            #expect(user.profile == "안녕\n\t하세요 🙂")
            #expect(user.picture == nil)
            #expect([user.tweetCount, user.followerCount, user.followingCount] == [0, 0, 0])
            #expect(user.createdAt == test.clock.now)
            #expect(try await test.services.users.user(user.id, for: nil) == user)
        }
    }

    @Test(arguments: ["m", "민", String(repeating: "x", count: 100), String(repeating: "🙂", count: 100), "O'Brien; --"])
    func takesNamesOf1To100Characters(name: String) async throws {
        try await TestServices.with { test in
            let refused = try await refusal { try await signUp(name: name, in: test) }
            #expect(refused == nil)
        }
    }

    @Test(arguments: [
        "", " ", "\u{3000}", String(repeating: "x", count: 101), String(repeating: "민", count: 101),
        // 51 characters as people count them, 102 as the database does.
        String(repeating: "e\u{301}", count: 51),
        "a\u{0}b", "a\nb", "a\tb", "\u{7F}", "a\u{85}",
    ])
    func refusesOtherNames(name: String) async throws {
        try await TestServices.with { test in
            let refused = try await refusal { try await signUp(name: name, in: test) }
            #expect(refused == .invalid(field: "name"))
        }
    }

    @Test(arguments: ["", " ", "two\r\nlines\tand a tab", String(repeating: "🙂", count: 1_000)])
    func takesProfilesOfUpTo1000Characters(profile: String) async throws {
        try await TestServices.with { test in
            let refused = try await refusal { try await signUp(profile: profile, in: test) }
            #expect(refused == nil)
        }
    }

    @Test(arguments: [
        String(repeating: "x", count: 1_001), String(repeating: "🙂", count: 1_001), "a\u{0}", "\u{1B}[2J",
    ])
    func refusesOtherProfiles(profile: String) async throws {
        try await TestServices.with { test in
            let refused = try await refusal { try await signUp(profile: profile, in: test) }
            #expect(refused == .invalid(field: "profile"))
        }
    }

    @Test(arguments: [
        // The third counts as 8: Unicode scalars are counted, as in all other texts.
        "12345678", "여덟글자비밀번호", "passwo" + "e\u{301}", "        ", "tab\tand\u{7F}", String(repeating: "x", count: 72),
        String(repeating: "🔑", count: 18), String(repeating: "민", count: 24),
    ])
    func takesPasswordsOf8CharactersTo72BytesAndLogsInWithThem(password: String) async throws {
        try await TestServices.with { test in
            let user = try await signUp(password: password, in: test)
            let session = try await test.services.logIns.logIn(email: user.email, password: password)
            #expect(session.userID == user.id)
        }
    }

    @Test(arguments: [
        "", "1234567", "일곱글자비밀번", String(repeating: "🔑", count: 7),
        String(repeating: "x", count: 73), String(repeating: "🔑", count: 18) + "x",
        String(repeating: "민", count: 25), "password\u{0}", "\u{0}password",
    ])
    func refusesOtherPasswords(password: String) async throws {
        try await TestServices.with { test in
            let refused = try await refusal { try await signUp(password: password, in: test) }
            #expect(refused == .invalid(field: "password"))
        }
    }

    @Test func aRefusedSignUpLeavesNothingBehind() async throws {
        try await TestServices.with { test in
            _ = try await refusal { try await signUp(password: "short", in: test) }
            #expect(try await test.services.users.user(withEmail: "minji@example.com") == nil)
            #expect(try await items { try await test.services.users.page($0) } == [])
        }
    }

    private func signUp(
        name: String = "minji", password: String = "password", profile: String = "", in test: TestServices
    ) async throws -> User {
        try await test.services.users.signUp(
            email: "minji@example.com", name: name, password: password, profile: profile)
    }
}
