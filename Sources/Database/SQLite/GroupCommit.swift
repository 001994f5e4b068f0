import GRDB
import GRDBSQLite
import Synchronization

/// The one writer of a SQLite database: runs all writes that wait in one transaction and so makes them durable with
/// one fsync, which is what a write costs. Each has a savepoint, so that one that fails fails alone.
///
/// Writes are answered only after the commit: what was acknowledged is on the disk.
final class GroupCommit: Sendable {
    private let writer: any DatabaseWriter
    private let maximumWaiting: Int
    private let waiting = Mutex(Waiting())

    private struct Waiting {
        var jobs: [any WriteJob] = []
        var isDraining = false
    }

    /// A transaction holds its readers' snapshots back and delays its first write until its last: this many bound it.
    private static let maximumBatch = 256

    /// - Parameter maximumWaiting: writes that may wait; one more is refused as busy.
    init(writer: any DatabaseWriter, maximumWaiting: Int) {
        self.writer = writer
        self.maximumWaiting = maximumWaiting
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(PendingWrite(body: body, continuation: continuation))
        }
    }

    private func enqueue(_ job: any WriteJob) {
        enum Next { case wait, drain, refuse }
        let next = waiting.withLock { waiting -> Next in
            guard waiting.jobs.count < maximumWaiting else { return .refuse }
            waiting.jobs.append(job)
            defer { waiting.isDraining = true }
            return waiting.isDraining ? .wait : .drain
        }
        switch next {
        case .wait: break
        case .drain: writer.asyncWriteWithoutTransaction { db in self.drain(db) }
        case .refuse: job.finish(throwing: DatabaseError.busy("\(maximumWaiting) writes are waiting already"))
        }
    }

    private func drain(_ db: GRDB.Database) {
        while let batch = nextBatch() {
            run(batch[...], in: db)
        }
    }

    private func nextBatch() -> [any WriteJob]? {
        waiting.withLock { waiting in
            guard !waiting.jobs.isEmpty else {
                waiting.isDraining = false
                return nil
            }
            let batch = Array(waiting.jobs.prefix(Self.maximumBatch))
            waiting.jobs.removeFirst(batch.count)
            return batch
        }
    }

    private func run(_ jobs: ArraySlice<any WriteJob>, in db: GRDB.Database) {
        var jobs = jobs
        while !jobs.isEmpty {
            let (performed, failure) = runTransaction(jobs, in: db)
            for job in performed { job.finish(throwing: failure) }
            jobs = jobs.dropFirst(performed.count)
        }
    }

    /// - Returns: the jobs that are settled, and what failed all of them. A failure such as a full disk makes SQLite
    ///   roll the whole transaction back at once; the jobs after it are then left for another transaction.
    private func runTransaction(
        _ jobs: ArraySlice<any WriteJob>, in db: GRDB.Database
    ) -> (performed: ArraySlice<any WriteJob>, failure: (any Error)?) {
        let connection = SQLiteConnection(db)
        do {
            try connection.execute("BEGIN IMMEDIATE")
        } catch {
            return (jobs, error)
        }
        for index in jobs.indices {
            do {
                try connection.execute("SAVEPOINT write_job")
                if !jobs[index].perform(in: connection), db.isInsideTransaction {
                    try connection.execute("ROLLBACK TO write_job")
                }
                if db.isInsideTransaction { try connection.execute("RELEASE write_job") }
            } catch {
                rollBack(db)
                return (jobs[...index], error)
            }
            guard db.isInsideTransaction else {
                return (jobs[...index], DatabaseError.unavailable("SQLite rolled the transaction back"))
            }
        }
        do {
            try connection.execute("COMMIT")
            return (jobs, nil)
        } catch {
            rollBack(db)
            return (jobs, error)
        }
    }

    private func rollBack(_ db: GRDB.Database) {
        guard db.isInsideTransaction else { return }
        // Nothing is left to do where even this fails: the connection's next BEGIN fails too, and says so.
        _ = try? SQLiteConnection(db).execute("ROLLBACK")
    }
}

/// A write that waits. It is used by one thread at a time: the caller's, then the writer's.
private protocol WriteJob: Sendable {
    /// Runs the body and keeps what it returned or threw.
    ///
    /// - Returns: whether the body succeeded.
    func perform(in connection: SQLiteConnection) -> Bool
    /// Answers the caller: with the transaction's failure, or with what the body returned or threw.
    func finish(throwing failure: (any Error)?)
}

private final class PendingWrite<Value: Sendable>: WriteJob {
    private let body: @Sendable (any DatabaseConnection) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private let outcome = Mutex<Result<Value, any Error>?>(nil)

    init(
        body: @escaping @Sendable (any DatabaseConnection) throws -> Value,
        continuation: CheckedContinuation<Value, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func perform(in connection: SQLiteConnection) -> Bool {
        let result = Result { try body(connection) }
        outcome.withLock { $0 = result }
        if case .success = result { return true }
        return false
    }

    func finish(throwing failure: (any Error)?) {
        let result = outcome.withLock { $0 }
        switch (result, failure) {
        case (.failure(let error), _): continuation.resume(throwing: error)
        case (_, let failure?): continuation.resume(throwing: failure)
        case (.success(let value), nil): continuation.resume(returning: value)
        case (nil, nil): continuation.resume(throwing: DatabaseError.other("a write was answered before it ran"))
        }
    }
}
