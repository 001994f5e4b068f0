import Database
import MinitterModel

extension UserService {
    /// What is left of an account when a part of it is deleted.
    private enum Rest {
        case some
        /// With the key of its picture.
        case nothing(picture: String?)
    }

    /// Deletes the account with its tweets, likes, follows and picture, and ends its tokens.
    ///
    /// Of an account with thousands of them some are left when this returns, and are deleted by ``finishDeletions()``.
    /// Nobody can log in to it then, and its e-mail is free.
    ///
    /// - Throws: ``ServiceError/notFound(detail:)``.
    package func delete(_ id: Int64) async throws {
        let (generation, rest) = try await database.write { [self] db in
            guard try !users.lock([id], in: db).isEmpty,
                let generation = try credentials.endTokens(of: id, at: now(), in: db)
            else { throw ServiceError.noUser(id) }
            let rest = try deleteNext(of: id, in: db)
            if case .some = rest { try deletions.noteMore(of: id, at: now(), in: db) }
            return (generation, rest)
        }
        tokens.noteEnded(id, firstGoodGeneration: generation)
        if case .nothing(let picture?) = rest { await pictures.discard(picture) }
    }

    /// Deletes what is left of all accounts whose deletion has begun. Several servers may do so at once.
    package func finishDeletions() async throws {
        while let id = try await database.read({ [deletions] db in try deletions.next(in: db) }) {
            try await finishDeletion(of: id)
        }
    }

    private func finishDeletion(of id: Int64) async throws {
        while true {
            try Task.checkCancellation()
            let rest = try await database.write { [self] db in
                guard try !users.lock([id], in: db).isEmpty else { return Rest.nothing(picture: nil) }
                return try deleteNext(of: id, in: db)
            }
            guard case .nothing(let picture) = rest else { continue }
            if let picture { await pictures.discard(picture) }
            return
        }
    }

    /// The account must be locked.
    private func deleteNext(of id: Int64, in db: any DatabaseConnection) throws -> Rest {
        guard try deletions.deleteNext(of: id, in: db) else { return .some }
        let picture = try pictures.store.key(of: id, in: db)
        try timelines.remove(of: id, in: db)
        try users.delete(id, in: db)
        return .nothing(picture: picture)
    }
}
