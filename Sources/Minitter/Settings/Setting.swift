/// A setting: its name in every source, what it takes, and what it is when nobody sets it.
///
/// `data-directory` is `--data-directory` on the command line and `MINITTER_DATA_DIRECTORY` in the environment and in
/// the configuration file.
struct Setting: Sendable, Hashable {
    let name: String
    /// What is shown as the default; the value itself where it can be written down.
    let defaultText: String
    /// One line, for `--help` and the README.
    let help: String
    /// A secret is never shown, and may come from a file that `…_FILE` names. It has no option on the command line,
    /// which every user of the machine can read.
    let isSecret: Bool
    /// A URL that may hold a password, which is not shown.
    let isURLWithPassword: Bool

    private init(
        _ name: String, default defaultText: String, _ help: String, isSecret: Bool = false,
        isURLWithPassword: Bool = false
    ) {
        self.name = name
        self.defaultText = defaultText
        self.help = help
        self.isSecret = isSecret
        self.isURLWithPassword = isURLWithPassword
    }

    /// A value as anybody may see it.
    func shown(_ value: String) -> String {
        if isSecret { return "********" }
        guard isURLWithPassword, !value.hasPrefix("sqlite:") else { return value }
        guard let start = value.firstRange(of: "://")?.upperBound, let at = value.lastIndex(of: "@"), start < at else {
            // In a URL that is mistyped nobody can tell where the password is; one follows a colon.
            let rest = value.drop { $0 != ":" }.dropFirst()
            return rest.contains(":") || rest.contains("@") ? "********" : value
        }
        guard let colon = value[start..<at].firstIndex(of: ":") else { return value }
        return value[...colon] + "********" + value[at...]
    }

    var environmentName: String {
        "MINITTER_" + name.uppercased().replacing("-", with: "_")
    }
}

