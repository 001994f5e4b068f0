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
    package func changePassword(
        of userID: Int64, from current: String, to new: String, once call: RepeatableCall? = nil
    ) async throws -> Session {
        try PasswordHasher.check(new, field: "new_password")
        // Both at one moment: a repetition must not be held to the password that its first try sets in between.
        let (earlier, found) = try await database.read { [credentials] db in
            let earlier = try call?.earlierResult(as: PasswordChange.self, in: db)
            return (earlier, try credentials.credentials(of: userID, in: db))
        }
        if let earlier {
            call?.onReplay()
            return try await session(after: earlier)
        }
        let confirmed = try await confirm(current, against: found)
        return try await setPassword(new, of: userID, inPlaceOf: confirmed, once: call)
    }

    /// - Returns: what ``require(_:of:in:)`` takes in the write that the password was confirmed for.
    /// - Throws: ``ServiceError/wrongPassword``, ``ServiceError/busy(detail:)``.
    func confirm(_ password: String, of userID: Int64) async throws -> ConfirmedPassword {
        let found = try await database.read { [credentials] db in try credentials.credentials(of: userID, in: db) }
        return try await confirm(password, against: found)
    }

    private func confirm(_ password: String, against found: Credentials?) async throws -> ConfirmedPassword {
        guard let found else { throw ServiceError.accountGone }
        guard try await hasher.verify(password, against: found.hashedPassword) else {
            throw ServiceError.wrongPassword
        }
        return ConfirmedPassword(hash: found.hashedPassword)
    }

    /// A password that was the account's when it was confirmed. To confirm one takes a while, in which another may be set.
    struct ConfirmedPassword: Sendable {
        fileprivate let hash: String
    }

    /// Sees that a confirmed password is the account's still: otherwise whoever knows an old one could undo the new.
    ///
    /// - Throws: ``ServiceError/wrongPassword``.
    func require(_ password: ConfirmedPassword, of userID: Int64, in db: any DatabaseConnection) throws {
        guard try credentials.lock(userID, withHashedPassword: password.hash, in: db) else {
            throw ServiceError.wrongPassword
        }
    }

    /// Sets the password without asking for the current one, for an operator.
    package func setPassword(_ password: String, of userID: Int64) async throws {
        try PasswordHasher.check(password, field: "password")
        _ = try await setPassword(password, of: userID, inPlaceOf: nil, once: nil)
    }

    private func setPassword(
        _ password: String, of userID: Int64, inPlaceOf confirmed: ConfirmedPassword?, once call: RepeatableCall?
    ) async throws -> Session {
        let hash = try await hasher.hash(password)
        let change = try await database.write(by: userID, once: call, showing: \.userID) { [self] db in
            if let confirmed { try require(confirmed, of: userID, in: db) }
            try credentials.setHashedPassword(hash, of: userID, at: now(), in: db)
            guard let generation = try credentials.endTokens(of: userID, at: now(), in: db) else {
                throw ServiceError.noUser(userID)
            }
            return PasswordChange(userID: userID, generation: generation)
        }
        return try await session(after: change)
    }

    /// What is kept of a change for those who repeat it: no password and no token.
    private struct PasswordChange: Codable {
        let userID: Int64
        /// Of the tokens that are good since.
        let generation: Int64
    }

    private func session(after change: PasswordChange) async throws -> Session {
        tokens.noteEnded(change.userID, firstGoodGeneration: change.generation)
        return try await session(of: change.userID, generation: change.generation)
    }

    private func session(of userID: Int64, generation: Int64) async throws -> Session {
        Session(userID: userID, token: try await tokens.token(for: userID, generation: generation))
    }
}
