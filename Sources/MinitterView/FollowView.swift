import Hummingbird
import MinitterModel
import MinitterService

/// Following people.
struct FollowView: Sendable {
    let follows: FollowService
    let links: PictureLinks

    private struct Follow: Decodable {
        let follow: BodyID
    }

    private struct Unfollow: Decodable {
        let unfollow: BodyID
    }

    @Sendable func follow(
        _ request: Request, _ context: Context, caller: Int64, once call: RepeatableCall?
    ) async throws -> Response {
        let body = try await JSONBody.decode(Follow.self, from: request)
        return response(try await follows.follow(body.follow.value, by: caller, once: call), request, context)
    }

    @Sendable func unfollow(
        _ request: Request, _ context: Context, caller: Int64, once call: RepeatableCall?
    ) async throws -> Response {
        let body = try await JSONBody.decode(Unfollow.self, from: request)
        return response(try await follows.unfollow(body.unfollow.value, by: caller, once: call), request, context)
    }

    @Sendable func followers(_ request: Request, _ context: Context, reader: Int64?) async throws -> Response {
        let (id, pageRequest) = (try context.pathID("id"), try request.pageRequest())
        let page = try await follows.followers(of: id, for: reader, pageRequest)
        return response(page, of: id, request, pageRequest, context)
    }

    @Sendable func following(_ request: Request, _ context: Context, reader: Int64?) async throws -> Response {
        let (id, pageRequest) = (try context.pathID("id"), try request.pageRequest())
        let page = try await follows.following(by: id, for: reader, pageRequest)
        return response(page, of: id, request, pageRequest, context)
    }

    private func response(_ user: User, _ request: Request, _ context: Context) -> Response {
        let base = links.base(for: request, context)
        return .json { $0.userMembers(user, pictureBase: base) }
    }

    private func response(
        _ page: Page<User>, of userID: Int64, _ request: Request, _ pageRequest: PageRequest, _ context: Context
    ) -> Response {
        let base = links.base(for: request, context)
        return .json(headers: page.linkHeader(for: request, pageRequest)) { json in
            json.member("user_id", userID)
            json.users(page.items, pictureBase: base)
        }
    }
}
