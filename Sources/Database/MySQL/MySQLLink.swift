import CMariaDB

/// An open connection to a server and the statements that it has prepared. One thread uses it.
final class MySQLLink {
    private let handle: UnsafeMutablePointer<MYSQL>
    private var statements: [String: MySQLStatement] = [:]
    private var owesAnswer = false
    private var scope = Scope.transaction

    /// What a statement begins.
    enum Scope {
        /// A transaction, unless it is in one.
        case transaction
        /// Nothing: it is a transaction by itself.
        case statement
    }

    /// Statements that are kept. There are fewer texts than this but for lists of every length, of which a server would
    /// otherwise keep each.
    private static let maximumStatements = 200

    /// - Throws: ``MySQLError``.
    init(to host: MySQLConfiguration.Host, _ configuration: MySQLConfiguration) throws {
        guard let handle = mysql_init(nil) else { throw MySQLError(code: UInt32(CR_OUT_OF_MEMORY), message: nil) }
        self.handle = handle
        Self.set(configuration, on: handle)
        let connected = mysql_real_connect(
            handle, host.name, configuration.user, configuration.password,
            configuration.database.isEmpty ? nil : configuration.database, host.port, nil,
            // An UPDATE tells how many rows it matched, as SQLite does, not how many it changed.
            UInt(CLIENT_FOUND_ROWS))
        // Where this throws, deinit closes: all properties are set.
        guard connected != nil else { throw MySQLError(connection: handle) }
        // Asked to insist on TLS, Connector/C 3.3 still does without where the server offers none.
        guard configuration.tls == .off || mysql_get_ssl_cipher(handle) != nil else {
            throw MySQLError(code: UInt32(CR_SSL_CONNECTION_ERROR), message: "the server offers no TLS")
        }
        try setSession(configuration)
    }

    deinit {
        statements = [:]
        mysql_close(handle)
    }

    /// Runs a statement without values or rows, by the text protocol.
    func query(_ text: String) throws {
        guard mysql_real_query(handle, text, UInt(text.utf8.count)) == 0 else { throw MySQLError(connection: handle) }
    }

    /// Sends a statement and leaves its answer, which tells nothing but whether the connection is still there, to
    /// ``settle()``. A blocked thread that is woken for it would cost more than the statement.
    ///
    /// - Throws: ``MySQLError``.
    func send(_ text: String) throws {
        guard mysql_send_query(handle, text, UInt(text.utf8.count)) == 0 else { throw MySQLError(connection: handle) }
        owesAnswer = true
    }

    /// Reads the answer that was left. It comes before any other call.
    ///
    /// - Throws: ``MySQLError``.
    func settle() throws {
        guard owesAnswer else { return }
        owesAnswer = false
        guard mysql_read_query_result(handle) == 0 else { throw MySQLError(connection: handle) }
    }

    /// Makes the next statements begin a transaction, or none. It costs a round trip where that changes: a connection is
    /// mostly used for the one or the other.
    ///
    /// - Throws: ``MySQLError``.
    func enter(_ scope: Scope) throws {
        guard scope != self.scope else { return }
        try query(scope == .statement ? "SET autocommit = 1" : "SET autocommit = 0")
        self.scope = scope
    }

    func ping() throws {
        guard mysql_ping(handle) == 0 else { throw MySQLError(connection: handle) }
    }

    /// Runs a prepared statement, and `body` with it before it is used again.
    ///
    /// - Throws: ``MySQLError``, or what the body throws.
    func run<Value>(_ sql: SQL, _ body: (MySQLStatement) throws -> Value) throws -> Value {
        let statement = try prepared(sql.text)
        statement.isInUse = true
        defer {
            statement.release()
            statement.isInUse = false
        }
        do {
            try statement.execute(sql.values)
            return try body(statement)
        } catch let error as MySQLError {
            // It is of no use any more: where rows were due and an error came, such as a deadlock's, Connector/C would
            // wait for the rows when it is executed again.
            if statements[sql.text] === statement { statements[sql.text] = nil }
            throw error
        }
    }

    /// A body may run a query within the closure of the same query, which then still uses its statement: that gets one
    /// that is not kept.
    private func prepared(_ text: String) throws -> MySQLStatement {
        if let statement = statements[text] {
            return statement.isInUse ? try MySQLStatement(text, on: handle) : statement
        }
        let statement = try MySQLStatement(text, on: handle)
        if statements.count >= Self.maximumStatements { statements = statements.filter { $0.value.isInUse } }
        statements[text] = statement
        return statement
    }
}

// MARK: - Setting a connection up

extension MySQLLink {
    private static func set(_ configuration: MySQLConfiguration, on handle: UnsafeMutablePointer<MYSQL>) {
        func set(_ option: mysql_option, _ value: UInt32) {
            _ = withUnsafePointer(to: value) { mysql_options(handle, option, $0) }
        }
        func set(_ option: mysql_option, _ value: Bool) {
            _ = withUnsafePointer(to: my_bool(value ? 1 : 0)) { mysql_options(handle, option, $0) }
        }
        set(MYSQL_OPT_CONNECT_TIMEOUT, configuration.connectTimeout.wholeSeconds)
        // The server ends a statement first, and says so; these are for a server that has gone silent.
        set(MYSQL_OPT_READ_TIMEOUT, configuration.statementTimeout.wholeSeconds + 2)
        set(MYSQL_OPT_WRITE_TIMEOUT, configuration.statementTimeout.wholeSeconds + 2)
        mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
        // A server must not be able to ask for files of this machine.
        set(MYSQL_OPT_LOCAL_INFILE, UInt32(0))
        switch configuration.tls {
        case .off:
            // Later versions of Connector/C would insist on it.
            set(MYSQL_OPT_SSL_ENFORCE, false)
            set(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, false)
        case .required:
            set(MYSQL_OPT_SSL_ENFORCE, true)
            set(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, false)
        case .verified(let certificates):
            set(MYSQL_OPT_SSL_ENFORCE, true)
            set(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, true)
            if let certificates { mysql_options(handle, MYSQL_OPT_SSL_CA, certificates) }
        }
    }

    /// Transactions begin by themselves (`autocommit = 0`), which saves each a round trip. The isolation is said, though
    /// it is the default, because a body relies on seeing one state.
    private func setSession(_ configuration: MySQLConfiguration) throws {
        let seconds = configuration.statementTimeout.wholeSeconds
        try query(
            """
            SET SESSION autocommit = 0, time_zone = '+00:00', innodb_lock_wait_timeout = \(max(1, seconds / 2)), \
            sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,\
            ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'
            """)
        try query("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        if String(cString: mysql_get_server_info(handle)).contains("MariaDB") {
            // Each correlated subquery, of which our lists have one, would get a temporary table to remember answers in.
            try query("SET SESSION max_statement_time = \(seconds), optimizer_switch = 'subquery_cache=off'")
            // In a Galera cluster: a statement (7: whether it reads, changes or inserts) sees what was committed on any
            // node before it. Elsewhere it does nothing, and a server that was built without Galera doesn't know it.
            _ = try? query("SET SESSION wsrep_sync_wait = 7")
        } else {
            try query("SET SESSION max_execution_time = \(seconds * 1_000)")
        }
    }
}

extension Duration {
    /// Rounded up.
    var wholeSeconds: UInt32 {
        UInt32(components.seconds) + (components.attoseconds > 0 ? 1 : 0)
    }
}
