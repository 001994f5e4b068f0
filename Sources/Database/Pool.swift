/// How large a pool of connections may become, and how long anything waits for one.
package struct PoolLimits: Sendable {
    /// At the most; one thread each.
    package var connections: Int
    /// Calls that may wait for a connection; one more is refused as busy.
    package var maximumWaiting: Int
    /// How long a call may wait for a connection.
    package var maximumWait: Duration
    /// After this time without work a connection is closed.
    package var maximumIdle: Duration

    package init(
        connections: Int, maximumWaiting: Int = 4_096, maximumWait: Duration = .seconds(5),
        maximumIdle: Duration = .seconds(300)
    ) {
        self.connections = connections
        self.maximumWaiting = maximumWaiting
        self.maximumWait = maximumWait
        self.maximumIdle = maximumIdle
    }
}

/// What a pool is doing, for metrics.
package struct PoolLoad: Sendable, Equatable {
    /// Connections that are open, one a thread.
    package let connections: Int
    /// Those of them that are at work.
    package let busy: Int
    /// Calls that wait for one.
    package let waiting: Int

    package init(connections: Int, busy: Int, waiting: Int) {
        self.connections = connections
        self.busy = busy
        self.waiting = waiting
    }
}
