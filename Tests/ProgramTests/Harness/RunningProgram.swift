import AsyncHTTPClient
import Foundation
import NIOCore
import TestSupport
import Testing

@testable import Minitter

/// The program while it serves.
final class RunningProgram: Sendable {
    /// `http://127.0.0.1:PORT`
    let address: String
    let port: Int
    let adminPort: Int?
    let dataDirectory: URL
    /// Where its log goes.
    let logFile: URL
    let http: HTTPClient
    private let process: ChildProcess

    fileprivate init(
        process: ChildProcess, announcement: Announcement, dataDirectory: URL, logFile: URL, http: HTTPClient
    ) {
        address = "http://127.0.0.1:\(announcement.port)"
        port = announcement.port
        adminPort = announcement.adminPort
        self.process = process
        self.dataDirectory = dataDirectory
        self.logFile = logFile
        self.http = http
    }

    func send(signal: Int32) {
        process.send(signal)
    }

    func ended() async throws -> ChildProcess.End {
        try await process.ended()
    }

    func log() throws -> String {
        try String(contentsOf: logFile, encoding: .utf8)
    }

    /// Whether a connection is taken.
    var isListening: Bool {
        get async {
            guard let connection = try? await RawConnection(port: port) else { return false }
            await connection.close()
            return true
        }
    }

    /// Runs another command of the program on the same data.
    func command(_ arguments: String..., input: String = "") async throws -> BuiltProgram.Outcome {
        try await command(arguments, input: input)
    }

    func command(_ arguments: [String], input: String = "") async throws -> BuiltProgram.Outcome {
        let settings: [Setting: String] = [.dataDirectory: dataDirectory.path, .bcryptCost: "4"]
        return try await BuiltProgram.run(arguments, environment: settings.environment, input: input)
    }
}

/// Serves, and ends the server when the body returns or throws.
///
/// - Parameters:
///   - dataDirectory: nil takes one that is gone afterwards.
///   - settings: are set in the environment. Beside them, ports are free ones, passwords are cheap to hash, nothing is
///     rate-limited and a stop doesn't wait for a balancer.
func withProgram<Result>(
    in dataDirectory: URL? = nil, settings: [Setting: String] = [:],
    _ body: (RunningProgram) async throws -> Result
) async throws -> Result {
    try await withTemporaryFolder { folder in
        let dataDirectory = dataDirectory ?? folder.appendingPathComponent("data")
        let files = (output: folder.appendingPathComponent("output"), log: folder.appendingPathComponent("log"))
        let defaults: [Setting: String] = [
            .port: "0", .adminPort: "0", .dataDirectory: dataDirectory.path, .bcryptCost: "4", .rateLimits: "off",
            .drainSeconds: "0", .logFormat: "json",
        ]
        let process = try ChildProcess(
            BuiltProgram.executable, ["serve"],
            environment: BuiltProgram.cleanEnvironment.merging(defaults.merging(settings) { $1 }.environment) { $1 },
            directory: folder, output: files.output, errors: files.log)
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: .forTests)
        return try await finally {
            try await ProgramLog.$current.withValue(ProgramLog.current + [files.log]) {
                try await ProgramLog.attached {
                    let program = RunningProgram(
                        process: process, announcement: try await Announcement.awaited(in: files.output, from: process),
                        dataDirectory: dataDirectory, logFile: files.log, http: http)
                    return try await body(program)
                }
            }
        } then: {
            process.send(SIGKILL)
            _ = try? await process.ended()
            try? await http.shutdown()
        }
    }
}

extension [Setting: String] {
    /// The settings as variables of the environment. With a data directory goes its database, unless another is named.
    var environment: [String: String] {
        var settings = self
        if let folder = self[.dataDirectory], self[.databaseURL] == nil {
            settings[.databaseURL] = TestDatabases.url(forDataDirectory: folder)
        }
        return settings.reduce(into: [:]) { $0[$1.key.environmentName] = $1.value }
    }
}

extension HTTPClient.Configuration {
    fileprivate static var forTests: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(timeout: .init(connect: .seconds(10), read: .seconds(30)))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        // A refused connection is what several tests wait for.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
