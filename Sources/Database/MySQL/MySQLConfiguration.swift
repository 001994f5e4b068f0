import Foundation

/// Which MySQL (or MariaDB) server to speak to, and how.
package struct MySQLConfiguration: Sendable {
    package struct Host: Sendable, Equatable {
        package let name: String
        package let port: UInt32

        package init(name: String, port: UInt32) {
            self.name = name
            self.port = port
        }
    }

    /// Whether the connection is encrypted, and who must be at its other end.
    package enum TLS: Sendable, Equatable {
        case off
        /// Encrypted; the server is taken at its word.
        case required
        /// Encrypted, and the server's certificate is for its name and signed by one in a file of PEM, such as RDS's
        /// bundle; nil takes the system's.
        case verified(certificates: String?)
    }

    /// The first that answers is used. More than one are nodes of a cluster, or a primary and its stand-by.
    package var hosts: [Host]
    package var user: String
    package var password: String
    /// Empty: none, for statements that need none.
    package var database: String
    package var tls = TLS.off
    /// How long a statement may take.
    package var statementTimeout = Duration.seconds(10)
    /// How long it may take to reach a host.
    package var connectTimeout = Duration.seconds(3)
    package var pool = PoolLimits(connections: 16)

    /// Reads `mysql://user:password@host:port/database`. User and password may hold characters as `%40`; the password
    /// may be missing, and so may the port (3306); `host1:3306,host2` names several hosts; an IPv6 address stands in
    /// brackets.
    ///
    /// - Returns: nil for anything else.
    package init?(url: String) {
        guard url.hasPrefix("mysql://") else { return nil }
        let rest = url.dropFirst("mysql://".count)
        guard let at = rest.lastIndex(of: "@"), let slash = rest[at...].firstIndex(of: "/") else { return nil }
        let account = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let hosts = rest[rest.index(after: at)..<slash].split(separator: ",", omittingEmptySubsequences: false)
        let name = rest[rest.index(after: slash)...]
        guard let user = account[0].removingPercentEncoding, !user.isEmpty,
            let password = account.count == 2 ? account[1].removingPercentEncoding : "",
            let database = name.removingPercentEncoding, !database.isEmpty, !database.contains(where: "/?#".contains)
        else { return nil }
        self.hosts = hosts.compactMap { Host(text: $0) }
        guard self.hosts.count == hosts.count else { return nil }
        (self.user, self.password, self.database) = (user, password, database)
    }

    /// For people: `user@host:port/database`, without the password.
    package var description: String {
        "\(user)@\(hosts.map(\.description).joined(separator: ","))/\(database)"
    }
}

extension MySQLConfiguration.Host: CustomStringConvertible {
    package var description: String { name.contains(":") ? "[\(name)]:\(port)" : "\(name):\(port)" }

    /// - Parameter text: `name`, `name:port`, `[address]` or `[address]:port`.
    fileprivate init?(text: Substring) {
        let (name, rest): (Substring, Substring)
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            (name, rest) = (text[text.index(after: text.startIndex)..<end], text[text.index(after: end)...])
        } else {
            let end = text.firstIndex(of: ":") ?? text.endIndex
            (name, rest) = (text[..<end], text[end...])
        }
        guard !name.isEmpty, rest.isEmpty || rest.hasPrefix(":") else { return nil }
        guard let port = rest.isEmpty ? 3_306 : UInt16(rest.dropFirst()), port > 0 else { return nil }
        self.init(name: String(name), port: UInt32(port))
    }
}
