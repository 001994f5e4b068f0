import Database
import Hummingbird
import MinitterModel
import MinitterService
import ObjectStorage

/// Tweets.
struct TweetView: Sendable {
    let tweets: TweetService
    let links: PictureLinks

    private struct NewTweet: Decodable {
        let tweet: String
    }

    @Sendable func post(
        _ request: Request, _ context: Context, caller: Int64, once call: RepeatableCall?
    ) async throws -> Response {
        let body = try await JSONBody.decode(NewTweet.self, from: request)
        return response(try await tweets.post(body.tweet, by: caller, once: call), request, context)
    }

    @Sendable func show(_ request: Request, _ context: Context, reader: Int64?) async throws -> Response {
        response(try await tweets.tweet(context.pathID("id"), for: reader), request, context)
    }

    @Sendable func list(_ request: Request, _ context: Context, reader: Int64?) async throws -> Response {
        let id = try context.pathID("id")
        let pageRequest = try request.pageRequest()
        let page = try await tweets.page(by: id, for: reader, pageRequest)
        return .tweets(page, "tweets", of: id, request, pageRequest, pictureBase: links.base(for: request, context))
    }

    @Sendable func delete(
        _ request: Request, _ context: Context, caller: Int64, once call: RepeatableCall?
    ) async throws -> Response {
        let id = try context.pathID("id")
        try await tweets.delete(id, by: caller, once: call)
        return .json { $0.member("id", id) }
    }

    private func response(_ tweet: Tweet, _ request: Request, _ context: Context) -> Response {
        let base = links.base(for: request, context)
        return .json(capacity: 1_024) { $0.tweetMembers(tweet, pictureBase: base) }
    }
}

extension JSONWriter {
    mutating func tweetMembers(_ tweet: Tweet, pictureBase: ObjectLinks) {
        member("id", tweet.id)
        member("user_id", tweet.author.id)
        member("tweet", tweet.text)
        member("created_at", tweet.createdAt.rfc3339)
        member("like_count", tweet.likeCount)
        member("liked", tweet.liked)
        object("user") { json in
            json.member("id", tweet.author.id)
            json.member("name", tweet.author.name)
            json.member("img_url", tweet.author.picture.map(pictureBase.url))
        }
    }
}

extension Response {
    /// `{user_id, <name>: [tweet…]}` with a link to the next page.
    static func tweets(
        _ page: Page<Tweet>, _ name: StaticString, of userID: Int64, _ request: Request, _ pageRequest: PageRequest,
        pictureBase: ObjectLinks
    ) -> Response {
        .json(capacity: 64 + 512 * page.items.count, headers: page.linkHeader(for: request, pageRequest)) { json in
            json.member("user_id", userID)
            json.array(name) { json in
                for tweet in page.items {
                    json.object { $0.tweetMembers(tweet, pictureBase: pictureBase) }
                }
            }
        }
    }
}
