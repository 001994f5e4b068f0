import Foundation
import TestSupport
import Testing

@testable import Minitter

extension ProgramSuite {
    /// What the README tells to paste does what it says: the seed's chapter 5.
    @Suite struct ReadmeSessionTests {
        @Test func theSessionTakesTwoPeopleThroughAllOfIt() async throws {
            let session = try Readme.block(after: "session")
            try await withProgram { program in
                try await withTemporaryFolder { folder in
                    let script = folder.appendingPathComponent("session.sh")
                    try session.replacing("http://localhost:5000", with: program.address)
                        .write(to: script, atomically: false, encoding: .utf8)
                    let outcome = try await BuiltProgram.run(
                        URL(fileURLWithPath: "/bin/bash"), ["-eu", script.path], in: folder)
                    #expect(outcome.end == .exit(0), "\(outcome.errors)")
                    try check(outcome.output, program)
                    let picture = try Data(contentsOf: folder.appendingPathComponent("minji.webp"))
                    #expect(WebP.size(of: [UInt8](picture)) == [400, 400])
                }
            }
        }

        private func check(_ output: String, _ program: RunningProgram) throws {
            var steps = Steps(output)
            #expect(steps.next() == "some some pong")

            let minji = try steps.next(Account.self)
            #expect(minji == Account(id: minji.id, email: "minji@example.com", name: "민지", profile: "서울, 커피"))
            let jo = try steps.next(Account.self)
            #expect(jo == Account(id: jo.id, email: "jo@example.com", name: "Jo", profile: "Tea"))
            for person in [minji, jo] {
                let logIn = try steps.next(LogIn.self)
                #expect(logIn.userId == person.id)
                #expect(logIn.accessToken.split(separator: ".").count == 3)
            }

            let first = try steps.next(ShownTweet.self)
            #expect(first == ShownTweet(id: first.id, userId: minji.id, tweet: "안녕, Minitter!"))
            var second = try steps.next(ShownTweet.self)
            #expect(second == ShownTweet(id: second.id, userId: jo.id, tweet: "Hello from Jo"))
            (second.likeCount, second.liked) = (1, true)
            #expect(try steps.next(ShownTweet.self) == second)
            let followed = try steps.next(Profile.self)
            #expect(followed == Profile(id: jo.id, followerCount: 1, followed: true))
            let timeline = try steps.next(Timeline.self)
            #expect(timeline == Timeline(userId: minji.id, timeline: [second, first]))

            let uploaded = try steps.next(Picture.self)
            #expect(uploaded.imgUrl.hasPrefix("\(program.address)/pictures/profile/\(minji.id)/"))
            #expect(try steps.next(Picture.self) == uploaded)
            #expect(steps.next()?.hasSuffix("minji.webp") == true)
            #expect(steps.next() == nil)
        }
    }
}

/// What the session printed, a line a step.
private struct Steps {
    private var lines: ArraySlice<Substring>

    init(_ output: String) {
        lines = output.split(separator: "\n")[...]
    }

    mutating func next() -> Substring? {
        lines.popFirst()
    }

    mutating func next<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let line = try #require(next(), "the session ends before \(type)")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(type, from: Data(line.utf8))
        } catch {
            throw ProgramFailure("“\(line)” is not \(type): \(error)")
        }
    }
}

private struct Account: Decodable, Equatable {
    let id: Int64
    let email: String
    let name: String
    let profile: String
}

private struct ShownTweet: Decodable, Equatable {
    let id: Int64
    let userId: Int64
    let tweet: String
    var likeCount: Int
    var liked: Bool
}

extension ShownTweet {
    fileprivate init(id: Int64, userId: Int64, tweet: String) {
        self.init(id: id, userId: userId, tweet: tweet, likeCount: 0, liked: false)
    }
}

private struct Profile: Decodable, Equatable {
    let id: Int64
    let followerCount: Int
    let followed: Bool
}

private struct Timeline: Decodable, Equatable {
    let userId: Int64
    let timeline: [ShownTweet]
}

private struct Picture: Decodable, Equatable {
    let imgUrl: String
}
