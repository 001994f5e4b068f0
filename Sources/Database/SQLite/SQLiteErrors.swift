import GRDB
import GRDBSQLite

extension DatabaseError {
    /// - Parameters:
    ///   - code: an extended result code (https://www.sqlite.org/rescode.html).
    ///   - message: SQLite's own words.
    init(sqliteCode code: ResultCode, message: String) {
        switch code {
        case .SQLITE_CONSTRAINT_PRIMARYKEY:
            self = .uniqueViolation(constraint: Self.primaryKey)
        case .SQLITE_CONSTRAINT_UNIQUE:
            self = .uniqueViolation(constraint: Self.constraint(inMessage: message))
        case .SQLITE_CONSTRAINT_FOREIGNKEY:
            self = .foreignKeyViolation
        default:
            switch code.primaryResultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                self = .busy(message)
            case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_NOMEM:
                self = .unavailable(message)
            default:
                self = .other("SQLite error \(code.rawValue): \(message)")
            }
        }
    }

    init(connection: OpaquePointer?) {
        self.init(
            sqliteCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)))
    }

    /// The error that a caller sees for one that GRDB or a body threw: a body's own errors stay as they are.
    static func translating(_ error: any Error) -> any Error {
        guard let error = error as? GRDB.DatabaseError else { return error }
        return DatabaseError(sqliteCode: error.extendedResultCode, message: error.message ?? "no message")
    }

    /// `UNIQUE constraint failed: users.email_key` → `users_email_key`;
    /// `…: likes.user_id, likes.tweet_id` → `likes_user_id_tweet_id`.
    private static func constraint(inMessage message: String) -> String {
        let columns = message.split(separator: ": ").last.map { $0.split(separator: ", ") } ?? []
        guard let table = columns.first?.split(separator: ".").first else { return message }
        return ([table] + columns.map { $0.split(separator: ".").last ?? $0 }).joined(separator: "_")
    }
}
