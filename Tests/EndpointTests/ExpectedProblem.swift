import HTTPTypes

/// A problem (RFC 9457) as the contract has it. Types and titles are part of it: clients may rely on them.
struct ExpectedProblem: Sendable {
    let status: HTTPResponse.Status
    let type: String
    let title: String
    let detail: String
    var field: String?
    /// By name in lower case.
    var headers: [String: String] = [:]

    /// With `<id>` for the request's id.
    var json: String {
        #"{"type":"urn:minitter:problem:\#(type)","title":"\#(title)","status":\#(status.code),"#
            + #""detail":"\#(detail.replacing("\"", with: "\\\""))","#
            + (field.map { #""field":"\#($0)","# } ?? "") + #""request_id":"<id>"}"#
    }

    static func malformed(_ detail: String) -> Self {
        Self(status: .badRequest, type: "malformed", title: "The request can't be read", detail: detail)
    }

    static func invalid(_ field: String, _ detail: String) -> Self {
        Self(
            status: .badRequest, type: "invalid", title: "A value is missing or out of bounds", detail: detail,
            field: field)
    }

    static let tokenMissing = unauthorized(
        "token-missing", "A token is needed",
        "Log in with POST /login and send its access_token in the header Authorization.")
    static let tokenForeign = unauthorized(
        "token-invalid", "The token is not good", "The token is not one of this server's. Log in again.")
    static let tokenExpired = unauthorized(
        "token-invalid", "The token is not good", "The token has expired. Log in again.")
    static let tokenEnded = unauthorized(
        "token-invalid", "The token is not good", "The token was ended. Log in again.")
    static let wrongCredentials = unauthorized(
        "wrong-credentials", "E-mail and password don't match an account", "Check both, or sign up with POST /sign-up.")

    private static func unauthorized(_ type: String, _ title: String, _ detail: String) -> Self {
        Self(
            status: .unauthorized, type: type, title: title, detail: detail,
            headers: ["www-authenticate": #"Bearer realm="minitter""#])
    }

    static let wrongPassword = Self(
        status: .forbidden, type: "wrong-password", title: "The current password is wrong",
        detail: "Confirm the change with the account's current password.")

    static func notYours(_ detail: String) -> Self {
        Self(status: .forbidden, type: "not-yours", title: "This belongs to another person", detail: detail)
    }

    static func notFound(_ detail: String) -> Self {
        Self(status: .notFound, type: "not-found", title: "There is no such thing", detail: detail)
    }

    static func methodNotAllowed(_ allowed: String) -> Self {
        Self(
            status: .methodNotAllowed, type: "method-not-allowed", title: "This path takes other methods",
            detail: "Use \(allowed).", headers: ["allow": allowed])
    }

    static let emailTaken = Self(
        status: .conflict, type: "email-taken", title: "There is an account with this e-mail",
        detail: "Log in with it, or take another e-mail.", field: "email")

    static let idempotencyKeyReused = Self(
        status: .unprocessableContent, type: "idempotency-key-reused",
        title: "The Idempotency-Key was used for another request",
        detail: "A key names one request for 24 hours: its path and body, to the byte. Take a new key.",
        field: "Idempotency-Key")

    static func tooLarge(_ maximumBytes: Int) -> Self {
        Self(
            status: .contentTooLarge, type: "too-large", title: "The body is too large",
            detail: "At most \(maximumBytes) bytes are taken.")
    }

    static func unsupportedType(_ detail: String) -> Self {
        Self(
            status: .unsupportedMediaType, type: "unsupported-type", title: "The body is of a type that is not taken",
            detail: detail)
    }

    static func tooManyRequests(retryAfter seconds: Int) -> Self {
        Self(
            status: .tooManyRequests, type: "too-many-requests", title: "Too many requests",
            detail: "Try again in \(seconds) seconds.", headers: ["retry-after": "\(seconds)"])
    }

    static func unavailable(_ detail: String) -> Self {
        Self(
            status: .serviceUnavailable, type: "unavailable", title: "The service can't do this at present",
            detail: detail, headers: ["retry-after": "2"])
    }

    static let outcomeUnknown = Self(
        status: .serviceUnavailable, type: "outcome-unknown", title: "It is not known whether this was done",
        detail: "The connection to the database was lost while it stored this: it may be stored or not. Repeat the "
            + "request with the same Idempotency-Key; if it had none, look before you repeat it.",
        headers: ["retry-after": "2"])

    static let databaseAway = unavailable(
        "The database is busy or away. Nothing was changed. Try again in a few seconds.")
}
