import Database
package import MinitterModel

/// Finding people.
package struct PeopleSearch: Sendable {
    let database: any Database
    let names = NameStore()

    /// The longest name there is.
    package static let maximumLength = TextRule.name.length.upperBound
    private static let accountsAtOnce = 500

    /// People whose name begins so, without regard to case and accents, in the order of their names.
    ///
    /// - Parameter request: its position is the last person that was shown.
    /// - Throws: ``ServiceError/invalid(field:detail:)``, ``ServiceError/notFound(detail:)``.
    package func people(
        beginning text: String, for reader: Int64?, _ request: PageRequest
    ) async throws -> Page<User> {
        let count = text.unicodeScalars.count
        guard (1...Self.maximumLength).contains(count) else {
            throw ServiceError.invalid(
                field: "name",
                detail: "“name” has \(count) characters: 1 to \(Self.maximumLength) are taken, the beginning of a name."
            )
        }
        let prefix = NameKey(text)
        // Blanks alone would be the beginning of every name.
        guard !prefix.text.isEmpty else { return Page.empty }
        let page = try await database.read(for: reader) { [names] db in
            try names.page(beginning: prefix, for: reader, request, in: db)
        }
        guard let page else {
            throw ServiceError.notFound(
                detail: "The person whose id is in “before” is gone: begin at the first page again.")
        }
        return page
    }

    /// Notes the names of accounts that were made by other means than ``UserService``.
    package func noteMissingNames() async throws {
        var last: Int64 = 0
        while true {
            try Task.checkCancellation()
            let missing = try await database.read { [names, last] db in
                try names.missing(after: last, limit: Self.accountsAtOnce, in: db)
            }
            guard let end = missing.last?.id else { return }
            try await database.write { [names] db in
                for user in missing { try names.add(user.name, of: user.id, in: db) }
            }
            last = end
        }
    }
}
