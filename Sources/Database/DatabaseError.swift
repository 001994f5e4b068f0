/// What can go wrong in a database, the same for every engine.
@usableFromInline
package enum DatabaseError: Error, Equatable {
    /// A row with the same key is there. `constraint` is the table's name and those of the columns, joined by
    /// underscores: `users_email_key`. A unique index is named so, which lets every engine tell it. Of a primary key it
    /// is ``primaryKey``.
    case uniqueViolation(constraint: String)
    /// A row that this one refers to is not there.
    case foreignKeyViolation
    /// Too much is waiting, or another program holds a lock. Nothing was changed; the same call may succeed later.
    case busy(String)
    /// The database can't be reached or can't store (the server is away, the disk is full). Nothing was changed.
    case unavailable(String)
    /// The connection was lost while the transaction was committed: it may have been stored, or not. Doing it again
    /// blindly might do it twice.
    case outcomeUnknown(String)
    /// The database can't be used by this program: the text says why and what to do.
    case incompatible(String)
    /// A mistake of ours or damage: the text is for the log, never for a caller.
    case other(String)
}

extension DatabaseError {
    /// What ``uniqueViolation(constraint:)`` says of a primary key, whatever its table: not every engine tells that.
    package static let primaryKey = "primary key"

    /// Whether this is ``outcomeUnknown(_:)``.
    package var isOutcomeUnknown: Bool {
        if case .outcomeUnknown = self { true } else { false }
    }
}

extension DatabaseError: CustomStringConvertible {
    @usableFromInline
    package var description: String {
        switch self {
        case .uniqueViolation(let constraint): "a row with the same key is there (\(constraint))"
        case .foreignKeyViolation: "a row that is referred to is not there"
        case .busy(let reason): "the database is busy: \(reason)"
        case .unavailable(let reason): "the database is unavailable: \(reason)"
        case .outcomeUnknown(let reason): "it is not known whether the write was stored: \(reason)"
        case .incompatible(let text), .other(let text): text
        }
    }
}
