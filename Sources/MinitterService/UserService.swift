import Database
package import MinitterModel

/// Accounts: making, showing and editing them; deleting them is in an extension.
package struct UserService: Sendable {
    let database: any Database
    let users = UserStore()
    let credentials = CredentialStore()
    let deletions: AccountDeletionStore
    let logIns: LogInService
    let hasher: PasswordHasher
    let tokens: TokenService
    let pictures: ProfilePictureService
    let timelines: TimelineStore
    let now: @Sendable () -> Timestamp

    /// - Throws: ``ServiceError/invalid(field:detail:)``, ``ServiceError/emailTaken``, ``ServiceError/busy(detail:)``.
    package func signUp(
        email: String, name: String, password: String, profile: String, once call: RepeatableCall? = nil
    ) async throws -> User {
        let email = try EmailAddress(email)
        try TextRule.name.check(name)
        try TextRule.profile.check(profile)
        try PasswordHasher.check(password, field: "password")
        // Asked before the costly hash; what two do at once is settled by the constraints. Both at one moment: a
        // repetition must not be held up by the account that its first try makes in between.
        let (earlier, isTaken) = try await database.read { [users] db in
            let earlier = try call?.earlierResult(as: User.self, in: db)
            return (earlier, try users.id(withEmailKey: email.key, in: db) != nil)
        }
        if let earlier {
            call?.onReplay()
            return earlier
        }
        guard !isTaken else { throw ServiceError.emailTaken }

        let new = NewUser(
            name: name, email: email.text, emailKey: email.key, hashedPassword: try await hasher.hash(password),
            profile: profile)
        return try await refusingTakenEmail {
            try await database.write(by: nil, once: call, showing: \.id) { [users, timelines, now] db in
                let id = try users.insert(new, at: now(), in: db)
                try timelines.begin(for: id, at: now(), in: db)
                guard let user = try users.user(id, for: nil, in: db) else { throw ServiceError.noUser(id) }
                return user
            }
        }
    }

    /// - Throws: ``ServiceError/notFound(detail:)``.
    package func user(_ id: Int64, for reader: Int64?) async throws -> User {
        try await database.read(for: reader) { [users] db in
            guard let user = try users.user(id, for: reader, in: db) else { throw ServiceError.noUser(id) }
            return user
        }
    }

    /// All accounts, newest first.
    package func page(_ request: PageRequest) async throws -> Page<User> {
        try await database.read { [users] db in try users.page(request, in: db) }
    }

    /// - Returns: the account with this e-mail, for an operator.
    package func user(withEmail email: String) async throws -> User? {
        let key = EmailAddress.key(email)
        return try await database.read { [users] db in
            try users.id(withEmailKey: key, in: db).flatMap { try users.user($0, for: nil, in: db) }
        }
    }

    /// Changes what is not nil. A new e-mail takes the account over, so it needs the current password.
    ///
    /// - Throws: ``ServiceError/invalid(field:detail:)``, ``ServiceError/emailTaken``, ``ServiceError/wrongPassword``.
    package func edit(
        _ id: Int64, name: String?, profile: String?, email: String?, password: String?,
        once call: RepeatableCall? = nil
    ) async throws -> User {
        if let name { try TextRule.name.check(name) }
        if let profile { try TextRule.profile.check(profile) }
        var change = UserChange(name: name, profile: profile)
        var confirmed: LogInService.ConfirmedPassword?
        if let email {
            let address = try EmailAddress(email)
            guard let password else {
                throw ServiceError.invalid(
                    field: "password", detail: "A new e-mail needs the current password in “password”.")
            }
            // First, because the password may be another by now.
            if let earlier = try await database.read({ db in try call?.earlierResult(as: User.self, in: db) }) {
                call?.onReplay()
                return earlier
            }
            confirmed = try await logIns.confirm(password, of: id)
            change.email = (address.text, address.key)
        }
        return try await refusingTakenEmail { [change, confirmed] in
            try await database.write(by: id, once: call, showing: \.id) { [users, logIns, now] db in
                if let confirmed { try logIns.require(confirmed, of: id, in: db) }
                guard try users.change(id, change, at: now(), in: db),
                    let user = try users.user(id, for: id, in: db)
                else { throw ServiceError.accountGone }
                return user
            }
        }
    }

    /// The hash of a password that many accounts of a demo network share.
    package func hashForMany(_ password: String) async throws -> String {
        try await hasher.hash(password)
    }

    private func refusingTakenEmail<Value>(_ write: () async throws -> Value) async throws -> Value {
        do {
            return try await write()
        } catch DatabaseError.uniqueViolation(constraint: UserStore.emailConstraint) {
            throw ServiceError.emailTaken
        }
    }
}
