import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    @Suite struct TwoServersTests {
        struct WayToEndTokens: CustomTestStringConvertible {
            let testDescription: String
            let method: Method
            let path: String
            var json: String?

            static let all = [
                WayToEndTokens(testDescription: "log-out", method: .post, path: "/logout"),
                WayToEndTokens(
                    testDescription: "password change", method: .post, path: "/users/me/password",
                    json: #"{"current_password":"\#(Person.password)","new_password":"a new password"}"#),
                WayToEndTokens(testDescription: "deletion", method: .delete, path: "/users/me"),
            ]
        }

        /// The contract's bound: an ended token is refused within 5 seconds on every server that shares the database.
        @Test(arguments: WayToEndTokens.all)
        func aTokenThatEndsOnOneServerIsRefusedByTheOtherWithin5Seconds(_ way: WayToEndTokens) async throws {
            try await withTemporaryFolder { folder in
                try await withProgram(in: folder) { one in
                    try await withProgram(in: folder) { other in
                        let bystander = try await one.person("bystander")
                        let person = try await one.person("minji")
                        #expect(try await other.accepts(person.token))
                        let answer = try await one.send(way.method, way.path, json: way.json, token: person.token)
                        let endedAt = ContinuousClock.now
                        #expect(answer.status == 200, "\(answer.text)")
                        #expect(try await !one.accepts(person.token))
                        try await eventually("the other server refuses the token") {
                            try await other.accepts(person.token) ? nil : true
                        }
                        #expect(ContinuousClock.now - endedAt < .seconds(5))
                        #expect(try await other.accepts(bystander.token))
                        #expect(try await one.accepts(bystander.token))
                    }
                }
            }
        }

        @Test func whatIsWrittenOnOneServerIsReadOnTheOther() async throws {
            try await withTemporaryFolder { folder in
                try await withProgram(in: folder) { one in
                    try await withProgram(in: folder) { other in
                        let person = try await one.person("minji")
                        let tweet = try await other.tweet("written there", by: person)
                        #expect(try await one.send(.get, "/tweet/\(tweet.id)").decoded(Tweet.self) == tweet)
                    }
                }
            }
        }
    }
}
