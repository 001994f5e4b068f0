import Hummingbird
import MinitterModel
import MinitterService

/// Likes.
struct LikeView: Sendable {
    let likes: LikeService
    let links: PictureLinks

    private struct Like: Decodable {
        let like: BodyID
    }

    private struct Unlike: Decodable {
        let unlike: BodyID
    }

    @Sendable func like(
        _ request: Request, _ context: Context, caller: Int64, once call: RepeatableCall?
    ) async throws -> Response {
        let body = try await JSONBody.decode(Like.self, from: request)
        return response(try await likes.like(body.like.value, by: caller, once: call), request, context)
    }

    @Sendable func unlike(
        _ request: Request, _ context: Context, caller: Int64, once call: RepeatableCall?
    ) async throws -> Response {
        let body = try await JSONBody.decode(Unlike.self, from: request)
        return response(try await likes.unlike(body.unlike.value, by: caller, once: call), request, context)
    }

    @Sendable func list(_ request: Request, _ context: Context, reader: Int64?) async throws -> Response {
        let id = try context.pathID("id")
        let pageRequest = try request.pageRequest()
        let page = try await likes.page(by: id, for: reader, pageRequest)
        return .tweets(page, "likes", of: id, request, pageRequest, pictureBase: links.base(for: request, context))
    }

    private func response(_ tweet: Tweet, _ request: Request, _ context: Context) -> Response {
        let base = links.base(for: request, context)
        return .json(capacity: 1_024) { $0.tweetMembers(tweet, pictureBase: base) }
    }
}
