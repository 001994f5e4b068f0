import HTTPTypes
import Hummingbird

/// An answer that says what went wrong: `application/problem+json` (RFC 9457).
struct Problem: Error {
    let status: HTTPResponse.Status
    let type: ProblemType
    /// The same for every problem of the type.
    let title: String
    /// What to do about this one.
    let detail: String
    /// The member of the body, or the parameter, that is to blame.
    var field: String?
    var headers: HTTPFields = [:]

    func response(requestID: String) -> Response {
        var headers = headers
        headers[.contentType] = "application/problem+json; charset=utf-8"
        return .json(status: status, headers: headers) { json in
            json.member("type", type.urn)
            json.member("title", title)
            json.member("status", Int(status.code))
            json.member("detail", detail)
            if let field { json.member("field", field) }
            json.member("request_id", requestID)
        }
    }
}

/// What a problem's `type` ends in. Clients rely on it, so a name stays as it is; openapi.json lists each.
package enum ProblemType: String, CaseIterable, Sendable {
    case malformed
    case invalid
    case tokenMissing = "token-missing"
    case tokenInvalid = "token-invalid"
    case wrongCredentials = "wrong-credentials"
    case wrongPassword = "wrong-password"
    case notYours = "not-yours"
    case crossOrigin = "cross-origin"
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case emailTaken = "email-taken"
    case idempotencyKeyReused = "idempotency-key-reused"
    case tooLarge = "too-large"
    case unsupportedType = "unsupported-type"
    case tooManyRequests = "too-many-requests"
    case internalError = "internal-error"
    case unavailable
    case outcomeUnknown = "outcome-unknown"

    package var urn: String { "urn:minitter:problem:\(rawValue)" }
}

// MARK: - The problems

extension Problem {
    static func malformed(_ detail: String) -> Problem {
        Problem(status: .badRequest, type: .malformed, title: "The request can't be read", detail: detail)
    }

    static func invalid(field: String, _ detail: String) -> Problem {
        Problem(
            status: .badRequest, type: .invalid, title: "A value is missing or out of bounds", detail: detail,
            field: field)
    }

    /// RFC 9110, section 11.6.1, and RFC 6750, section 3: how to authenticate.
    static func unauthorized(type: ProblemType, title: String, _ detail: String) -> Problem {
        Problem(
            status: .unauthorized, type: type, title: title, detail: detail,
            headers: [.wwwAuthenticate: #"Bearer realm="minitter""#])
    }

    static let tokenMissing = unauthorized(
        type: .tokenMissing, title: "A token is needed",
        "Log in with POST /login and send its access_token in the header Authorization.")

    static func forbidden(type: ProblemType, title: String, _ detail: String) -> Problem {
        Problem(status: .forbidden, type: type, title: title, detail: detail)
    }

    static let crossOrigin = forbidden(
        type: .crossOrigin, title: "The request may come from another site",
        "A request with the session's cookie must come from a page of this server. A program sends its token in the "
            + "header Authorization instead.")

    static func notFound(_ detail: String) -> Problem {
        Problem(status: .notFound, type: .notFound, title: "There is no such thing", detail: detail)
    }

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        let list = allowed.map(\.rawValue).joined(separator: ", ")
        return Problem(
            status: .methodNotAllowed, type: .methodNotAllowed, title: "This path takes other methods",
            detail: "Use \(list).", headers: [.allow: list])
    }

    static func tooLarge(maximumBytes: Int) -> Problem {
        Problem(
            status: .contentTooLarge, type: .tooLarge, title: "The body is too large",
            detail: "At most \(maximumBytes) bytes are taken.")
    }

    static func unsupportedType(_ detail: String) -> Problem {
        Problem(
            status: .unsupportedMediaType, type: .unsupportedType, title: "The body is of a type that is not taken",
            detail: detail)
    }

    static func tooManyRequests(retryAfter seconds: Int) -> Problem {
        Problem(
            status: .tooManyRequests, type: .tooManyRequests, title: "Too many requests",
            detail: "Try again in \(seconds) seconds.", headers: [.retryAfter: "\(seconds)"])
    }

    static func unavailable(_ detail: String) -> Problem {
        Problem(
            status: .serviceUnavailable, type: .unavailable, title: "The service can't do this at present",
            detail: detail, headers: [.retryAfter: "2"])
    }

    static let outcomeUnknown = Problem(
        status: .serviceUnavailable, type: .outcomeUnknown, title: "It is not known whether this was done",
        detail: "The connection to the database was lost while it stored this: it may be stored or not. Repeat the "
            + "request with the same Idempotency-Key; if it had none, look before you repeat it.",
        headers: [.retryAfter: "2"])

    static let internalError = Problem(
        status: .internalServerError, type: .internalError, title: "The server made a mistake",
        detail: "Tell its operator the request_id.")
}
