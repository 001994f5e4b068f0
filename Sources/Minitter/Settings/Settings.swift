import Foundation
import Logging
import MinitterModel
import MinitterService
import MinitterView

/// All settings, checked.
struct Settings: Sendable {
    enum LogFormat: String { case text, json }

    let server: ServerSettings
    /// nil: no admin server.
    let admin: (host: String, port: Int)?
    let dataDirectory: URL
    let database: DatabaseSettings
    let migratesAtStart: Bool
    /// nil: made once and kept in the data directory.
    let tokenSecret: [UInt8]?
    let tokenLifetime: Int64
    let bcryptCost: Int
    let passwordThreads: Int
    let passwordQueue: Int
    let pictureThreads: Int
    let pictureQueue: Int
    let timeline: TimelinePolicy
    let storage: StorageSettings
    let drain: Duration
    let stopTimeout: Duration
    /// nil: by where the log goes.
    let logFormat: LogFormat?
    let logLevel: Logger.Level

    /// - Throws: ``SettingError`` that names the variable and what it takes.
    init(_ sources: SettingSources) throws {
        let values = SettingValues(sources)
        server = ServerSettings(
            host: try values.text(.host) ?? "127.0.0.1",
            port: try values.integer(.port, in: 0...65_535) ?? 5_000,
            publicURL: try values.parsed(.publicURL, takes: "an http or https URL without a path") { Self.origin($0) },
            trustedProxies: try values.parsed(.trustedProxies, takes: "addresses or ranges, 10.0.0.0/8,192.0.2.1") {
                Self.addressRanges($0)
            } ?? [],
            hasRateLimits: try values.flag(.rateLimits) ?? true,
            logsRequests: try values.flag(.logRequests) ?? true,
            maximumConnections: try values.integer(.maximumConnections, in: 1...1_000_000) ?? 10_000,
            timeouts: ConnectionTimeouts(
                head: .seconds(try values.integer(.headTimeout, in: 1...3_600) ?? 60),
                body: .seconds(try values.integer(.bodyTimeout, in: 1...3_600) ?? 120)),
            web: try values.flag(.web) ?? true ? WebFiles(folder: try Self.webDirectory(values)) : nil)
        if try values.text(.adminPort) == "off" {
            admin = nil
        } else {
            admin = (
                try values.text(.adminHost) ?? "127.0.0.1",
                try values.integer(.adminPort, in: 0...65_535, or: "off") ?? 5_001
            )
        }
        dataDirectory = URL(fileURLWithPath: try values.text(.dataDirectory) ?? "./data", isDirectory: true)
        database = try DatabaseSettings(values, dataDirectory: dataDirectory)
        migratesAtStart = try values.flag(.migrateAtStart) ?? true
        tokenSecret = try values.parsed(.jwtSecret, takes: "at least 32 bytes") { secret in
            secret.utf8.count >= 32 ? Array(secret.utf8) : nil
        }
        tokenLifetime = Int64(try values.integer(.tokenLifetime, in: Self.tokenLifetimes) ?? 86_400)
        bcryptCost = try values.integer(.bcryptCost, in: PasswordHasher.costs) ?? 12
        passwordThreads = try values.integer(.passwordThreads, in: 1...64) ?? 2
        passwordQueue = try values.integer(.passwordQueue, in: 0...10_000) ?? 32
        pictureThreads = try values.integer(.pictureThreads, in: 1...64) ?? 1
        pictureQueue = try values.integer(.pictureQueue, in: 0...1_000) ?? 8
        timeline = TimelinePolicy(
            window: try values.integer(.timelineWindow, in: 100...100_000) ?? 400,
            popularFollowers: try values.integer(.timelinePopularFollowers, in: 10...1_000_000) ?? 2_000,
            activeDays: try values.integer(.timelineActiveDays, in: 1...3_650) ?? 30)
        storage = try StorageSettings(values)
        drain = .seconds(try values.integer(.drainSeconds, in: 0...600) ?? 1)
        stopTimeout = .seconds(try values.integer(.stopTimeout, in: 1...600) ?? 30)
        logFormat = try values.parsed(.logFormat, takes: "text or json") { LogFormat(rawValue: $0) }
        logLevel =
            try values.parsed(.logLevel, takes: "trace, debug, info, notice, warning, error or critical") {
                Logger.Level(rawValue: $0)
            } ?? .info
    }

    static let tokenLifetimes = Int(TokenService.lifetimes.lowerBound)...Int(TokenService.lifetimes.upperBound)

    /// - Throws: ``SettingError`` for a folder without the pages.
    private static func webDirectory(_ values: SettingValues) throws -> String? {
        guard let folder = try values.text(.webDirectory) else { return nil }
        guard FileManager.default.isReadableFile(atPath: folder + "/index.html") else {
            throw SettingError(.webDirectory, "names “\(folder)”, in which there is no index.html to be read")
        }
        return folder
    }

    static func origin(_ text: String) -> String? {
        guard let url = URLComponents(string: text), url.scheme == "http" || url.scheme == "https",
            url.host?.isEmpty == false, url.path.isEmpty || url.path == "/", url.query == nil, url.fragment == nil
        else { return nil }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func addressRanges(_ text: String) -> [AddressRange]? {
        let entries = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let ranges = entries.compactMap { AddressRange($0) }
        return ranges.count == entries.count ? ranges : nil
    }
}
