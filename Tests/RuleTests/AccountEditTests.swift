import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct AccountEditTests {
    @Test func whatIsNotSentIsKept() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji").id
            #expect(try await edit(minji, name: "민지", in: test).shown == ["민지", "minji@example.com", "I am minji."])
            #expect(try await edit(minji, profile: "", in: test).shown == ["민지", "minji@example.com", ""])
            #expect(try await edit(minji, in: test).shown == ["민지", "minji@example.com", ""])
            let moved = try await edit(minji, email: "kim@example.com", password: "password", in: test)
            #expect(moved.shown == ["민지", "kim@example.com", ""])
            #expect(try await test.services.users.user(minji, for: minji) == moved)
        }
    }

    @Test func aNewNameShowsOnOldTweets() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji").id
            let tweet = try await test.services.tweets.post("x", by: minji).id
            _ = try await edit(minji, name: "민지", in: test)
            #expect(try await test.services.tweets.tweet(tweet, for: nil).author.name == "민지")
        }
    }

    @Test func aNewEmailNeedsTheCurrentPassword() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            #expect(
                try await refusal { try await edit(minji.id, name: "x", email: "kim@example.com", in: test) }
                    == .invalid(field: "password"))
            #expect(
                try await refusal {
                    try await edit(minji.id, name: "x", email: "kim@example.com", password: "passwort", in: test)
                } == .wrongPassword)
            #expect(try await test.services.users.user(minji.id, for: nil) == minji)
        }
    }

    @Test func aNewEmailLogsInAndTheOldOneIsFree() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            _ = try await edit(minji.id, email: "Kim@example.com", password: "password", in: test)
            #expect(
                try await test.services.logIns.logIn(email: "kim@EXAMPLE.com", password: "password").userID == minji.id)
            #expect(
                try await refusal {
                    try await test.services.logIns.logIn(email: minji.email, password: "password")
                } == .wrongCredentials)
            #expect(try await test.person("minji").id != minji.id)
        }
    }

    @Test func anotherPersonsEmailIsTakenAndNothingIsChanged() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            _ = try await test.person("haneul")
            #expect(
                try await refusal {
                    try await edit(minji.id, name: "x", email: "HANEUL@example.com", password: "password", in: test)
                } == .emailTaken)
            #expect(try await test.services.users.user(minji.id, for: nil) == minji)
        }
    }

    @Test func onesOwnEmailMayChangeItsCase() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji").id
            let edited = try await edit(minji, email: "MinJi@example.com", password: "password", in: test)
            #expect(edited.email == "MinJi@example.com")
        }
    }

    @Test func theRulesOfSignUpHold() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji").id
            #expect(try await refusal { try await edit(minji, name: " ", in: test) } == .invalid(field: "name"))
            #expect(
                try await refusal { try await edit(minji, profile: String(repeating: "x", count: 1_001), in: test) }
                    == .invalid(field: "profile"))
            #expect(
                try await refusal { try await edit(minji, email: "kim", password: "password", in: test) }
                    == .invalid(field: "email"))
        }
    }

    @Test func anAccountThatIsGoneCanNotBeEdited() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji").id
            try await test.services.users.delete(minji)
            #expect(try await refusal { try await edit(minji, name: "x", in: test) } == .invalidToken)
            #expect(
                try await refusal { try await edit(minji, email: "kim@example.com", password: "password", in: test) }
                    == .invalidToken)
        }
    }

    private func edit(
        _ id: Int64, name: String? = nil, profile: String? = nil, email: String? = nil, password: String? = nil,
        in test: TestServices
    ) async throws -> User {
        try await test.services.users.edit(id, name: name, profile: profile, email: email, password: password)
    }
}

extension User {
    fileprivate var shown: [String] { [name, email, profile] }
}
