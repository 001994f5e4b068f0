import ArgumentParser

/// The settings on the command line. They are read as text here and checked with those from elsewhere.
struct SettingOptions: ParsableArguments {
    @Option(help: help(.configFile)) var configFile: String?
    @Option(help: help(.host)) var host: String?
    @Option(help: help(.port)) var port: String?
    @Option(help: help(.adminHost)) var adminHost: String?
    @Option(help: help(.adminPort)) var adminPort: String?
    @Option(help: help(.dataDirectory)) var dataDirectory: String?
    @Option(help: help(.databaseURL)) var databaseURL: String?
    @Option(help: help(.databaseReplicaURL)) var databaseReplicaURL: String?
    @Option(help: help(.databaseTLS)) var databaseTLS: String?
    @Option(help: help(.databaseCAFile)) var databaseCAFile: String?
    @Option(help: help(.databaseConnections)) var databaseConnections: String?
    @Option(help: help(.databaseTimeout)) var databaseTimeout: String?
    @Option(help: help(.migrateAtStart)) var migrateAtStart: String?
    @Option(help: help(.publicURL)) var publicURL: String?
    @Option(help: help(.trustedProxies)) var trustedProxies: String?
    @Option(help: help(.web)) var web: String?
    @Option(help: help(.webDirectory)) var webDirectory: String?
    @Option(help: help(.tokenLifetime)) var tokenLifetime: String?
    @Option(help: help(.bcryptCost)) var bcryptCost: String?
    @Option(help: help(.passwordThreads)) var passwordThreads: String?
    @Option(help: help(.passwordQueue)) var passwordQueue: String?
    @Option(help: help(.pictureThreads)) var pictureThreads: String?
    @Option(help: help(.pictureQueue)) var pictureQueue: String?
    @Option(help: help(.s3Bucket)) var s3Bucket: String?
    @Option(help: help(.s3Region)) var s3Region: String?
    @Option(help: help(.s3Endpoint)) var s3Endpoint: String?
    @Option(help: help(.s3Addressing)) var s3Addressing: String?
    @Option(help: help(.s3Public)) var s3Public: String?
    @Option(help: help(.s3PresignSeconds)) var s3PresignSeconds: String?
    @Option(help: help(.s3Timeout)) var s3Timeout: String?
    @Option(help: help(.s3Attempts)) var s3Attempts: String?
    @Option(help: help(.timelineWindow)) var timelineWindow: String?
    @Option(help: help(.timelinePopularFollowers)) var timelinePopularFollowers: String?
    @Option(help: help(.timelineActiveDays)) var timelineActiveDays: String?
    @Option(help: help(.rateLimits)) var rateLimits: String?
    @Option(help: help(.maximumConnections)) var maximumConnections: String?
    @Option(help: help(.headTimeout)) var headTimeout: String?
    @Option(help: help(.bodyTimeout)) var bodyTimeout: String?
    @Option(help: help(.drainSeconds)) var drainSeconds: String?
    @Option(help: help(.stopTimeout)) var stopTimeout: String?
    @Option(help: help(.logFormat)) var logFormat: String?
    @Option(help: help(.logLevel)) var logLevel: String?
    @Option(help: help(.logRequests)) var logRequests: String?

    /// What was given.
    var values: [Setting: String] {
        let options: [Setting: String?] = [
            .configFile: configFile, .host: host, .port: port, .adminHost: adminHost, .adminPort: adminPort,
            .dataDirectory: dataDirectory, .databaseURL: databaseURL, .migrateAtStart: migrateAtStart,
            .databaseReplicaURL: databaseReplicaURL, .databaseTLS: databaseTLS, .databaseCAFile: databaseCAFile,
            .databaseConnections: databaseConnections, .databaseTimeout: databaseTimeout, .publicURL: publicURL,
            .trustedProxies: trustedProxies, .web: web, .webDirectory: webDirectory, .tokenLifetime: tokenLifetime,
            .bcryptCost: bcryptCost, .passwordThreads: passwordThreads, .passwordQueue: passwordQueue,
            .pictureThreads: pictureThreads, .pictureQueue: pictureQueue, .s3Bucket: s3Bucket, .s3Region: s3Region,
            .s3Endpoint: s3Endpoint, .s3Addressing: s3Addressing, .s3Public: s3Public,
            .s3PresignSeconds: s3PresignSeconds, .s3Timeout: s3Timeout, .s3Attempts: s3Attempts,
            .timelineWindow: timelineWindow, .timelinePopularFollowers: timelinePopularFollowers,
            .timelineActiveDays: timelineActiveDays,
            .rateLimits: rateLimits,
            .maximumConnections: maximumConnections, .headTimeout: headTimeout, .bodyTimeout: bodyTimeout,
            .drainSeconds: drainSeconds, .stopTimeout: stopTimeout, .logFormat: logFormat, .logLevel: logLevel,
            .logRequests: logRequests,
        ]
        return options.compactMapValues { $0 }
    }

    private static func help(_ setting: Setting) -> ArgumentHelp {
        ArgumentHelp(
            "\(setting.help) (default: \(setting.defaultText); \(setting.environmentName))", valueName: "value")
    }
}
