import Database

/// Whether what the service stands on is there.
package struct HealthService: Sendable {
    let database: any Database
    let storage: StorageHealth

    /// nil where a part is well, else what ails it (for the log).
    package struct Report: Sendable, Equatable {
        package let database: String?
        package let storage: String?
    }

    package func report() async -> Report {
        async let database = databaseProblem()
        async let storage = storage.problem()
        return await Report(database: database, storage: storage)
    }

    private func databaseProblem() async -> String? {
        do {
            _ = try await database.read { db in try db.value("SELECT 1", as: Int.self) }
            return nil
        } catch {
            return "\(error)"
        }
    }
}
