package import Foundation
import Synchronization

/// Keeps the credentials of a source, and renews them before they end: one task does it, however many requests wait.
package final class CredentialKeeper: Sendable {
    private let source: any CredentialSource
    private let now: @Sendable () -> Date
    private let state = Mutex(State())

    private struct State {
        var known: Credentials?
        var renewal: Task<Credentials, any Error>?
        /// After a failure the source is left alone until then.
        var rest: (until: Date, reason: ObjectStorageError)?
    }

    /// Seconds before their end from which on credentials are renewed while they are still used. An instance's role has
    /// new ones five minutes before the end, at the latest.
    private static let renewalTime = 900.0
    /// Seconds before their end from which on credentials are no longer used.
    private static let margin = 60.0
    /// Seconds between two attempts of which the first failed, or gave the same credentials again.
    private static let restTime = 5.0

    /// - Parameter now: the clock.
    package init(_ source: any CredentialSource, now: @escaping @Sendable () -> Date = { Date() }) {
        self.source = source
        self.now = now
    }

    /// Credentials that are good now; waits for them where there are none.
    ///
    /// - Throws: ``ObjectStorageError``.
    package func current() async throws -> Credentials {
        let (known, renewal) = try state.withLock { state in try usable(&state) }
        if let known { return known }
        guard let renewal else { preconditionFailure("there are credentials or a renewal") }
        return try await renewal.value
    }

    /// Credentials that are good now, without waiting; begins to fetch them where there are none.
    package func latest() -> Credentials? {
        try? state.withLock { state in try usable(&state).known }
    }

    /// Begins a renewal where it is time for one.
    ///
    /// - Throws: why there are no credentials, shortly after that became known.
    private func usable(_ state: inout State) throws -> (known: Credentials?, renewal: Task<Credentials, any Error>?) {
        let now = now()
        let remaining = state.known.map { $0.expiration?.timeIntervalSince(now) ?? .infinity } ?? 0
        if remaining > Self.renewalTime { return (state.known, nil) }
        let resting = state.rest.flatMap { now < $0.until ? $0.reason : nil }
        if state.renewal == nil, resting == nil { state.renewal = Task { try await renew() } }
        if remaining > Self.margin { return (state.known, nil) }
        if state.renewal == nil, let resting { throw resting }
        return (nil, state.renewal)
    }

    private func renew() async throws -> Credentials {
        let result: Result<Credentials, ObjectStorageError>
        do {
            result =
                try await source.credentials().map { .success($0) }
                ?? .failure(ObjectStorageError("there are no AWS credentials: set AWS_ACCESS_KEY_ID or give a role"))
        } catch {
            result = .failure(error as? ObjectStorageError ?? ObjectStorageError("\(error)"))
        }
        return try state.withLock { state in
            state.renewal = nil
            let until = now().addingTimeInterval(Self.restTime)
            switch result {
            case .success(let credentials):
                state.rest = (until, ObjectStorageError("the AWS credentials have ended, and there are no new ones"))
                state.known = credentials
                return credentials
            case .failure(let error):
                state.rest = (until, error)
                throw error
            }
        }
    }
}
