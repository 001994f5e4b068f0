import Hummingbird
import MinitterModel
import MinitterService

/// Timelines.
struct TimelineView: Sendable {
    let timelines: TimelineService
    let links: PictureLinks

    @Sendable func own(_ request: Request, _ context: Context, caller: Int64) async throws -> Response {
        try await page(of: caller, for: caller, request, context)
    }

    @Sendable func show(_ request: Request, _ context: Context, reader: Int64?) async throws -> Response {
        try await page(of: context.pathID("user_id"), for: reader, request, context)
    }

    private func page(
        of owner: Int64, for reader: Int64?, _ request: Request, _ context: Context
    ) async throws -> Response {
        let pageRequest = try request.pageRequest()
        let page = try await timelines.page(of: owner, for: reader, pageRequest)
        return .tweets(
            page, "timeline", of: owner, request, pageRequest, pictureBase: links.base(for: request, context))
    }
}
