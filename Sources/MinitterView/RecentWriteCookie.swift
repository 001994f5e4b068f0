import Database
import HTTPTypes
import Hummingbird

/// Lets who has just written on one server be known on the others, so that none shows them a replica that lags: as
/// Rails does, by a cookie that the client brings along for as long as it matters. A client that keeps no cookies needs
/// a balancer that keeps it on one server.
struct RecentWriteCookie: RouterMiddleware {
    private static let name = "minitter-wrote"
    private static let value =
        "\(name)=1; Max-Age=\(RecentWriters.memory.components.seconds); "
        + "Path=/; HttpOnly; SameSite=Lax"

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let isWrite = request.method != .get && request.method != .head
        if isWrite, context.notes.caller != nil, response.status == .ok {
            response.headers[values: .setCookie].append(Self.value)
        }
        return response
    }

    static func isIn(_ request: Request) -> Bool {
        request.cookies[name] != nil
    }
}
