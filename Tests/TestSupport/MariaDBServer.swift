package import Database
import Foundation

/// A MariaDB server of a test's own, which can be killed and started again. It stores as production does: each commit
/// is on the disk before it is acknowledged.
package final class MariaDBServer: Sendable {
    package let port: Int
    private let folder: URL
    private let options: [String]
    private let process = Slot<ChildProcess>()

    /// Makes one, runs the body, and ends it.
    ///
    /// - Parameter options: of mariadbd, beside those that it needs.
    package static func with<Result>(
        options: [String] = [], _ body: (MariaDBServer) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let server = MariaDBServer(port: try freePort(), folder: folder, options: options)
            try await server.install()
            try await server.start()
            return try await finally {
                try await body(server)
            } then: {
                await server.kill()
            }
        }
    }

    /// Makes a primary and a replica that follows it.
    package static func withReplica<Result>(
        _ body: (_ primary: MariaDBServer, _ replica: MariaDBServer) async throws -> Result
    ) async throws -> Result {
        try await with(options: ["--server-id=1", "--log-bin=binlog", "--sync-binlog=1"]) { primary in
            try await with(options: ["--server-id=2"]) { replica in
                // A port can't be bound.
                let port = SQL(identifier: "\(primary.port)")
                try await replica.run(
                    """
                    CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = \(port), MASTER_USER = 'tests',
                    MASTER_PASSWORD = 'tests', MASTER_CONNECT_RETRY = 1, MASTER_LOG_FILE = 'binlog.000001',
                    MASTER_LOG_POS = 4
                    """)
                try await replica.run("START SLAVE")
                return try await body(primary, replica)
            }
        }
    }

    private init(port: Int, folder: URL, options: [String]) {
        self.port = port
        self.folder = folder
        self.options = options
    }

    /// - Parameter database: is made if it isn't there.
    package func configuration(database: String) async throws -> MySQLConfiguration {
        guard let configuration = MySQLConfiguration(url: url(database: database)) else { preconditionFailure() }
        try await MySQLDatabase.makeIfMissing(configuration)
        return configuration
    }

    package func url(database: String) -> String { "mysql://tests:tests@127.0.0.1:\(port)/\(database)" }

    /// Starts it and waits until it answers.
    package func start() async throws {
        let log = folder.appendingPathComponent("log")
        let process = try ChildProcess(
            URL(fileURLWithPath: "/usr/sbin/mariadbd"),
            [
                "--no-defaults", "--user=\(NSUserName())", "--datadir=\(path("data"))", "--socket=\(path("socket"))",
                "--port=\(port)", "--bind-address=127.0.0.1", "--skip-name-resolve", "--pid-file=\(path("pid"))",
                "--init-file=\(path("init.sql"))", "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=64M",
            ] + options,
            environment: environment, directory: folder, output: log, errors: log)
        self.process.value = process
        try await eventually("the database server answers") { [self] in
            if process.hasEnded {
                throw NeverHappened(description: (try? String(contentsOf: log, encoding: .utf8)) ?? "no log")
            }
            return try await answers() ? true : nil
        }
    }

    /// As `kill -9` does.
    package func kill() async {
        process.value?.send(SIGKILL)
        _ = try? await process.value?.ended()
    }

    /// Runs a statement that a test has written, of which nothing is from outside.
    package func run(_ sql: SQL) async throws {
        let database = MySQLDatabase(try await configuration(database: "tests"))
        _ = try await database.write { db in try db.execute(sql) }
        try await database.close()
    }

    private func answers() async throws -> Bool {
        guard var configuration = MySQLConfiguration(url: url(database: "none")) else { preconditionFailure() }
        configuration.database = ""
        let database = MySQLDatabase(configuration)
        let answers = (try? await database.read { db in try db.value("SELECT 1", as: Int.self) }) == 1
        try await database.close()
        return answers
    }

    private func install() async throws {
        try """
        CREATE USER IF NOT EXISTS tests@127.0.0.1 IDENTIFIED BY 'tests';
        GRANT ALL ON *.* TO tests@127.0.0.1 WITH GRANT OPTION;
        """.write(to: folder.appendingPathComponent("init.sql"), atomically: false, encoding: .utf8)
        let log = folder.appendingPathComponent("install.log")
        let process = try ChildProcess(
            URL(fileURLWithPath: "/usr/bin/mariadb-install-db"),
            [
                "--no-defaults", "--user=\(NSUserName())", "--datadir=\(path("data"))", "--skip-test-db",
                "--auth-root-authentication-method=normal",
            ], environment: environment, directory: folder, output: log, errors: log)
        guard try await process.ended() == .exit(0) else {
            throw NeverHappened(description: (try? String(contentsOf: log, encoding: .utf8)) ?? "no log")
        }
    }

    /// Servers that are made at once would take the same names in a common temporary folder.
    private var environment: [String: String] {
        ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.path]) { $1 }
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}
