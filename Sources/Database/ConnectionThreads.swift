import DequeModule
import Dispatch
import Foundation
import Synchronization

/// Threads of which each owns a connection. They are made when they are needed and end when they have long been idle.
///
/// A job costs its caller one hop: it is handed to a thread that is free, is run there, and answers from there. A pool
/// that first hands out a connection, which then hops to its own queue, costs two or three (20 to 25 µs each). Of the
/// free threads the one that worked last is taken: its connection is warm, and the others can end.
final class ConnectionThreads<Connection>: Sendable {
    /// What a caller wants done. One of the two is called, once.
    struct Job: Sendable {
        /// Runs on the thread that owns the connection.
        let run: @Sendable (Connection) -> Void
        /// Tells the caller why it was not run.
        let refuse: @Sendable (any Error) -> Void
    }

    private let name: String
    private let limits: PoolLimits
    private let open: @Sendable () throws -> Connection
    private let close: @Sendable (Connection) -> Void
    private let state = Mutex(State())
    private let running = DispatchGroup()

    private struct State {
        var waiting: Deque<Waiting> = []
        /// The last is the one that worked last.
        var idle: [Worker] = []
        var threads = 0
        var jobs: UInt64 = 0
        var isClosed = false
    }

    private struct Waiting {
        let number: UInt64
        let job: Job
    }

    /// A thread, as the pool sees it: where a job is put for it.
    private final class Worker: Sendable {
        let signal = DispatchSemaphore(value: 0)
        /// nil when the signal comes: the pool is closed.
        let job = Mutex<Job?>(nil)
    }

    /// Where a job goes.
    private enum Placement {
        case hand(Worker)
        case start
        case wait(UInt64)
        case refuse(DatabaseError)
    }

    /// What a thread does after a job.
    private enum Next {
        case run(Job)
        case wait, end
    }

    /// - Parameters:
    ///   - name: of the threads.
    ///   - open: makes a connection, on the thread that is to own it, for the thread's first job; that job is told
    ///     when it fails.
    ///   - close: ends a connection, on its thread.
    init(
        name: String, limits: PoolLimits, open: @escaping @Sendable () throws -> Connection,
        close: @escaping @Sendable (Connection) -> Void = { _ in }
    ) {
        self.name = name
        self.limits = limits
        self.open = open
        self.close = close
    }

    var load: PoolLoad {
        state.withLock { state in
            PoolLoad(
                connections: state.threads, busy: state.threads - state.idle.count, waiting: state.waiting.count)
        }
    }

    /// Hands a job to a thread. It is refused with ``DatabaseError/busy(_:)`` when too many wait or it has waited too
    /// long, and with ``DatabaseError/unavailable(_:)`` after ``end()``.
    func submit(_ job: Job) {
        let placement = state.withLock { state -> Placement in
            guard !state.isClosed else { return .refuse(.unavailable("the database is closed")) }
            if let worker = state.idle.popLast() { return .hand(worker) }
            if state.threads < limits.connections {
                state.threads += 1
                return .start
            }
            guard state.waiting.count < limits.maximumWaiting else {
                return .refuse(.busy("\(limits.maximumWaiting) calls are waiting for a connection already"))
            }
            state.jobs += 1
            state.waiting.append(Waiting(number: state.jobs, job: job))
            return .wait(state.jobs)
        }
        switch placement {
        case .hand(let worker):
            worker.job.withLock { $0 = job }
            worker.signal.signal()
        case .start: startThread(with: job)
        case .wait(let number): refuseLater(number)
        case .refuse(let error): job.refuse(error)
        }
    }

    /// Lets the jobs at hand and those that wait run, and ends the threads. It blocks until then.
    func end() {
        let idle = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            return state.idle
        }
        for worker in idle { worker.signal.signal() }
        running.wait()
    }

    private func refuseLater(_ number: UInt64) {
        DispatchQueue.global().asyncAfter(deadline: .now() + limits.maximumWait / .seconds(1)) { [self] in
            let job = state.withLock { state in
                state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0).job }
            }
            job?.refuse(DatabaseError.busy("no connection came free within \(limits.maximumWait)"))
        }
    }

    private func startThread(with job: Job) {
        running.enter()
        Thread { [self] in
            // Foundation on Linux forgets a name that is set before the thread runs.
            Thread.current.name = name
            work(beginningWith: job)
            running.leave()
        }.start()
    }

    private func work(beginningWith first: Job) {
        let worker = Worker()
        var connection: Connection?
        var next: Job? = first
        while let job = next {
            do {
                let opened = try connection ?? open()
                connection = opened
                job.run(opened)
            } catch {
                job.refuse(error)
            }
            next = nextJob(for: worker)
        }
        if let connection { close(connection) }
    }

    /// Waits for a job.
    ///
    /// - Returns: nil when the thread is to end.
    private func nextJob(for worker: Worker) -> Job? {
        let next = state.withLock { state -> Next in
            if let waiting = state.waiting.popFirst() { return .run(waiting.job) }
            guard !state.isClosed else {
                state.threads -= 1
                return .end
            }
            state.idle.append(worker)
            return .wait
        }
        switch next {
        case .run(let job): return job
        case .end: return nil
        case .wait: break
        }
        if worker.signal.wait(timeout: .now() + limits.maximumIdle / .seconds(1)) == .timedOut {
            let ends = state.withLock { state in
                guard let index = state.idle.firstIndex(where: { $0 === worker }) else { return false }
                state.idle.remove(at: index)
                // At the same moment: a job that came in between would wait for a thread that is about to end.
                state.threads -= 1
                return true
            }
            guard !ends else { return nil }
            // A job has been handed over this very moment.
            worker.signal.wait()
        }
        let job = worker.job.withLock { job in
            defer { job = nil }
            return job
        }
        if job == nil { state.withLock { $0.threads -= 1 } }
        return job
    }
}
