import Foundation
import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import NIOCore
import TestSupport
import Testing

/// Pages as a client with Codable reads them.
@Suite struct TweetPageTests {
    private struct TweetPage: Encodable {
        let userID: Int64
        let timeline: [Tweet]

        enum CodingKeys: String, CodingKey {
            case userID = "user_id"
            case timeline
        }
    }

    private struct Tweet: Encodable {
        let id: Int64
        let userID: Int64
        let tweet: String
        let createdAt = ExpectedJSON.clock
        let likeCount: Int
        let liked: Bool
        let user: Author

        enum CodingKeys: String, CodingKey {
            case id, tweet, liked, user
            case userID = "user_id"
            case createdAt = "created_at"
            case likeCount = "like_count"
        }
    }

    private struct Author: Encodable {
        let id: Int64
        let name: String
        let picture: String?

        enum CodingKeys: String, CodingKey {
            case id, name
            case picture = "img_url"
        }

        /// Codable would leave a nil out; the contract has null.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(id, forKey: .id)
            try container.encode(name, forKey: .name)
            try container.encode(picture, forKey: .picture)
        }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func ofRandomTweetsIsWhatCodableWouldWrite(seed: UInt64) async throws {
        try await TestApplication.with { app in
            var random = RandomText(seed: seed)
            let services = app.services.services
            let minji = try await app.person("minji")
            let name = "n" + random.text(hasControls: false, maximumPieces: 8)
            _ = try await services.users.edit(minji.id, name: name, profile: nil, email: nil, password: nil)
            let picture =
                seed.isMultiple(of: 2)
                ? "http://localhost/pictures/" + (try await app.storePicture(of: minji.id)) : nil
            let author = Author(id: minji.id, name: name, picture: picture)
            var tweets: [Tweet] = []
            for _ in 1...100 {
                let text = "t" + random.text(hasControls: false) + ["", "\n", "\t\r\n"].randomElement(using: &random)!
                let id = try await services.tweets.post(text, by: minji.id).id
                let liked = Bool.random(using: &random)
                if liked { _ = try await services.likes.like(id, by: minji.id) }
                tweets.append(
                    Tweet(
                        id: id, userID: minji.id, tweet: text, likeCount: liked ? 1 : 0, liked: liked, user: author))
            }
            let response = try await app.send(.get, "/timeline?limit=100", token: minji.token)
            let page = TweetPage(userID: minji.id, timeline: tweets.reversed())
            #expect(
                try JSON(response) == JSON(JSONEncoder().encode(page)))
        }
    }
}
