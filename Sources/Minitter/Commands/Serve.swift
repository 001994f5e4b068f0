import ArgumentParser
import Database
import Foundation
import Logging
import Metrics
import MinitterService
import MinitterView
import NIOCore
import NIOPosix
import Prometheus
import ServiceLifecycle
import UnixSignals

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the social network (what minitter does without a subcommand).",
        discussion: """
            Every option can also be set in the environment or in a configuration file, under the name in capitals. \
            Stop it with SIGTERM or Ctrl-C: it finishes the requests at hand.
            """)

    @OptionGroup(title: "Settings") var options: SettingOptions

    func run() async throws {
        let roomForConnections = ProcessResources.raiseFileLimit()
        NIOSingletons.groupLoopCountSuggestion = ProcessResources.cores
        // Tasks run on the event loops' threads, so that a request doesn't change threads on its way up and down (about
        // a fifth less CPU for one that asks the database). Nothing of ours blocks them: databases, files, passwords
        // and pictures have threads of their own.
        _ = NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
        let program = try await Program(options, .making)
        let (settings, services, logger) = (program.settings, program.services, program.logger)
        try await Self.requireFree((settings.server.host, .host), (settings.server.port, .port))
        if let admin = settings.admin {
            try await Self.requireFree((admin.host, .adminHost), (admin.port, .adminPort))
        }
        Self.tellWhatIsLocal(settings, logger)
        let server = Self.settings(settings.server, roomForConnections: roomForConnections, logger)
        try await services.tokens.refresh()

        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        ServerGauges(program).register(in: registry)

        let drain = Drain(delay: settings.drain, logger: logger)
        let (adminPorts, adminPort) = AsyncStream.makeStream(of: Int.self)
        if settings.admin == nil { adminPort.finish() }
        let application = buildApplication(
            services: services, settings: server, drain: drain, metrics: registry, logger: logger
        ) { port in
            let adminPort = await adminPorts.first { _ in true }
            print(Self.welcome(port: port, adminPort: adminPort, settings: settings))
            // Through a pipe the text would wait in a buffer.
            fflush(nil)
        }
        var running: [any Service] = [
            Upkeep(services: services, logger: logger),
            AccountUpkeep(users: services.users, logger: logger),
            NameUpkeep(search: services.search, logger: logger),
            TimelineUpkeep(keeper: services.timelineKeeper),
            TimelineLookout(keeper: services.timelineKeeper, logger: logger),
            PictureUpkeep(storage: program.pictures.storage, sweeper: services.pictureSweeper, logger: logger),
        ]
        if let database = program.database as? ReplicatedDatabase {
            running.append(ReplicaUpkeep(database: database, logger: logger))
        }
        if let admin = settings.admin {
            running.append(
                buildAdminApplication(host: admin.host, port: admin.port, logger: logger, render: registry.render) {
                    adminPort.yield($0)
                })
        }
        // Stopped in reverse order: first the drain, then the server.
        running += [application, drain]
        var configuration = ServiceGroupConfiguration(
            services: running, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.drain + settings.stopTimeout
        try await ServiceGroup(configuration: configuration).run()
        try await program.close()
        logger.info("stopped")
    }

    /// Out of files a server can only turn in circles: fewer connections are taken then, and the others wait.
    private static func settings(
        _ settings: ServerSettings, roomForConnections room: Int?, _ logger: Logger
    ) -> ServerSettings {
        guard let room, room < settings.maximumConnections else { return settings }
        logger.warning(
            "\(room) connections are taken at once: the limit of open files (ulimit -n) leaves no room for more",
            metadata: ["\(Setting.maximumConnections.environmentName)": "\(settings.maximumConnections)"])
        var settings = settings
        settings.maximumConnections = room
        return settings
    }

    /// Says of an address or port that can't be had before anything has begun. Later, what serves already would have to be
    /// stopped: the group of services is cancelled while it starts, and in a debug build that can hang, because
    /// AsyncAlgorithms' merge holds a lock across a suspension, which the cancellation then waits for on the same thread.
    private static func requireFree(
        _ host: (value: String, setting: Setting), _ port: (value: Int, setting: Setting)
    ) async throws {
        do {
            let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: host.value, port: port.value).get()
            try await channel.close()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ProgramError("Port \(port.value) is in use: choose another with \(port.setting.environmentName).")
        } catch let error as IOError where error.errnoCode == EACCES {
            throw ProgramError(
                "This user may not listen on port \(port.value): choose one from 1024 with "
                    + "\(port.setting.environmentName).")
        } catch {
            throw SettingError(host.setting, "is “\(host.value)”, which is no address of this machine (\(error))")
        }
    }

    /// Says of a database that several servers may share what else they would have to share: a token of one is
    /// refused by the others otherwise, and a picture is not there.
    private static func tellWhatIsLocal(_ settings: Settings, _ logger: Logger) {
        guard case .mySQL = settings.database else { return }
        var local: [(what: String, setting: Setting)] = []
        if settings.tokenSecret == nil { local.append(("the token secret", .jwtSecret)) }
        if settings.storage.bucket == nil { local.append(("the pictures", .s3Bucket)) }
        guard !local.isEmpty else { return }
        logger.notice(
            """
            \(local.map(\.what).joined(separator: " and ")) of this server are in its data directory; other servers of \
            this database need the same: share the folder, or set \
            \(local.map(\.setting.environmentName).joined(separator: " and "))
            """, metadata: ["data_directory": "\(settings.dataDirectory.path)"])
    }

    private static func welcome(port: Int, adminPort: Int?, settings: Settings) -> String {
        let base = origin(settings.server.host, port)
        let metrics = adminPort.flatMap { port in settings.admin.map { origin($0.host, port) + "/metrics" } }
        return """
            Minitter is listening on \(base)
              try it           \(settings.server.web == nil ? "curl \(base)/ping" : "\(base)/ in a browser")
              the whole API    \(base)/openapi.json
              a demo network   minitter seed
              its metrics      \(metrics ?? "off")
              its data         \(settings.dataDirectory.path)
            """
    }

    private static func origin(_ host: String, _ port: Int) -> String {
        if ["0.0.0.0", "::"].contains(host) { return "http://localhost:\(port)" }
        // RFC 3986, section 3.2.2.
        return "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}
