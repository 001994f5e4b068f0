import MinitterService

/// What a service answered instead of doing what it was asked, without the words, which are free to change.
enum Refusal: Equatable {
    case invalid(field: String)
    case wrongCredentials
    case invalidToken
    case wrongPassword
    case notYours
    case notFound
    case emailTaken
    case idempotencyKeyReused
    case unsupportedPicture
    case unusablePicture
    case busy
    case unavailable

    init(_ error: ServiceError) {
        self =
            switch error {
            case .invalid(let field, _): .invalid(field: field)
            case .wrongCredentials: .wrongCredentials
            case .invalidToken: .invalidToken
            case .wrongPassword: .wrongPassword
            case .notYours: .notYours
            case .notFound: .notFound
            case .emailTaken: .emailTaken
            case .idempotencyKeyReused: .idempotencyKeyReused
            case .unsupportedPicture: .unsupportedPicture
            case .unusablePicture: .unusablePicture
            case .busy: .busy
            case .unavailable: .unavailable
            }
    }
}

/// Makes a call.
///
/// - Returns: nil when it was done.
/// - Throws: what is not a refusal.
func refusal<Result>(_ call: () async throws -> Result) async throws -> Refusal? {
    do {
        _ = try await call()
        return nil
    } catch let error as ServiceError {
        return Refusal(error)
    }
}
