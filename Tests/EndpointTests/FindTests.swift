import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// Finding people by name.
@Suite struct FindTests {
    @Test func findsPeopleByTheBeginningOfTheirName() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            _ = try await app.person("tom")
            for path in ["/users?name=min", "/users?name=MINJI", "/users?limit=1&name=m&x=y"] {
                expectAnswer(try await app.send(.get, path), #"{"users":[\#(ExpectedJSON.user(minji.id, "minji"))]}"#)
            }
            expectAnswer(try await app.send(.get, "/users?name=inji"), #"{"users":[]}"#)
        }
    }

    @Test func tellsAReaderWhomTheyFollow() async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            _ = try await app.services.services.follows.follow(minji.id, by: tom.id)
            expectAnswer(
                try await app.send(.get, "/users?name=m", token: tom.token),
                #"{"users":[\#(ExpectedJSON.user(minji.id, "minji", followers: 1, followed: true))]}"#)
        }
    }

    @Test func theLinksKeepTheName() async throws {
        try await TestApplication.with { app in
            for number in 1...5 { _ = try await app.named("김 & \(number)", number) }
            var (next, read): (String?, [String]) = ("/users?name=%EA%B9%80%20%26&limit=2", [])
            while let path = next {
                let response = try await app.send(.get, path)
                read += response.text.matches(of: /"name":"김 & (\d)"/).map { String($0.1) }
                next = response.headers[.link].flatMap { $0.wholeMatch(of: /<(.+)>; rel="next"/) }.map { String($0.1) }
                if let next { #expect(next.hasPrefix("/users?name=%EA%B9%80%20%26&limit=2&before=")) }
            }
            #expect(read == ["1", "2", "3", "4", "5"])
        }
    }

    @Test(arguments: [
        ("Ann B", "ann+b"), ("Ann B", "ann%20b"), ("Ann+B", "ann%2Bb"), ("http://x", "http://x"), ("a=b", "a=b"),
    ])
    func aPlusIsASpaceAsInForms(name: String, written: String) async throws {
        try await TestApplication.with { app in
            let id = try await app.named(name, 1)
            _ = try await app.named("Annb", 2)
            let response = try await app.send(.get, "/users?limit=5&name=\(written)")
            #expect(response.text.contains(#""id":\#(id),"name":"\#(name)""#))
            #expect(!response.text.contains("Annb"))
        }
    }

    @Test(arguments: [
        ("/users", "“name” is missing: write the beginning of a name."),
        ("/users?name=", "“name” has 0 characters: 1 to 100 are taken, the beginning of a name."),
        (
            "/users?name=\(String(repeating: "a", count: 101))",
            "“name” has 101 characters: 1 to 100 are taken, the beginning of a name."
        ),
    ])
    func theNameHasBounds(path: String, detail: String) async throws {
        try await TestApplication.with { app in
            expectProblem(try await app.send(.get, path), .invalid("name", detail))
        }
    }

    @Test func whoIsGoneIsNoPlaceToGoOnFrom() async throws {
        try await TestApplication.with { app in
            expectProblem(
                try await app.send(.get, "/users?name=a&before=404"),
                .notFound("The person whose id is in “before” is gone: begin at the first page again."))
            expectProblem(
                try await app.send(.get, "/users?name=a&before=x"),
                .invalid("before", "“before” is a whole number from 1: take it from the header Link."))
        }
    }
}

extension TestApplication {
    fileprivate func named(_ name: String, _ number: Int) async throws -> Int64 {
        try await services.services.users.signUp(
            email: "\(number)@example.com", name: name, password: "password", profile: ""
        ).id
    }
}
