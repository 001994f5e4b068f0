import DequeModule
import Foundation
import Synchronization

/// A few threads for work that keeps a core busy, with a short queue, so that a storm of such work is refused early
/// and can't slow anything else.
///
/// The threads are nicer than the others: whoever answers a request in a millisecond does not wait for one that hashes
/// for 200.
package final class WorkerPool: Sendable {
    private let name: String
    private let threads: Int
    private let maximumWaiting: Int
    private let state = Mutex(State())

    private struct State {
        var waiting: Deque<Job> = []
        var running = 0
    }

    /// Does the work, and returns what tells its caller the result.
    private typealias Job = @Sendable () -> @Sendable () -> Void

    /// Of the system's -20 to 19. Beside a thread that is never done it still gets a tenth of a core.
    private static let niceness: Int32 = 10

    /// - Parameters:
    ///   - name: of the work, for messages: `password`.
    ///   - threads: how many pieces of work run at once.
    ///   - maximumWaiting: how many more may wait.
    package init(name: String, threads: Int, maximumWaiting: Int) {
        self.name = name
        self.threads = threads
        self.maximumWaiting = maximumWaiting
    }

    /// Work that runs or waits at present.
    package var load: Int { state.withLock { $0.running + $0.waiting.count } }

    /// - Throws: ``ServiceError/busy(detail:)`` when the queue is full, or what the work throws.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isAdmitted = submit {
                let result = Result { try work() }
                return { continuation.resume(with: result) }
            }
            guard !isAdmitted else { return }
            continuation.resume(
                throwing: ServiceError.busy(
                    detail: "Too many such requests are waiting. Try again in a few seconds."))
        }
    }

    /// - Returns: false when the queue is full.
    private func submit(_ job: @escaping Job) -> Bool {
        let (isAdmitted, needsThread) = state.withLock { state in
            if state.running < threads {
                state.running += 1
                return (true, true)
            }
            guard state.waiting.count < maximumWaiting else { return (false, false) }
            state.waiting.append(job)
            return (true, false)
        }
        if needsThread { startThread(with: job) }
        return isAdmitted
    }

    /// It ends when nothing waits: a thread costs far less than the work that it is made for.
    private func startThread(with first: @escaping Job) {
        Thread { [self] in
            // Foundation on Linux forgets a name that is set before the thread runs. Linux takes 15 characters.
            Thread.current.name = name
            #if canImport(Glibc)
                // Of this thread alone (setpriority(2), “C library/kernel differences”); elsewhere it is the process's.
                _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
            #endif
            var job: Job? = first
            while let work = job {
                let answer = work()
                // Before the answer: whoever has it may come again at once, and is not to find this place still taken.
                job = next()
                answer()
            }
        }.start()
    }

    private func next() -> Job? {
        state.withLock { state in
            guard let job = state.waiting.popFirst() else {
                state.running -= 1
                return nil
            }
            return job
        }
    }
}
