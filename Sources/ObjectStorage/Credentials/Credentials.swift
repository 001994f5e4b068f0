package import Foundation

/// What requests to AWS are signed with.
package struct Credentials: Sendable, Hashable {
    package let accessKeyID: String
    package let secretAccessKey: String
    /// Comes with credentials that end.
    package let sessionToken: String?
    /// When they end; nil: never.
    package let expiration: Date?

    package init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiration: Date? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
    }
}

/// The secret is left out, so that no log shows it.
extension Credentials: CustomStringConvertible {
    package var description: String { "credentials \(accessKeyID)" }
}

/// A place where credentials may be.
package protocol CredentialSource: Sendable {
    /// - Returns: nil when there are none in this place.
    /// - Throws: ``ObjectStorageError`` when there are some, but they can't be read.
    func credentials() async throws -> Credentials?
}

/// Places in order: the first one that has credentials counts.
package struct CredentialChain: CredentialSource {
    private let sources: [any CredentialSource]

    package init(_ sources: [any CredentialSource]) {
        self.sources = sources
    }

    package func credentials() async throws -> Credentials? {
        for source in sources {
            if let credentials = try await source.credentials() { return credentials }
        }
        return nil
    }
}
