import Database
import Foundation

/// Which database the program keeps its data in.
enum DatabaseSettings: Sendable {
    case sqlite(path: String)
    /// - Parameter replica: a copy that may lag; nil where there is none.
    case mySQL(MySQLConfiguration, replica: MySQLConfiguration?)

    /// - Throws: ``SettingError``.
    init(_ values: SettingValues, dataDirectory: URL) throws {
        let replica = try values.parsed(.databaseReplicaURL, takes: "mysql://USER:PASSWORD@HOST:3306/NAME") {
            MySQLConfiguration(url: $0)
        }
        let connection = try ConnectionSettings(values)
        let found = try values.parsed(
            .databaseURL, takes: "sqlite:PATH or mysql://USER:PASSWORD@HOST:3306/NAME"
        ) { url in
            DatabaseSettings(url: url, replica: replica, connection)
        }
        self = found ?? .sqlite(path: dataDirectory.appendingPathComponent("minitter.sqlite").path)
        if case .sqlite = self, replica != nil {
            throw SettingError(.databaseReplicaURL, "is set, but the database is SQLite, which has no replicas")
        }
    }

    /// A database that a command names beside the one in the settings, which say how to connect.
    ///
    /// - Returns: nil for a URL that is not taken.
    /// - Throws: ``SettingError``.
    init?(url: String, _ values: SettingValues) throws {
        self.init(url: url, replica: nil, try ConnectionSettings(values))
    }

    private init?(url: String, replica: MySQLConfiguration?, _ connection: ConnectionSettings) {
        if url.hasPrefix("sqlite:"), url.count > 7 {
            self = .sqlite(path: String(url.dropFirst(7)))
        } else if let configuration = MySQLConfiguration(url: url) {
            self = .mySQL(connection.applied(to: configuration), replica: replica.map(connection.applied))
        } else {
            return nil
        }
    }

    /// For people, without passwords.
    var description: String {
        switch self {
        case .sqlite(let path): path
        case .mySQL(let configuration, _): configuration.description
        }
    }

    /// Sees that there is a database, where that is known without connecting: SQLite would make an empty one.
    ///
    /// - Throws: ``ProgramError``.
    func requireFile() throws {
        guard case .sqlite(let path) = self else { return }
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        guard let size, size > 0 else {
            throw ProgramError(
                "There is no database at \(path): say where it is with \(Setting.dataDirectory.environmentName) or "
                    + "\(Setting.databaseURL.environmentName). “minitter serve” makes a new one.")
        }
    }

    /// Opens the database; nothing is connected yet where it is on a server.
    ///
    /// - Throws: ``SettingError``.
    func open() throws -> any Database {
        switch self {
        case .sqlite(let path):
            do {
                return try SQLiteDatabase(path: path)
            } catch {
                throw SettingError(.databaseURL, "names “\(path)”, which can't be opened: \(error)")
            }
        case .mySQL(let configuration, nil):
            return MySQLDatabase(configuration)
        case .mySQL(let configuration, let replica?):
            return ReplicatedDatabase(primary: MySQLDatabase(configuration), replica: MySQLDatabase(replica))
        }
    }

    /// Opens the database for work whose statements may take long, such as a change of a large table.
    ///
    /// - Throws: ``SettingError``.
    func openForLongWork() throws -> any Database {
        guard case .mySQL(var configuration, _) = self else { return try open() }
        configuration.statementTimeout = .seconds(86_400)
        configuration.pool.connections = 2
        return MySQLDatabase(configuration)
    }
}

/// What is said once of the connections to every MySQL server.
private struct ConnectionSettings {
    let password: String?
    let tls: MySQLConfiguration.TLS
    let connections: Int
    let timeout: Int

    init(_ values: SettingValues) throws {
        password = try values.text(.databasePassword)
        let certificates = try values.text(.databaseCAFile)
        if let certificates, !FileManager.default.isReadableFile(atPath: certificates) {
            throw SettingError(.databaseCAFile, "names “\(certificates)”, which can't be read")
        }
        tls =
            try values.parsed(.databaseTLS, takes: "off, required or verified") { text in
                switch text {
                case "off": .off
                case "required": .required
                case "verified": .verified(certificates: certificates)
                default: nil
                }
            } ?? .off
        connections = try values.integer(.databaseConnections, in: 1...1_000) ?? 16
        timeout = try values.integer(.databaseTimeout, in: 1...600) ?? 10
    }

    func applied(to configuration: MySQLConfiguration) -> MySQLConfiguration {
        var configuration = configuration
        if let password { configuration.password = password }
        configuration.tls = tls
        configuration.pool.connections = connections
        configuration.statementTimeout = .seconds(timeout)
        return configuration
    }
}
