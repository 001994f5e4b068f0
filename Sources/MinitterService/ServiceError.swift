/// What a caller did wrong, or what the service can't do at present. Texts are safe to show.
package enum ServiceError: Error, Equatable {
    /// A value breaks a rule; the detail says which and what is taken.
    case invalid(field: String, detail: String)
    /// The e-mail and password don't match an account; which of the two is wrong is not told.
    case wrongCredentials
    /// The token is damaged, expired, or was ended; the caller must log in again.
    case invalidToken(detail: String)
    /// The current password, which confirms a change, is wrong.
    case wrongPassword
    /// It is there, but belongs to another person.
    case notYours(detail: String)
    /// There is no such thing; the detail names it.
    case notFound(detail: String)
    case emailTaken
    /// The key of the call was used before, for another one.
    case idempotencyKeyReused
    /// The bytes are not a picture of a kind that is taken.
    case unsupportedPicture
    /// The bytes are a picture that can't be used; the detail says why.
    case unusablePicture(detail: String)
    /// Too much is waiting; the same call may succeed after some seconds.
    case busy(detail: String)
    /// The database or the storage is away; the same call may succeed after some seconds. `reason` is for the log.
    case unavailable(detail: String, reason: String)
}

/// For commands, which have nobody to hide a reason from.
extension ServiceError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .invalid(_, let detail), .invalidToken(let detail), .notYours(let detail), .notFound(let detail),
            .unusablePicture(let detail), .busy(let detail):
            detail
        case .wrongCredentials: "E-mail and password don't match an account."
        case .wrongPassword: "The current password is wrong."
        case .emailTaken: "There is an account with this e-mail."
        case .idempotencyKeyReused: "The key was used for another call."
        case .unsupportedPicture: "This is not a picture of a kind that is taken."
        case .unavailable(let detail, let reason): "\(detail) (\(reason))"
        }
    }
}

extension ServiceError {
    static func noUser(_ id: Int64) -> ServiceError { .notFound(detail: "There is no user \(id).") }
    static func noTweet(_ id: Int64) -> ServiceError { .notFound(detail: "There is no tweet \(id).") }
    /// The token is good but its account is gone: it was deleted within the last seconds.
    static let accountGone = ServiceError.invalidToken(detail: "The account of this token has been deleted.")
}
