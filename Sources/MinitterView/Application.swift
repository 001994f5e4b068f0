import HTTPTypes
package import Hummingbird
package import Logging
package import Metrics
package import MinitterService
import NIOCore
import Tracing

/// What the HTTP server is told from outside.
package struct ServerSettings: Sendable {
    package var host: String
    /// 0 takes a free one.
    package var port: Int
    /// How clients reach this server, `https://example.com`; nil: as each request says.
    package var publicURL: String?
    package var trustedProxies: [AddressRange]
    package var hasRateLimits: Bool
    package var logsRequests: Bool
    /// Connections at once; more wait until one closes.
    package var maximumConnections: Int
    package var timeouts: ConnectionTimeouts
    /// What the pages for browsers are made of; nil: there are none, and no session cookies.
    package var web: WebFiles?

    package init(
        host: String = "127.0.0.1", port: Int = 0, publicURL: String? = nil, trustedProxies: [AddressRange] = [],
        hasRateLimits: Bool = true, logsRequests: Bool = true, maximumConnections: Int = 10_000,
        timeouts: ConnectionTimeouts = .init(), web: WebFiles? = WebFiles()
    ) {
        self.host = host
        self.port = port
        self.publicURL = publicURL
        self.trustedProxies = trustedProxies
        self.hasRateLimits = hasRateLimits
        self.logsRequests = logsRequests
        self.maximumConnections = maximumConnections
        self.timeouts = timeouts
        self.web = web
    }
}

/// The whole HTTP server, as the program and the tests run it.
///
/// - Parameter onListening: called once with the port that it listens on.
package func buildApplication(
    services: Services, settings: ServerSettings, drain: Drain, metrics: any MetricsFactory, logger: Logger,
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    let addresses = ClientAddresses(trustedProxies: settings.trustedProxies)
    let links = PictureLinks(
        pictures: services.pictures, publicURL: settings.publicURL, addresses: addresses)
    let sessions = settings.web.map { _ in
        SessionCookie(origin: links.origin, lifetime: services.tokens.lifetime)
    }
    let limiter = RateLimiter(isOn: settings.hasRateLimits)
    let gate = Gate(
        tokens: services.tokens, idempotency: services.idempotency, limiter: limiter, addresses: addresses,
        recentWriters: services.recentWriters, sessions: sessions)

    let router = Router(context: Context.self, options: .autoGenerateHeadEndpoints)
    // It makes every answer a stream, also when nobody takes the spans.
    if !(InstrumentationSystem.tracer is NoOpTracer) { router.add(middleware: TracingMiddleware()) }
    router.addMiddleware {
        RequestLog(
            addresses: addresses, drain: drain, metrics: RequestMetrics(factory: metrics),
            isLogging: settings.logsRequests)
        ProblemMiddleware()
    }
    if services.recentWriters != nil { router.add(middleware: RecentWriteCookie()) }
    Routes(services: services, links: links, drain: drain, limiter: limiter, sessions: sessions).all
        .add(to: router, gate: gate)
    if let web = settings.web, let sessions {
        WebRoutes(services: services, links: links, sessions: sessions, files: web).all.add(to: router, gate: gate)
    }

    return Application(
        router: router,
        server: .http1(
            configuration: .init(additionalChannelHandlers: [ConnectionGuard(timeouts: settings.timeouts)])),
        configuration: .init(
            address: .hostname(settings.host, port: settings.port),
            availableConnectionsDelegate: .maximum(settings.maximumConnections, logger: logger)),
        onServerRunning: { channel in await onListening(channel.localAddress?.port ?? settings.port) },
        logger: logger)
}

/// The server for operators: `GET /metrics` in Prometheus's text format.
///
/// - Parameter render: makes the text.
package func buildAdminApplication(
    host: String, port: Int, logger: Logger, render: @escaping @Sendable () -> String,
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    let router = Router(context: Context.self)
    router.get("/metrics") { _, _ in
        Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: render())))
    }
    return Application(
        router: router, configuration: .init(address: .hostname(host, port: port)),
        onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) }, logger: logger)
}
