import HTTPTypes
import Hummingbird
import MinitterService

/// Logging in and out, and changing the password.
struct LogInView: Sendable {
    let logIns: LogInService
    let sessions: SessionCookie?

    struct LogIn: Decodable {
        let email: String
        let password: String
    }

    private struct PasswordChange: Decodable {
        let currentPassword: String
        let newPassword: String

        enum CodingKeys: String, CodingKey {
            case currentPassword = "current_password"
            case newPassword = "new_password"
        }
    }

    @Sendable func logIn(_ request: Request, _ context: Context) async throws -> Response {
        let body = try await JSONBody.decode(LogIn.self, from: request)
        let session = try await logIns.logIn(email: body.email, password: body.password)
        context.notes.caller = session.userID
        return response(session)
    }

    /// Ends every token of the account, on every device.
    @Sendable func logOut(_ request: Request, _ context: Context, caller: Int64) async throws -> Response {
        try await logIns.logOutEverywhere(caller)
        let headers = sessions?.forgetting(for: request, context) ?? [:]
        return .json(headers: headers) { $0.member("user_id", caller) }
    }

    /// Ends every token of the account and answers a new one.
    @Sendable func changePassword(
        _ request: Request, _ context: Context, caller: Int64, once call: RepeatableCall?
    ) async throws -> Response {
        let body = try await JSONBody.decode(PasswordChange.self, from: request)
        let session = try await logIns.changePassword(
            of: caller, from: body.currentPassword, to: body.newPassword, once: call)
        return response(session, headers: sessions?.renewal(session.token, for: request, context) ?? [:])
    }

    private func response(_ session: LogInService.Session, headers: HTTPFields = [:]) -> Response {
        .json(headers: headers) { json in
            json.member("user_id", session.userID)
            json.member("access_token", session.token)
        }
    }
}
