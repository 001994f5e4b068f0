import Foundation
import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import NIOCore
import TestSupport
import Testing

/// The seed's own tests, as its test client made its calls: the token bare, ids as numbers and as strings, its older
/// paths for pictures. A client written for it works unchanged.
@Suite struct SeedTests {
    @Test func test_ping() async throws {
        try await withSeed { seed in
            let response = try await seed.app.send(.get, "/ping")
            #expect(response.text.contains("pong"))
        }
    }

    @Test func test_login() async throws {
        try await withSeed { seed in
            let response = try await seed.app.send(
                .post, "/login", json: #"{"email":"one@example.com","password":"password"}"#)
            #expect(response.text.contains("access_token"))
        }
    }

    @Test func test_unauthorized() async throws {
        try await withSeed { seed in
            for (path, json) in [
                ("/tweet", #"{"tweet":"Hello World!"}"#), ("/follow", #"{"follow":2}"#),
                ("/unfollow", #"{"unfollow":2}"#),
            ] {
                let response = try await seed.app.send(.post, path, json: json)
                #expect(response.status == .unauthorized)
            }
        }
    }

    @Test func test_tweet() async throws {
        try await withSeed { seed in
            let response = try await seed.app.send(
                .post, "/tweet", json: #"{"tweet":"Hello World!"}"#, token: try await seed.logIn())
            #expect(response.status == .ok)
            #expect(try await seed.timeline() == [.init(userID: seed.one, tweet: "Hello World!")])
        }
    }

    @Test(arguments: ["", "\""])
    func test_follow(quote: String) async throws {
        try await withSeed { seed in
            #expect(try await seed.timeline() == [])
            let response = try await seed.app.send(
                .post, "/follow", json: #"{"follow":\#(quote)\#(seed.two)\#(quote)}"#, token: try await seed.logIn())
            #expect(response.status == .ok)
            #expect(try await seed.timeline() == [.init(userID: seed.two, tweet: "Hello World!")])
        }
    }

    @Test(arguments: ["", "\""])
    func test_unfollow(quote: String) async throws {
        try await withSeed { seed in
            let token = try await seed.logIn()
            _ = try await seed.app.send(.post, "/follow", json: #"{"follow":\#(seed.two)}"#, token: token)
            #expect(try await seed.timeline() == [.init(userID: seed.two, tweet: "Hello World!")])
            let response = try await seed.app.send(
                .post, "/unfollow", json: #"{"unfollow":\#(quote)\#(seed.two)\#(quote)}"#, token: token)
            #expect(response.status == .ok)
            #expect(try await seed.timeline() == [])
        }
    }

    @Test func test_timeline() async throws {
        try await withSeed { seed in
            #expect(try await seed.timeline() == [])
            let token = try await seed.logIn()
            _ = try await seed.app.send(.post, "/tweet", json: #"{"tweet":"Test"}"#, token: token)
            #expect(try await seed.timeline() == [.init(userID: seed.one, tweet: "Test")])
            _ = try await seed.app.send(.post, "/follow", json: #"{"follow":\#(seed.two)}"#, token: token)
            let both = try await seed.timeline(token: token)
            #expect(both == [.init(userID: seed.one, tweet: "Test"), .init(userID: seed.two, tweet: "Hello World!")])
        }
    }

    @Test(arguments: ["/profile-picture", "/profile-picture/s3", "/profile-picture/local"])
    func test_save_and_get_profile_picture(path: String) async throws {
        try await withSeed { seed in
            let saved = try await seed.app.upload(
                PictureForm.body(PictureForm.png, field: "profile_pic", fileName: "profile.png"), to: path,
                token: try await seed.logIn())
            #expect(saved.status == .ok)
            let response = try await seed.app.send(.get, "\(path)/\(seed.one)")
            #expect(response.status == .ok)
            let url = try #require(response.string("img_url"))
            #expect(try await seed.app.send(.get, seed.app.path(of: url)).status == .ok)
        }
    }

    /// As the seed's `setup_function` made them: two people, and a tweet of the second.
    private func withSeed(_ body: @escaping @Sendable (Seed) async throws -> Void) async throws {
        try await TestApplication.with { app in
            var ids: [Int64] = []
            for name in ["one", "two"] {
                _ = try await app.send(
                    .post, "/sign-up",
                    json: #"{"email":"\#(name)@example.com","name":"\#(name)","password":"password","profile":"p"}"#)
                ids.append(
                    try #require(try await app.services.services.users.user(withEmail: "\(name)@example.com")).id)
            }
            _ = try await app.services.services.tweets.post("Hello World!", by: ids[1])
            try await body(Seed(app: app, one: ids[0], two: ids[1]))
        }
    }
}

private struct Seed: Sendable {
    let app: TestApplication
    let one, two: Int64

    struct Entry: Decodable, Equatable {
        let userID: Int64
        let tweet: String

        init(userID: Int64, tweet: String) {
            (self.userID, self.tweet) = (userID, tweet)
        }

        enum CodingKeys: String, CodingKey {
            case userID = "user_id"
            case tweet
        }
    }

    private struct Page: Decodable {
        let timeline: [Entry]
    }

    /// The first person's token.
    func logIn() async throws -> String {
        try #require(try await app.logIn(email: "one@example.com").string("access_token"))
    }

    /// The first person's timeline: with a token their own, without one by their id.
    func timeline(token: String? = nil) async throws -> [Entry] {
        let response = try await app.send(.get, token == nil ? "/timeline/\(one)" : "/timeline", token: token)
        #expect(response.status == .ok)
        return try JSONDecoder().decode(Page.self, from: Data(response.body.readableBytesView)).timeline
    }
}
