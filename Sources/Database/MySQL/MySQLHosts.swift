import Synchronization

/// The hosts that hold one database, and which of them is used now. Every connection of a pool asks here.
final class MySQLHosts: Sendable {
    private let hosts: [MySQLConfiguration.Host]
    private let state = Mutex(State())

    private struct State {
        var current = 0
        var failure: (error: DatabaseError, at: ContinuousClock.Instant)?
    }

    /// So long no host is tried after all failed: where a server is not refused but silent, each attempt takes a
    /// thread for seconds, and callers should hear of it at once.
    private static let pauseAfterFailure = Duration.milliseconds(250)

    init(_ hosts: [MySQLConfiguration.Host]) {
        self.hosts = hosts
    }

    /// Opens a connection to the host that is used now, or to the next that answers.
    ///
    /// - Returns: what `open` made, and the host's number for ``leave(_:)``.
    /// - Throws: ``DatabaseError/unavailable(_:)`` with the last host's words.
    func connect<Link>(_ open: (MySQLConfiguration.Host) throws -> Link) throws -> (link: Link, host: Int) {
        let (current, failure) = state.withLock { ($0.current, $0.failure) }
        if let failure, ContinuousClock.now - failure.at < Self.pauseAfterFailure { throw failure.error }
        var problems: [String] = []
        for host in (0..<hosts.count).map({ (current + $0) % hosts.count }) {
            do {
                let link = try open(hosts[host])
                state.withLock { $0 = State(current: host, failure: nil) }
                return (link, host)
            } catch let error as MySQLError {
                problems.append("\(hosts[host]): \(error.message) (\(error.code))")
            }
        }
        let error = DatabaseError.unavailable("no connection to the database: \(problems.joined(separator: "; "))")
        state.withLock { $0.failure = (error, .now) }
        throw error
    }

    /// Prefers the next host from now on, unless that has happened already.
    func leave(_ host: Int) {
        state.withLock { state in
            if state.current == host { state.current = (host + 1) % hosts.count }
        }
    }
}
