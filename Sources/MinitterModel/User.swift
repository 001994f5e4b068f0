package import Database

/// A person's account as others see it, with the e-mail that only the person sees.
package struct User: Sendable, Equatable, Codable {
    package let id: Int64
    package let name: String
    package let email: String
    package let profile: String
    /// The picture's key in object storage.
    package let picture: String?
    package let tweetCount: Int
    package let followerCount: Int
    package let followingCount: Int
    package let createdAt: Timestamp
    /// Whether the reader follows this person.
    package let followed: Bool
}

/// What is needed to log a person in.
package struct Credentials: Sendable, Equatable {
    package let userID: Int64
    /// In bcrypt's own form, `$2b$…`.
    package let hashedPassword: String
    /// Tokens of an earlier generation have ended.
    package let tokenGeneration: Int64
}

/// An account to be made. `emailKey` is what tells two e-mails apart: see ``UserStore``.
package struct NewUser: Sendable {
    package let name: String
    package let email: String
    package let emailKey: String
    package let hashedPassword: String
    package let profile: String

    package init(name: String, email: String, emailKey: String, hashedPassword: String, profile: String) {
        self.name = name
        self.email = email
        self.emailKey = emailKey
        self.hashedPassword = hashedPassword
        self.profile = profile
    }
}

/// What of an account is to be changed; nil leaves as it is.
package struct UserChange: Sendable {
    package var name: String?
    package var profile: String?
    package var email: (text: String, key: String)?

    package init(name: String? = nil, profile: String? = nil, email: (text: String, key: String)? = nil) {
        self.name = name
        self.profile = profile
        self.email = email
    }
}
