import DequeModule
import Dispatch
import Foundation
import Synchronization

/// Threads of which each owns a connection. They take jobs from one queue, first come first served.
///
/// A job costs its caller one hop: it is run by whichever thread is free, and answers from there. A pool that first
/// hands out a connection, which then hops to its own queue, costs two or three (20 to 25 µs each).
final class ConnectionThreads<Connection>: Sendable {
    typealias Job = @Sendable (Connection) -> Void

    private let count: Int
    private let maximumWaiting: Int
    private let queue = Mutex(Queue())
    /// One signal a job, and one a thread to end it.
    private let signal = DispatchSemaphore(value: 0)
    private let threads = DispatchGroup()

    private struct Queue {
        var jobs: Deque<Job> = []
        var isClosed = false
    }

    /// - Parameters:
    ///   - name: of the threads.
    ///   - count: how many there are, each with a connection.
    ///   - maximumWaiting: jobs that may wait for a thread.
    ///   - open: makes a connection, on the thread that is to own it.
    /// - Throws: what `open` throws for the first connection that can't be made; none is left open then.
    init(name: String, count: Int, maximumWaiting: Int, open: @escaping @Sendable () throws -> Connection) throws {
        self.count = count
        self.maximumWaiting = maximumWaiting
        let failure = Mutex<(any Error)?>(nil)
        let opened = DispatchSemaphore(value: 0)
        for _ in 0..<count {
            threads.enter()
            let thread = Thread { [self] in
                defer { threads.leave() }
                do {
                    let connection = try open()
                    opened.signal()
                    work(on: connection)
                } catch {
                    failure.withLock { $0 = $0 ?? error }
                    opened.signal()
                }
            }
            thread.name = name
            thread.start()
        }
        for _ in 0..<count { opened.wait() }
        if let error = failure.withLock({ $0 }) {
            close()
            throw error
        }
    }

    /// - Throws: ``DatabaseError/busy(_:)`` when too many jobs wait, ``DatabaseError/unavailable(_:)`` after ``close``.
    func submit(_ job: @escaping Job) throws(DatabaseError) {
        let refusal = queue.withLock { queue -> DatabaseError? in
            guard !queue.isClosed else { return .unavailable("the database is closed") }
            guard queue.jobs.count < maximumWaiting else { return .busy("\(maximumWaiting) reads are waiting already") }
            queue.jobs.append(job)
            return nil
        }
        if let refusal { throw refusal }
        signal.signal()
    }

    /// Lets the jobs at hand and those that wait run, and ends the threads. It blocks until then.
    func close() {
        queue.withLock { $0.isClosed = true }
        for _ in 0..<count { signal.signal() }
        threads.wait()
    }

    private func work(on connection: Connection) {
        while true {
            signal.wait()
            // Nothing is left only after closing: every job has its signal.
            guard let job = queue.withLock({ $0.jobs.popFirst() }) else { return }
            job(connection)
        }
    }
}
