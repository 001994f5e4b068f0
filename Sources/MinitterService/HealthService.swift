import Database
import ObjectStorage

/// Whether what the service stands on is there.
package struct HealthService: Sendable {
    let database: any Database
    let storage: any ObjectStorage
    /// How long the storage may take to answer. A balancer takes a slow answer for none, and must not take a server out
    /// because its pictures are away.
    var patience: Duration = .milliseconds(300)

    /// nil where a part is well, else what ails it (for the log).
    package struct Report: Sendable, Equatable {
        package let database: String?
        package let storage: String?
    }

    package func report() async -> Report {
        async let database = databaseProblem()
        async let storage = storageProblem()
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

    /// Whichever is first, the check or the limit; a check that hangs is not waited for.
    private func storageProblem() async -> String? {
        let (answers, answer) = AsyncStream.makeStream(of: Optional<String>.self)
        let check = Task {
            do {
                try await storage.checkAvailability()
                answer.yield(nil)
            } catch {
                answer.yield("\(error)")
            }
        }
        let limit = Task {
            try await Task.sleep(for: patience)
            answer.yield("the object storage has not answered within \(patience)")
        }
        defer {
            check.cancel()
            limit.cancel()
        }
        return await answers.first { _ in true } ?? nil
    }
}
