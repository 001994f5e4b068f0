import HTTPTypes
import Hummingbird
import MinitterService

/// Logging in and out with a browser: see ``SessionCookie``.
struct SessionView: Sendable {
    let logIns: LogInService
    let tokens: TokenService
    let cookies: SessionCookie

    /// Who is logged in. Nobody is no error: it is what a page asks first.
    @Sendable func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let token = try cookies.token(in: request) else { return response(nil) }
        do {
            let userID = try await tokens.userID(of: token)
            context.notes.caller = userID
            return response(userID)
        } catch ServiceError.invalidToken {
            return response(nil, headers: cookies.forgetting(for: request, context))
        }
    }

    @Sendable func logIn(_ request: Request, _ context: Context) async throws -> Response {
        // Also of who has no cookie yet: another site must not log them in to an account of its own.
        try cookies.requireSameOrigin(request)
        let body = try await JSONBody.decode(LogInView.LogIn.self, from: request)
        let session = try await logIns.logIn(email: body.email, password: body.password)
        context.notes.caller = session.userID
        return response(session.userID, headers: cookies.keeping(session.token, for: request, context))
    }

    /// In this browser alone. `POST /logout` ends the tokens of all.
    @Sendable func logOut(_ request: Request, _ context: Context) throws -> Response {
        try cookies.requireSameOrigin(request)
        return .json(headers: cookies.forgetting(for: request, context)) { _ in }
    }

    private func response(_ userID: Int64?, headers: HTTPFields = [:]) -> Response {
        .json(headers: headers) { json in
            if let userID {
                json.member("user_id", userID)
            } else {
                json.member("user_id", String?.none)
            }
        }
    }
}
