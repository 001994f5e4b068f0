import HTTPTypes
import Hummingbird

/// A token in a cookie, which no script can read: how the pages log in. It counts where a request has no token in
/// `Authorization`.
package struct SessionCookie: Sendable {
    let origin: PublicOrigin
    /// Seconds that a token is good for.
    let lifetime: Int64

    private static let name = "minitter-session"

    /// - Throws: a ``Problem`` where the request would change something and another site may have made it.
    func token(in request: Request) throws -> String? {
        guard let token = request.cookies[Self.name]?.value else { return nil }
        if request.method != .get, request.method != .head { try requireSameOrigin(request) }
        return token
    }

    func requireSameOrigin(_ request: Request) throws {
        try SameOrigin.require(request, publicURL: origin.fixed)
    }

    /// What makes the browser keep a token, if it was by its cookie that the request came; else nothing.
    func renewal(_ token: String, for request: Request, _ context: Context) -> HTTPFields {
        request.headers[.authorization] == nil ? keeping(token, for: request, context) : [:]
    }

    /// What makes the browser keep a token.
    func keeping(_ token: String, for request: Request, _ context: Context) -> HTTPFields {
        header(token, maxAge: lifetime, request, context)
    }

    /// What makes the browser forget its token, if it has one; else nothing.
    func forgetting(for request: Request, _ context: Context) -> HTTPFields {
        guard request.cookies[Self.name] != nil else { return [:] }
        return header("", maxAge: 0, request, context)
    }

    private func header(_ value: String, maxAge: Int64, _ request: Request, _ context: Context) -> HTTPFields {
        let security = origin.isSecure(request, context) ? "; Secure" : ""
        return [
            .setCookie: "\(Self.name)=\(value); Path=/; Max-Age=\(maxAge); HttpOnly; SameSite=Lax\(security)"
        ]
    }
}
