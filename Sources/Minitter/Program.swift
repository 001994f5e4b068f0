import Database
import Foundation
import Imaging
import Logging
import MinitterModel
import MinitterService

/// The one place where all parts are joined, for every command.
struct Program: Sendable {
    let settings: Settings
    let logger: Logger
    let database: any Database
    let pictures: PictureStorage
    let services: Services

    /// What a command does about a database that is not there, or has an older schema.
    enum Opening {
        /// Makes it, and brings it up to date if the settings say so: a server.
        case making
        /// Makes it and brings it up to date.
        case migrating
        /// Refuses it, and makes nothing: whoever looks after a network and mistypes its place must not get an empty one.
        case asItIs
    }

    /// Reads the settings, opens the database and the storage, and joins the services.
    ///
    /// - Throws: an error whose text says what to do.
    init(_ options: SettingOptions, _ opening: Opening) async throws {
        settings = try Self.settings(options)
        logger = Log.logger(settings)
        let folder = settings.dataDirectory
        if opening == .asItIs {
            try settings.database.requireFile()
        } else {
            try Self.makeDataDirectory(folder)
        }
        let migrates = opening == .migrating || opening == .making && settings.migratesAtStart
        try await Self.prepareSchema(settings, migrates: migrates, logger)
        database = try settings.database.open()
        let renderer = try ProfilePictureRenderer()
        pictures = try await PictureStorage(StoragePlace(settings), settings, makesFolder: opening == .making)
        services = await Services(
            database: database, storage: pictures.storage, renderer: renderer,
            settings: ServiceSettings(
                // Only a server gives tokens.
                tokenSecret: try settings.tokenSecret
                    ?? (opening == .making ? TokenSecret.kept(in: folder) : TokenSecret.new()),
                tokenLifetime: settings.tokenLifetime, bcryptCost: settings.bcryptCost,
                passwordThreads: settings.passwordThreads, maximumWaitingPasswords: settings.passwordQueue,
                pictureThreads: settings.pictureThreads, maximumWaitingPictures: settings.pictureQueue,
                uploadFolder: folder.path, timeline: settings.timeline),
            logger: logger)
    }

    private static func makeDataDirectory(_ folder: URL) throws {
        do {
            // Nobody else: it holds e-mails, hashes of passwords, and the secret.
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw SettingError(
                .dataDirectory, "names “\(folder.path)”, which can't be made: \(error.localizedDescription)")
        }
        guard FileManager.default.isWritableFile(atPath: folder.path) else {
            throw SettingError(.dataDirectory, "names “\(folder.path)”, which can't be written to by this user")
        }
    }

    /// Brings the schema up to date, or sees that it is.
    private static func prepareSchema(_ settings: Settings, migrates: Bool, _ logger: Logger) async throws {
        if migrates, case .mySQL(let configuration, _) = settings.database {
            // Where that can't be, what follows says why.
            try? await MySQLDatabase.makeIfMissing(configuration)
        }
        let database = try settings.database.openForLongWork()
        let migrator = Migrator(Migrations.all)
        do {
            if migrates {
                for migration in try await migrator.migrate(database) {
                    logger.info(
                        "migrated", metadata: ["version": "\(migration.version)", "brings": "\(migration.name)"])
                }
            } else {
                try await migrator.check(database)
            }
            if let version = try await migrator.newestVersion(of: database), version > migrator.currentVersion {
                logger.warning(
                    "the database's schema is newer than this program, and accepts it",
                    metadata: ["schema": "\(version)", "program": "\(migrator.currentVersion)"])
            }
        } catch {
            try? await database.close()
            guard case DatabaseError.unavailable(let reason) = error else { throw error }
            throw SettingError(.databaseURL, "names “\(settings.database.description)”, which can't be used: \(reason)")
        }
        try await database.close()
    }

    static func settings(_ options: SettingOptions) throws -> Settings {
        try Settings(sources(options))
    }

    static func sources(_ options: SettingOptions) throws -> SettingSources {
        try SettingSources(commandLine: options.values, environment: ProcessInfo.processInfo.environment)
    }

    /// Runs a command's work and closes what it stood on.
    static func run(
        _ options: SettingOptions, _ opening: Opening = .asItIs, _ body: (Program) async throws -> Void
    ) async throws {
        let program = try await Program(options, opening)
        do {
            try await body(program)
        } catch {
            try? await program.close()
            throw error
        }
        try await program.close()
    }

    /// Closes the database and the storage's connections.
    func close() async throws {
        try await pictures.close()
        try await database.close()
    }
}

/// What a command can't do; the text says what to do.
struct ProgramError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
