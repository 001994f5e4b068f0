import Database
import HTTPTypes
import Hummingbird
import MinitterService
import Multipart
import NIOCore
import NIOHTTP1

/// Turns every error into a ``Problem``, and keeps what only operators may know for the log.
struct ProblemMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let response = Problem(of: error, request, context).response(requestID: context.id)
            // RFC 9110, section 9.3.2: a body would be read as the beginning of the next answer.
            return request.method == .head ? response.createHeadResponse() : response
        }
    }
}

extension Problem {
    /// What an error is to the caller. What only operators may know of it is noted for the log.
    init(of error: any Error, _ request: Request, _ context: Context) {
        switch error {
        case let problem as Problem:
            self = problem
        case let error as ServiceError:
            if case .unavailable(_, let reason) = error { context.notes.reason = reason }
            self = Problem(error)
        case DatabaseError.busy(let reason), DatabaseError.unavailable(let reason):
            context.notes.reason = reason
            self = .unavailable("The database is busy or away. Nothing was changed. Try again in a few seconds.")
        case DatabaseError.outcomeUnknown(let reason):
            context.notes.reason = reason
            self = .outcomeUnknown
        case MultipartError.notMultipartFormData:
            self = .unsupportedType("Send a form (multipart/form-data) with the picture in “profile-pic”.")
        case let error as MultipartError:
            self = .malformed("\(error)")
        case is HTTPParserError:
            // Of the body; one of the head never gets here.
            self = .malformed("The body breaks off, or is not framed as RFC 9112 says.")
        case is NIOTooManyBytesError:
            self = .tooLarge(maximumBytes: JSONBody.maximumBytes)
        case let error as HTTPError where error.status == .notFound:
            self = .notFound("There is nothing at \(request.uri.path). GET /openapi.json tells what there is.")
        case let error as HTTPError where error.status.kind == .clientError:
            self = .malformed(error.body ?? error.status.reasonPhrase)
        default:
            context.notes.reason = "\(error)"
            self = .internalError
        }
    }
}

extension Problem {
    init(_ error: ServiceError) {
        switch error {
        case .invalid(let field, let detail):
            self = .invalid(field: field, detail)
        case .wrongCredentials:
            self = .unauthorized(
                type: .wrongCredentials, title: "E-mail and password don't match an account",
                "Check both, or sign up with POST /sign-up.")
        case .invalidToken(let detail):
            self = .unauthorized(type: .tokenInvalid, title: "The token is not good", detail)
        case .wrongPassword:
            self = .forbidden(
                type: .wrongPassword, title: "The current password is wrong",
                "Confirm the change with the account's current password.")
        case .notYours(let detail):
            self = .forbidden(type: .notYours, title: "This belongs to another person", detail)
        case .notFound(let detail):
            self = .notFound(detail)
        case .emailTaken:
            self = Problem(
                status: .conflict, type: .emailTaken, title: "There is an account with this e-mail",
                detail: "Log in with it, or take another e-mail.", field: "email")
        case .idempotencyKeyReused:
            self = Problem(
                status: .unprocessableContent, type: .idempotencyKeyReused,
                title: "The Idempotency-Key was used for another request",
                detail: "A key names one request for 24 hours: its path and body, to the byte. Take a new key.",
                field: "Idempotency-Key")
        case .unsupportedPicture:
            self = .unsupportedType("Send a JPEG, PNG, WebP, GIF or HEIC picture.")
        case .unusablePicture(let detail):
            self = .invalid(field: "profile-pic", detail)
        case .busy(let detail):
            self = .unavailable(detail)
        case .unavailable(let detail, _):
            self = .unavailable("\(detail) Try again in a few seconds.")
        }
    }
}
