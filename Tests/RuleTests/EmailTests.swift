import Foundation
import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct EmailTests {
    @Test(arguments: [
        "a@b", "minji+tweets@example.co.kr", "민지@예시.한국", "o'brien@example.com", "\"@example.com",
        String(repeating: "a", count: 64) + "@example.com",
        String(repeating: "a", count: 64) + "@" + String(repeating: "b", count: 189),
    ])
    func takesWhatIsFormedAsAnEmail(email: String) async throws {
        try await TestServices.with { test in
            let user = try await signUp(email, in: test)
            #expect(user.email == email)
        }
    }

    @Test(arguments: [
        "", "@", "minji", "minji@", "@example.com", "a@b@c", "min ji@example.com", "minji@exam ple.com",
        "\u{0}minji@example.com", "minji@\u{7F}example.com", "min\u{3000}ji@example.com",
        String(repeating: "a", count: 65) + "@example.com", String(repeating: "민", count: 65) + "@example.com",
        String(repeating: "a", count: 64) + "@" + String(repeating: "b", count: 190),
    ])
    func refusesWhatIsNot(email: String) async throws {
        try await TestServices.with { test in
            let refused = try await refusal { try await signUp(email, in: test) }
            #expect(refused == .invalid(field: "email"))
        }
    }

    @Test func blanksAroundAnEmailAreDropped() async throws {
        try await TestServices.with { test in
            let user = try await signUp(" minji@example.com\t\n", in: test)
            #expect(user.email == "minji@example.com")
            #expect(
                try await test.services.logIns.logIn(email: " minji@example.com ", password: "password").userID
                    == user.id)
        }
    }

    @Test func anEmailIsKeptInTheCaseThatItWasWrittenIn() async throws {
        try await TestServices.with { test in
            let user = try await signUp("MinJi@Example.com", in: test)
            #expect(user.email == "MinJi@Example.com")
        }
    }

    /// In pairs: the one that is there, and another way to write it.
    @Test(arguments: [
        ("minji@example.com", "MINJI@Example.COM"), ("JOSÉ@example.com", "jose\u{301}@example.com"),
        ("민지@example.com", "민지@EXAMPLE.com".decomposedStringWithCanonicalMapping),
        // There is no capital of U+01F0 in one scalar.
        ("\u{1F0}@example.com", "J\u{30C}@example.com"),
    ])
    func anEmailIsTakenOnceWhateverItsCaseAndForm(first: String, second: String) async throws {
        try await TestServices.with { test in
            let user = try await signUp(first, in: test)
            #expect(try await refusal { try await signUp(second, in: test) } == .emailTaken)
            #expect(try await test.services.logIns.logIn(email: second, password: "password").userID == user.id)
        }
    }

    @Test func differentEmailsAreDifferentPeople() async throws {
        try await TestServices.with { test in
            let first = try await signUp("minji@example.com", in: test)
            let second = try await signUp("minjí@example.com", in: test)
            #expect(first.id != second.id)
        }
    }

    @Test func ofManyWhoTakeAnEmailAtOnceOneGetsIt() async throws {
        try await TestServices.with(isInMemory: false) { test in
            let outcomes = try await withThrowingTaskGroup(of: Refusal?.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await refusal { try await signUp("minji@example.com", in: test) } }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == nil }.count == 1)
            #expect(outcomes.filter { $0 == .emailTaken }.count == 19)
        }
    }
}

@discardableResult
private func signUp(_ email: String, in test: TestServices) async throws -> User {
    try await test.services.users.signUp(email: email, name: "minji", password: "password", profile: "")
}
