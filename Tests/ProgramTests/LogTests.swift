import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    @Suite struct LogTests {
        private struct Line: Decodable {
            let level: String
            let message: String
            let status: Int?
            let duration: Int?
            let requestID: String?
            let userID: Int64?

            enum CodingKeys: String, CodingKey {
                case level, message, status
                case duration = "duration_us"
                case requestID = "hb.request.id"
                case userID = "user_id"
            }

            static func all(in log: String) throws -> [Line] {
                try log.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
            }
        }

        @Test func eachRequestIsALineOfJSONWithItsId() async throws {
            try await withProgram { program in
                let minji = try await program.person("minji")
                let before = try requests(in: program).count
                let answers = [
                    ("GET /ping", try await program.send(.get, "/ping?x=1")),
                    ("GET /timeline", try await program.send(.get, "/timeline", token: minji.token)),
                    ("GET /timeline", try await program.send(.get, "/timeline")),
                    ("DELETE /nowhere", try await program.send(.delete, "/nowhere")),
                ]
                let lines = try requests(in: program).dropFirst(before)
                #expect(lines.count == answers.count)
                for (line, (request, answer)) in zip(lines, answers) {
                    #expect(line.message == request)
                    #expect(line.level == "info")
                    #expect(line.status == answer.status)
                    #expect(line.requestID == answer.header("X-Request-Id"))
                    #expect(try #require(line.duration) > 0)
                }
                #expect(lines.map(\.userID) == [nil, minji.id, nil, nil])
                #expect(Set(lines.map(\.requestID)).count == answers.count)
            }
        }

        @Test func noPasswordTokenOrSecretIsEverLogged() async throws {
            let secret = "a secret of tests, 32 bytes long"
            let settings: [Setting: String] = [.jwtSecret: secret, .logLevel: "trace"]
            try await withProgram(settings: settings) { program in
                let minji = try await program.person("minji")
                let wrong = #"{"email":"minji@example.com","password":"a wrong password"}"#
                #expect(try await program.send(.post, "/login", json: wrong).status == 401)
                _ = try await program.send(.post, "/login", json: #"{"password":"a broken body""#)
                let change = #"{"current_password":"\#(Person.password)","new_password":"a new password"}"#
                let session = try await program.send(.post, "/users/me/password", json: change, token: minji.token)
                let token = try session.decoded(LogIn.self).accessToken
                _ = try await program.send(.post, "/tweet", json: #"{"tweet":"hi"}"#, token: "Bearer \(token)")
                _ = try await program.send(.get, "/timeline", token: minji.token)
                _ = try await program.send(.get, "/timeline", token: token + "damaged")
                _ = try await program.send(.delete, "/users/me", token: token)
                program.send(signal: SIGTERM)
                #expect(try await program.ended() == .exit(0))

                let log = try program.log()
                #expect(log.contains("/users/me/password"))
                let secrets = [
                    secret, Person.password, "a wrong password", "a broken body", "a new password", minji.token, token,
                    "$2b$",
                ]
                for secret in secrets { #expect(!log.contains(secret), "\(secret)") }
                // A part of a token would do as well: its signature is what counts.
                #expect(!log.contains(token.split(separator: ".").last!))
            }
        }

        @Test func requestsAreNotLoggedWhenThatIsOff() async throws {
            try await withProgram(settings: [.logRequests: "off"]) { program in
                _ = try await program.send(.get, "/ping")
                #expect(try !program.log().contains("/ping"))
            }
        }

        @Test func aLogForPeopleIsText() async throws {
            try await withProgram(settings: [.logFormat: "text"]) { program in
                _ = try await program.send(.get, "/ping")
                let line = try #require(program.log().split(separator: "\n").last { $0.contains("GET /ping") })
                #expect(!line.hasPrefix("{"))
            }
        }

        /// Without what the server logs by itself, which may come in between.
        private func requests(in program: RunningProgram) throws -> [Line] {
            try Line.all(in: program.log()).filter { $0.status != nil }
        }
    }
}