extension Setting {
    static let configFile = Setting(
        "config-file", default: "none", "File with lines MINITTER_NAME=value; the environment goes before it.")
    static let host = Setting(
        "host", default: "127.0.0.1", "Address to listen on; 0.0.0.0 for all of the machine's.")
    static let port = Setting("port", default: "5000", "Port to listen on, 0 to 65535; 0 takes a free one.")
    static let adminHost = Setting("admin-host", default: "127.0.0.1", "Address for GET /metrics.")
    static let adminPort = Setting(
        "admin-port", default: "5001", "Port for GET /metrics, 0 to 65535, or off; 0 takes a free one.")
    static let dataDirectory = Setting(
        "data-directory", default: "./data", "Folder of the database, the pictures and the token secret.")
    static let databaseURL = Setting(
        "database-url", default: "sqlite:minitter.sqlite in the data directory",
        "The database: sqlite:PATH or mysql://USER:PASSWORD@HOST:3306/NAME; of several hosts (HOST,HOST) any will do.",
        isURLWithPassword: true)
    static let databasePassword = Setting(
        "database-password", default: "the one in the URL", "Password of the MySQL user, instead of one in the URLs.",
        isSecret: true)
    static let databaseReplicaURL = Setting(
        "database-replica-url", default: "none",
        "A read replica, mysql://…, for readers who have not just written.", isURLWithPassword: true)
    static let databaseTLS = Setting(
        "database-tls", default: "off", "off, required, or verified (the certificate is checked, too); for MySQL.")
    static let databaseCAFile = Setting(
        "database-ca-file", default: "the system's certificates",
        "File of PEM with whom to trust when TLS is verified, such as RDS's bundle.")
    static let databaseConnections = Setting(
        "database-connections", default: "16", "Connections to MySQL at the most, 1 to 1000, and as many to a replica.")
    static let databaseTimeout = Setting(
        "database-timeout", default: "10", "Seconds that a statement may take on MySQL, 1 to 600; then 503.")
    static let migrateAtStart = Setting(
        "migrate-at-start", default: "on", "on or off: bring the database's schema up to date before serving.")
    static let publicURL = Setting(
        "public-url", default: "as each request says",
        "How clients reach the server, https://example.com, for the URLs of pictures and pages.")
    static let trustedProxies = Setting(
        "trusted-proxies", default: "none",
        "Addresses whose X-Forwarded-For and -Proto are believed: 10.0.0.0/8,192.0.2.1.")
    static let web = Setting("web", default: "on", "on or off: the pages for browsers, with their session cookies.")
    static let webDirectory = Setting(
        "web-directory", default: "the files in the program",
        "Folder with the files of the pages, read for each request: for who works on them.")
    static let jwtSecret = Setting(
        "jwt-secret", default: "made once, kept in the data directory",
        "Signs access tokens; at least 32 bytes, the same on every server.", isSecret: true)
    static let tokenLifetime = Setting(
        "token-lifetime", default: "86400", "Seconds that an access token is good for, 60 to 2592000.")
    static let bcryptCost = Setting("bcrypt-cost", default: "12", "Cost of a password's hash, 4 to 15.")
    static let passwordThreads = Setting(
        "password-threads", default: "2", "Log-ins and sign-ups that are worked on at once, 1 to 64.")
    static let passwordQueue = Setting(
        "password-queue", default: "32", "How many more may wait, 0 to 10000; then 503.")
    static let pictureThreads = Setting("picture-threads", default: "1", "Pictures that are made at once, 1 to 64.")
    static let pictureQueue = Setting("picture-queue", default: "8", "How many more may wait, 0 to 1000; then 503.")
    static let s3Bucket = Setting(
        "s3-bucket", default: "none: pictures in the data directory", "Bucket in S3 that keeps the pictures.")
    static let s3Region = Setting("s3-region", default: "AWS_REGION, else us-east-1", "The bucket's region.")
    static let s3Endpoint = Setting(
        "s3-endpoint", default: "Amazon's for the region", "Another S3 than Amazon's, https://s3.example.com.")
    static let s3Addressing = Setting(
        "s3-addressing", default: "virtual-host at Amazon's, else path",
        "path or virtual-host: where a request names the bucket.")
    static let s3Public = Setting(
        "s3-public", default: "proxy",
        "Where clients load pictures: proxy (this server), presign, or the URL of the bucket or a CDN.")
    static let s3PresignSeconds = Setting(
        "s3-presign-seconds", default: "3600", "Seconds that a presigned URL is good for, 60 to 604800.")
    static let s3Timeout = Setting(
        "s3-timeout", default: "10", "Seconds that a connection to S3 may stand still, 1 to 300.")
    static let s3Attempts = Setting(
        "s3-attempts", default: "3", "How often a request to S3 is tried before it counts as failed, 1 to 10.")
    static let timelineWindow = Setting(
        "timeline-window", default: "400",
        "Tweets of each timeline that are kept ready, 100 to 100000; older ones are looked up when they are read.")
    static let timelinePopularFollowers = Setting(
        "timeline-popular-followers", default: "2000",
        "From so many followers on, an author's tweets are delivered after they are answered, not with it, 10 to "
            + "1000000.")
    static let timelineActiveDays = Setting(
        "timeline-active-days", default: "30",
        "A timeline that nobody has read for so many days is no longer kept ready, 1 to 3650.")
    static let rateLimits = Setting(
        "rate-limits", default: "on", "on or off: limits by address on log-in and sign-up, by account on writing.")
    static let maximumConnections = Setting(
        "maximum-connections", default: "10000", "Connections at once, 1 to 1000000; more must wait.")
    static let headTimeout = Setting(
        "head-timeout", default: "60", "Seconds until a connection must have sent a request's head, 1 to 3600.")
    static let bodyTimeout = Setting(
        "body-timeout", default: "120",
        "Seconds that a request's body may take, and that a client may take nothing of an answer, 1 to 3600.")
    static let drainSeconds = Setting(
        "drain-seconds", default: "1",
        "Seconds from SIGTERM, when /readyz turns 503, until no new connection is taken, 0 to 600.")
    static let stopTimeout = Setting(
        "stop-timeout", default: "30", "Seconds that requests at hand may take after that, 1 to 600.")
    static let logFormat = Setting(
        "log-format", default: "text on a terminal, else json", "text or json (a line of JSON each).")
    static let logLevel = Setting(
        "log-level", default: "info", "trace, debug, info, notice, warning, error or critical.")
    static let logRequests = Setting("log-requests", default: "on", "on or off: a line for each request.")

    static let all: [Setting] = [
        configFile, host, port, adminHost, adminPort, dataDirectory, databaseURL, databasePassword, databaseReplicaURL,
        databaseTLS, databaseCAFile, databaseConnections, databaseTimeout, migrateAtStart, publicURL, trustedProxies,
        web, webDirectory, jwtSecret, tokenLifetime, bcryptCost, passwordThreads, passwordQueue, pictureThreads,
        pictureQueue, s3Bucket, s3Region, s3Endpoint, s3Addressing, s3Public, s3PresignSeconds, s3Timeout, s3Attempts,
        timelineWindow, timelinePopularFollowers, timelineActiveDays, rateLimits, maximumConnections, headTimeout,
        bodyTimeout, drainSeconds, stopTimeout, logFormat, logLevel, logRequests,
    ]
}
