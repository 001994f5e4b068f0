import Database
import MinitterModel

/// Logging in and out, and passwords.
package struct LogInService: Sendable {
    let database: any Database
    let credentials = CredentialStore()
    let hasher: PasswordHasher
    let tokens: TokenService
    let now: @Sendable () -> Timestamp

    /// A person who is logged in.
    package struct Session: Sendable, Equatable {
        package let userID: Int64
        package let token: String
    }

    /// - Throws: ``ServiceError/wrongCredentials`` or ``ServiceError/busy(detail:)``.
    package func logIn(email: String, password: String) async throws -> Session {
        let key = EmailAddress.key(email)
        let found = try await database.read { [credentials] db in
            try credentials.credentials(withEmailKey: key, in: db)
        }
        let matches = try await hasher.verify(password, against: found?.hashedPassword)
        guard matches, let found else { throw ServiceError.wrongCredentials }
        return try await session(of: found.userID, generation: found.tokenGeneration)
    }

    /// Ends every token of the account, wherever it is logged in.
    package func logOutEverywhere(_ userID: Int64) async throws {
        let generation = try await database.write { [credentials, now] db in
            try credentials.endTokens(of: userID, at: now(), in: db)
        }
        guard let generation else { throw ServiceError.accountGone }
        tokens.noteEnded(userID, firstGoodGeneration: generation)
    }

    /// Changes the password and ends every token of the account.
    ///
    /// - Returns: a session with a token of the new generation, for the device that the change was made on.
    /// - Throws: ``ServiceError/wrongPassword``, ``ServiceError/invalid(field:detail:)``, ``ServiceError/busy(detail:)``.
    package func changePassword(of userID: Int64, from current: String, to new: String) async throws -> Session {
        try PasswordHasher.check(new, field: "new_password")
        try await confirm(current, of: userID)
        return try await setPassword(new, of: userID)
    }

    /// - Throws: ``ServiceError/wrongPassword``, ``ServiceError/busy(detail:)``.
    func confirm(_ password: String, of userID: Int64) async throws {
        let found = try await database.read { [credentials] db in try credentials.credentials(of: userID, in: db) }
        guard let found else { throw ServiceError.accountGone }
        guard try await hasher.verify(password, against: found.hashedPassword) else {
            throw ServiceError.wrongPassword
        }
    }

    /// Sets the password without asking for the current one, for an operator.
    @discardableResult
    package func setPassword(_ password: String, of userID: Int64) async throws -> Session {
        try PasswordHasher.check(password, field: "password")
        let hash = try await hasher.hash(password)
        let generation = try await database.write { [credentials, now] db in
            try credentials.setHashedPassword(hash, of: userID, at: now(), in: db)
            return try credentials.endTokens(of: userID, at: now(), in: db)
        }
        guard let generation else { throw ServiceError.noUser(userID) }
        tokens.noteEnded(userID, firstGoodGeneration: generation)
        return try await session(of: userID, generation: generation)
    }

    private func session(of userID: Int64, generation: Int64) async throws -> Session {
        Session(userID: userID, token: try await tokens.token(for: userID, generation: generation))
    }
}
