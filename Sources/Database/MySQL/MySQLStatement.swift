import CMariaDB

/// A prepared statement, with the memory that its values are sent from and its rows are read into.
final class MySQLStatement {
    private let handle: UnsafeMutablePointer<MYSQL_STMT>
    private let parameters: MySQLParameters
    /// nil for a statement without rows.
    private let columns: MySQLColumns?
    var isInUse = false

    /// - Throws: ``MySQLError``.
    init(_ text: String, on connection: UnsafeMutablePointer<MYSQL>) throws {
        guard let handle = mysql_stmt_init(connection) else { throw MySQLError(connection: connection) }
        self.handle = handle
        guard mysql_stmt_prepare(handle, text, UInt(text.utf8.count)) == 0 else {
            let error = MySQLError(statement: handle)
            mysql_stmt_close(handle)
            throw error
        }
        parameters = MySQLParameters(count: Int(mysql_stmt_param_count(handle)))
        if let description = mysql_stmt_result_metadata(handle) {
            columns = MySQLColumns(
                UnsafeBufferPointer(
                    start: mysql_fetch_fields(description), count: Int(mysql_num_fields(description))))
            mysql_free_result(description)
        } else {
            columns = nil
        }
    }

    deinit {
        mysql_stmt_close(handle)
    }

    /// - Throws: ``MySQLError``.
    func execute(_ values: [SQLValue]) throws {
        precondition(values.count == parameters.count, "a statement has a value for each ?")
        parameters.set(values)
        guard parameters.bind(to: handle) == 0, mysql_stmt_execute(handle) == 0 else {
            throw MySQLError(statement: handle)
        }
    }

    /// The rows that an `UPDATE`, `DELETE` or `INSERT` matched.
    var matchedRows: Int { Int(clamping: mysql_stmt_affected_rows(handle)) }

    var insertID: Int64 { Int64(bitPattern: mysql_stmt_insert_id(handle)) }

    /// Hands each row of the answer to a closure. All are fetched before, so that the closure may use the connection.
    ///
    /// - Throws: ``MySQLError``, or what the closure throws.
    func forEachRow(_ body: (MySQLColumns) throws -> Void) throws {
        guard let columns else { return }
        guard columns.bind(to: handle) == 0, mysql_stmt_store_result(handle) == 0 else {
            throw MySQLError(statement: handle)
        }
        while true {
            switch mysql_stmt_fetch(handle) {
            case 0: break
            case MYSQL_NO_DATA: return
            // The columns look at each length themselves.
            case MYSQL_DATA_TRUNCATED: break
            default: throw MySQLError(statement: handle)
            }
            guard columns.fetchWhatDidNotFit(of: handle) == 0 else { throw MySQLError(statement: handle) }
            try body(columns)
        }
    }

    /// Lets go of the rows; without a round trip, because all have been fetched.
    func release() {
        if columns != nil { mysql_stmt_free_result(handle) }
    }
}
