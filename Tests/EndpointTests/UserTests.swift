import HTTPTypes
import HummingbirdTesting
import MinitterService
import TestSupport
import Testing

@Suite struct UserTests {
    @Test func showsAPersonWithTheirCountsAndNotTheirEmail() async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let services = app.services.services
            _ = try await services.tweets.post("hello", by: minji.id)
            _ = try await services.follows.follow(minji.id, by: tom.id)

            expectAnswer(
                try await app.send(.get, "/users/\(minji.id)"),
                #"{"id":\#(minji.id),"name":"minji","profile":"I am minji.","img_url":null,"tweet_count":1,"#
                    + #""follower_count":1,"following_count":0,"created_at":"2026-05-28T20:26:40.000Z","#
                    + #""followed":false}"#)
            expectAnswer(
                try await app.send(.get, "/users/\(tom.id)"), ExpectedJSON.user(tom.id, "tom", following: 1))
        }
    }

    @Test func tellsAReaderWhetherTheyFollow() async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            _ = try await app.services.services.follows.follow(minji.id, by: tom.id)
            expectAnswer(
                try await app.send(.get, "/users/\(minji.id)", token: tom.token),
                ExpectedJSON.user(minji.id, "minji", followers: 1, followed: true))
            expectAnswer(
                try await app.send(.get, "/users/\(tom.id)", token: minji.token),
                ExpectedJSON.user(tom.id, "tom", following: 1))
        }
    }

    // MARK: - Editing

    @Test func anEditChangesWhatItNames() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let edits = [
                (#"{}"#, "minji", "I am minji."),
                (#"{"name":"김민지"}"#, "김민지", "I am minji."),
                (#"{"profile":""}"#, "김민지", ""),
                (#"{"name":"minji 2","profile":"עברית\tالعربية"}"#, "minji 2", #"עברית\tالعربية"#),
            ]
            for (json, name, profile) in edits {
                let response = try await app.send(.patch, "/users/me", json: json, token: minji.token)
                expectAnswer(
                    response,
                    #"{"id":\#(minji.id),"email":"minji@example.com","name":"\#(name)","profile":"\#(profile)"}"#)
            }
            #expect(try await app.send(.get, "/users/\(minji.id)").string("name") == "minji 2")
        }
    }

    @Test(arguments: [
        (#"{"name":" "}"#, "name", "“name” is empty or blank: write at least one character."),
        (#"{"name":"a\u0008"}"#, "name", "“name” holds a control character: leave it out."),
        (
            #"{"profile":"\#(String(repeating: "a", count: 1_001))"}"#, "profile",
            "“profile” has 1001 characters: at most 1000 are taken."
        ),
        (
            #"{"email":"minji","password":"password"}"#, "email",
            "“email” is not an e-mail address: write it as name@example.com."
        ),
        (
            #"{"email":"m@example.com"}"#, "password",
            "A new e-mail needs the current password in “password”."
        ),
    ])
    func anEditHasTheBoundsOfASignUp(json: String, field: String, detail: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(.patch, "/users/me", json: json, token: minji.token)
            expectProblem(response, .invalid(field, detail))
            expectAnswer(try await app.send(.get, "/users/\(minji.id)"), ExpectedJSON.user(minji.id, "minji"))
        }
    }

    @Test func aNewEmailNeedsTheCurrentPassword() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let wrong = try await app.send(
                .patch, "/users/me", json: #"{"email":"m@example.com","password":"wrong password"}"#,
                token: minji.token)
            expectProblem(wrong, .wrongPassword)
            let right = try await app.send(
                .patch, "/users/me", json: #"{"email":"m@example.com","password":"password"}"#, token: minji.token)
            expectAnswer(
                right, #"{"id":\#(minji.id),"email":"m@example.com","name":"minji","profile":"I am minji."}"#)
            #expect(try await app.logIn(email: "m@example.com").status == .ok)
            expectProblem(try await app.logIn(), .wrongCredentials)
        }
    }

    @Test func aNewEmailMustBeFree() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            _ = try await app.person("tom")
            let taken = try await app.send(
                .patch, "/users/me", json: #"{"name":"m","email":"TOM@example.com","password":"password"}"#,
                token: minji.token)
            expectProblem(taken, .emailTaken)
            #expect(try await app.send(.get, "/users/\(minji.id)").string("name") == "minji")
            // One's own in another case is free.
            let own = try await app.send(
                .patch, "/users/me", json: #"{"email":"MINJI@example.com","password":"password"}"#,
                token: minji.token)
            #expect(own.string("email") == "MINJI@example.com")
        }
    }
}
