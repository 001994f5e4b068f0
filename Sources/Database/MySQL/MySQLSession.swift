import CMariaDB
import Foundation

/// A thread's connection to the database: opened when it is needed, replaced when it is lost; and the transactions on
/// it, run again where that is safe.
final class MySQLSession {
    private let configuration: MySQLConfiguration
    private let hosts: MySQLHosts
    private var connected: (link: MySQLLink, host: Int)?
    private var lastUsedAt = ContinuousClock.now

    /// Runs of one transaction at the most when it is its connection that is lost.
    private static let maximumRunsAfterLoss = 3
    /// A connection that has rested longer is asked whether it is still there before it is used.
    private static let restBeforeCheck = Duration.seconds(30)

    init(_ configuration: MySQLConfiguration, hosts: MySQLHosts) {
        self.configuration = configuration
        self.hosts = hosts
        mysql_thread_init()
    }

    func close() {
        connected = nil
        mysql_thread_end()
    }

    /// How often a transaction has been run, and since when.
    private struct Attempts {
        var runs = 1
        let begunAt = ContinuousClock.now
    }

    /// Runs a body that reads, and tells the caller before the transaction is ended. How that ended is read before the
    /// connection is used again.
    func read<Value>(
        _ body: (any DatabaseConnection) throws -> Value, then answer: (Result<Value, any Error>) -> Void
    ) {
        read(body, in: .transaction, then: answer)
    }

    /// Runs a body of one statement that reads, without a transaction.
    func query<Value>(
        _ body: (any DatabaseConnection) throws -> Value, then answer: (Result<Value, any Error>) -> Void
    ) {
        read(body, in: .statement, then: answer)
    }

    private func read<Value>(
        _ body: (any DatabaseConnection) throws -> Value, in scope: MySQLLink.Scope,
        then answer: (Result<Value, any Error>) -> Void
    ) {
        var attempts = Attempts()
        while true {
            do {
                let transaction = try begin(scope, isReading: true)
                let result = Result { try body(transaction) }
                if try recover(from: transaction.fault, &attempts) { continue }
                answer(result)
                // Nothing of a read is kept, whatever it did.
                if scope == .transaction, transaction.hasBegun, transaction.fault == nil { endLater() }
            } catch {
                answer(.failure(error))
            }
            return
        }
    }

    /// Runs a body in a transaction and commits it.
    ///
    /// - Throws: what the body throws, or a ``DatabaseError``.
    func write<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        var attempts = Attempts()
        while true {
            let transaction = try begin(.transaction, isReading: false)
            let result = Result { try body(transaction) }
            if try recover(from: transaction.fault, &attempts) { continue }
            switch result {
            case .failure(let error):
                if transaction.hasBegun { endByRollback() }
                throw error
            case .success(let value):
                if transaction.hasBegun, try !commit(&attempts) { continue }
                return value
            }
        }
    }

    /// Runs a body as ``write(_:)`` does while no other session runs one under the same name.
    func writeExclusively<Value>(
        _ name: String, _ body: (any DatabaseConnection) throws -> Value
    ) throws -> Value {
        // A lock is the server's, whatever the database, and its name has 64 characters at the most.
        let name = String("\(name) \(configuration.database)".prefix(64))
        // Before the server would end the statement.
        let seconds = max(0, Int(configuration.statementTimeout.wholeSeconds) - 1)
        defer { _ = try? write { db in try db.value("SELECT RELEASE_LOCK(\(name))", as: Int?.self) } }
        return try write { db in
            // A lock is the connection's and ends with it: a run on another connection takes it anew, and another run on
            // the same one must not take it twice.
            let locked = try db.value(
                "SELECT IF(COALESCE(IS_USED_LOCK(\(name)), 0) = CONNECTION_ID(), 1, GET_LOCK(\(name), \(seconds)))",
                as: Int?.self)
            guard locked == 1 else { throw DatabaseError.busy("another program holds the lock “\(name)”") }
            return try body(db)
        }
    }
}

// MARK: - Beginning and ending

extension MySQLSession {
    private func begin(_ scope: MySQLLink.Scope, isReading: Bool) throws -> MySQLTransaction {
        let now = ContinuousClock.now
        do {
            try connected?.link.settle()
            try connected?.link.enter(scope)
        } catch {
            connected = nil
        }
        if let connected, now - lastUsedAt > Self.restBeforeCheck, (try? connected.link.ping()) == nil {
            self.connected = nil
        }
        lastUsedAt = now
        let link: MySQLLink
        if let connected {
            link = connected.link
        } else {
            let opened = try hosts.connect { try MySQLLink(to: $0, configuration) }
            connected = opened
            link = opened.link
            do {
                try link.enter(scope)
            } catch let error as MySQLError {
                connected = nil
                throw error.databaseError
            }
        }
        return MySQLTransaction(on: link, isReading: isReading, timeout: configuration.statementTimeout)
    }

    private func endLater() {
        do {
            try connected?.link.send("ROLLBACK")
        } catch {
            connected = nil
        }
    }

    private func endByRollback() {
        do {
            try connected?.link.query("ROLLBACK")
        } catch {
            // The server undoes what a connection leaves behind.
            connected = nil
        }
    }

    /// - Returns: false when the transaction is to be run again.
    private func commit(_ attempts: inout Attempts) throws -> Bool {
        do {
            try connected?.link.query("COMMIT")
            return true
        } catch let error as MySQLError {
            if error.isConflict { return try !recover(from: .conflict(error.databaseError), &attempts) }
            guard error.isLoss else {
                endByRollback()
                throw error.databaseError
            }
            lose(leavesHost: error.isLossOfServer)
            throw DatabaseError.outcomeUnknown("\(error.message) (\(error.code)) at COMMIT")
        }
    }

    private func lose(leavesHost: Bool) {
        if leavesHost, let connected { hosts.leave(connected.host) }
        connected = nil
    }

    /// Cleans up after a transaction that could not go on.
    ///
    /// - Returns: whether it is to be run again; false without a fault.
    /// - Throws: the fault's error when it is not to be run again.
    private func recover(from fault: MySQLTransaction.Fault?, _ attempts: inout Attempts) throws -> Bool {
        guard let fault else { return false }
        switch fault {
        case .conflict:
            endByRollback()
            // Conflicts come in crowds, and each time one of the crowd is done. So it is time that is limited.
            guard ContinuousClock.now - attempts.begunAt < configuration.statementTimeout else { throw fault.error }
            Self.pause(after: attempts.runs)
        case .loss(_, let leavesHost):
            lose(leavesHost: leavesHost)
            guard attempts.runs < Self.maximumRunsAfterLoss else { throw fault.error }
        case .silence:
            // It may still be at work on the statement: again would be twice the load.
            lose(leavesHost: false)
            throw fault.error
        }
        attempts.runs += 1
        return true
    }

    /// Twice as long each time, from about 1 ms to about 60, and never the same for two.
    private static func pause(after run: Int) {
        let milliseconds = Double(1 << min(run, 6)) * Double.random(in: 0.5...1)
        Thread.sleep(forTimeInterval: milliseconds / 1_000)
    }
}
