import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    /// An operator looks after accounts beside a server that runs.
    @Suite struct UserCommandTests {
        @Test func anAccountThatIsMadeCanLogIn() async throws {
            try await withProgram { program in
                let made = try await program.command(
                    "user", "create", "--email", "Jo@Example.com", "--name", "Jo", "--profile", "Tea",
                    input: "battery staple\n")
                #expect(made.end == .exit(0))
                #expect(made.output == "Made user 1, Jo@Example.com.\n")
                _ = try await program.logIn("jo@example.com", password: "battery staple")

                let taken = try await program.command(
                    "user", "create", "--email", "jo@example.com", "--name", "Jo", input: "battery staple\n")
                #expect(taken.end == .exit(1))
                #expect(taken.errors.contains("e-mail"))
            }
        }

        @Test func accountsAreListedAndShown() async throws {
            try await withProgram { program in
                let (minji, jo) = (try await program.person("minji"), try await program.person("jo"))
                _ = try await program.tweet("hello", by: jo)
                let lines = try await program.command("user", "list").output.split(separator: "\n")
                #expect(lines.count == 3)
                #expect(lines[0] == "id\te-mail\tname\ttweets\tfollowers\tfollowing\tsince")
                #expect(lines[1].hasPrefix("\(jo.id)\tjo@example.com\tjo\t1\t0\t0\t"))
                #expect(lines[2].hasPrefix("\(minji.id)\tminji@example.com\tminji\t0\t0\t0\t"))

                let shown = try await program.command("user", "show", "JO@example.com").output
                #expect(try await program.command("user", "show", "\(jo.id)").output == shown)
                #expect(shown.contains("e-mail     jo@example.com\n"))
                #expect(shown.contains("tweets     1\n"))
            }
        }

        @Test func aPasswordThatIsResetEndsTokensOfTheRunningServer() async throws {
            try await withProgram { program in
                let (minji, jo) = (try await program.person("minji"), try await program.person("jo"))
                let reset = try await program.command("user", "reset-password", minji.email, input: "a new password\n")
                #expect(reset.end == .exit(0))
                try await eventually("the token has ended", within: .seconds(5)) {
                    try await program.accepts(minji.token) ? nil : true
                }
                #expect(try await program.accepts(jo.token))
                let old = #"{"email":"\#(minji.email)","password":"\#(Person.password)"}"#
                #expect(try await program.send(.post, "/login", json: old).status == 401)
                let token = try await program.logIn(minji.email, password: "a new password")
                #expect(try await program.accepts(token))
            }
        }

        @Test func anAccountIsDeletedOnlyWhenThatIsConfirmed() async throws {
            try await withProgram { program in
                let minji = try await program.person("minji")
                let tweet = try await program.tweet("hello", by: minji)
                let kept = try await program.command("user", "delete", minji.email, input: "y\n")
                #expect(kept.end == .exit(1))
                #expect(kept.errors.contains("Nothing was deleted."))
                #expect(try await program.send(.get, "/users/\(minji.id)").status == 200)

                #expect(try await program.command("user", "delete", minji.email, input: "yes\n").end == .exit(0))
                #expect(try await program.send(.get, "/users/\(minji.id)").status == 404)
                #expect(try await program.send(.get, "/tweet/\(tweet.id)").status == 404)
                try await eventually("the token has ended", within: .seconds(5)) {
                    try await program.accepts(minji.token) ? nil : true
                }
            }
        }

        @Test func aTweetIsDeletedWhoeverWroteIt() async throws {
            try await withProgram { program in
                let minji = try await program.person("minji")
                let gone = try await program.tweet("gone", by: minji)
                let kept = try await program.tweet("kept", by: minji)
                #expect(try await program.command("tweet", "delete", "\(gone.id)").end == .exit(0))
                #expect(try await program.send(.get, "/tweet/\(gone.id)").status == 404)
                #expect(try await program.send(.get, "/tweet/\(kept.id)").status == 200)
                #expect(try await program.list("/timeline/\(minji.id)", "timeline", of: Tweet.self) == [kept])
            }
        }

        @Test(arguments: [
            ["user", "show", "99"], ["user", "show", "nobody@example.com"], ["user", "delete", "99", "--yes"],
            ["tweet", "delete", "99"],
        ])
        func whatIsNotThereIsToldSo(_ arguments: [String]) async throws {
            try await withProgram { program in
                let outcome = try await program.command(arguments)
                #expect(outcome.end == .exit(1))
                #expect(outcome.errors.contains("There is no "))
            }
        }

        @Test func aPasswordThatIsTooShortIsRefused() async throws {
            try await withProgram { program in
                let outcome = try await program.command(
                    "user", "create", "--email", "jo@example.com", "--name", "Jo", input: "short\n")
                #expect(outcome.end == .exit(1))
                #expect(outcome.errors.contains("too short"))
                #expect(!outcome.errors.contains("ServiceError"))
            }
        }
    }
}
