import CMariaDB

/// What the server or Connector/C says went wrong.
struct MySQLError: Error {
    /// A number of `mysqld_error.h` (the server's) or `errmsg.h` (the client's, 2000 to 2999 and 5000 to 5999).
    let code: Int
    let message: String

    init(code: UInt32, message: UnsafePointer<CChar>?) {
        self.code = Int(code)
        self.message = message.map { String(cString: $0) } ?? ""
    }

    init(connection: UnsafeMutablePointer<MYSQL>) {
        self.init(code: mysql_errno(connection), message: mysql_error(connection))
    }

    init(statement: UnsafeMutablePointer<MYSQL_STMT>) {
        self.init(code: mysql_stmt_errno(statement), message: mysql_stmt_error(statement))
    }
}

// MARK: - What follows for the transaction

extension MySQLError {
    /// The server has undone the whole transaction, or will do so: a deadlock, a conflict with another node of a
    /// cluster (which is reported as one), a lock that did not come free, or a table that was changed in between. The
    /// same transaction may succeed when it is run again.
    var isConflict: Bool {
        [1_213, 1_205, 1_615, 1_020].contains(code)
    }

    /// The connection is of no use any more: it is broken (2006, 2013, any other of the client's), was ended (1053,
    /// 1927), or leads to a server that takes no work: a node that left its cluster (1047, 1180), or one that became
    /// read-only (1290, 1836), as the old primary is after a failover.
    var isLoss: Bool {
        (2_000...2_999).contains(code) || (5_000...5_999).contains(code) || isLossOfServer
            || [1_053, 1_927].contains(code)
    }

    /// Another host is worth a try before this one.
    var isLossOfServer: Bool {
        [1_047, 1_180, 1_290, 1_836].contains(code)
    }
}

// MARK: - What the caller is told

extension MySQLError {
    var databaseError: DatabaseError {
        switch code {
        case 1_062, 1_586:
            .uniqueViolation(constraint: constraint)
        case 1_451, 1_452, 1_216, 1_217:
            .foreignKeyViolation
        case 1_969, 3_024, 1_317:
            .unavailable("a statement took too long and was ended (\(code): \(message))")
        case _ where isConflict:
            .busy("\(message) (\(code))")
        // Out of connections, disk, memory; refused at the door.
        case 1_040, 1_203, 1_021, 1_114, 1_037, 1_038, 1_041, 1_044, 1_045, 1_049, 1_129, 1_130, 1_698, 3, 28:
            .unavailable("\(message) (\(code))")
        case _ where isLoss:
            .unavailable("\(message) (\(code))")
        default:
            .other("MySQL error \(code): \(message)")
        }
    }

    /// MariaDB: `Duplicate entry 'x' for key 'users_email_key'`; MySQL 8 puts the table before it:
    /// `… for key 'users.users_email_key'`.
    private var constraint: String {
        guard let quoted = message.split(separator: "'").last, message.hasSuffix("'") else { return message }
        let name = quoted.split(separator: ".").last ?? quoted
        return name == "PRIMARY" ? DatabaseError.primaryKey : String(name)
    }
}
