import Database
import Foundation
import MinitterModel

/// A call that its caller named with a key (`Idempotency-Key`), so that it can be repeated and is done once.
///
/// ``IdempotencyService`` makes it; `Database.write(once:showing:_:)` keeps its promise.
package struct RepeatableCall: Sendable {
    /// Seconds that a key is honoured.
    static let lifetime: Int64 = 86_400

    /// The account that calls; nil where none is needed.
    let caller: Int64?
    /// Of the caller and the key: people may choose the same one.
    let keyHash: String
    /// Of all that is asked for.
    let requestHash: String
    let time: Timestamp
    /// Is told when the answer is that of an earlier call.
    let onReplay: @Sendable () -> Void

    private static let store = IdempotencyStore()
}

extension RepeatableCall {
    /// What an earlier call with the key was answered.
    ///
    /// - Returns: nil when there is none, or it is too old.
    /// - Throws: ``ServiceError/idempotencyKeyReused`` when it asked for something else.
    func earlierResult<Value: Decodable>(
        as type: Value.Type = Value.self, in db: any DatabaseConnection
    ) throws -> Value? {
        guard let entry = try Self.store.entry(keyHash: keyHash, in: db),
            entry.createdAt > time.adding(seconds: -Self.lifetime)
        else { return nil }
        guard entry.requestHash == requestHash else { throw ServiceError.idempotencyKeyReused }
        return try JSONDecoder().decode(Value.self, from: Data(entry.result.utf8))
    }

    /// - Returns: the row to complete; nil when an earlier call has the key.
    fileprivate func claim(in db: any DatabaseConnection) throws -> Int64? {
        try Self.store.claim(keyHash: keyHash, requestHash: requestHash, at: time, in: db)
    }

    fileprivate func forgetEarlier(in db: any DatabaseConnection) throws {
        try Self.store.forget(keyHash: keyHash, in: db)
    }

    fileprivate func keep(
        _ value: some Encodable, in row: Int64, showing person: Int64, _ db: any DatabaseConnection
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let result = String(decoding: try encoder.encode(value), as: UTF8.self)
        do {
            try Self.store.keep(result, of: row, by: caller ?? person, showing: person, in: db)
        } catch DatabaseError.foreignKeyViolation {
            throw DatabaseError.busy("an account was deleted while a call that shows it was at work")
        }
    }
}

extension Database {
    /// Runs a body in a transaction, once for all repetitions of a call: the key is stored with what the body writes,
    /// and where it is stored already the earlier result is returned instead.
    ///
    /// A result is kept as JSON for a day: a member that it gets in a later version must be optional.
    ///
    /// - Parameters:
    ///   - writer: see `write(by:_:)`.
    ///   - call: nil for one without a key.
    ///   - person: the account whose data a result shows; the result is forgotten with it.
    /// - Throws: ``ServiceError/idempotencyKeyReused``, what the body throws, or a `DatabaseError`. The key is then
    ///   free, but for `DatabaseError.outcomeUnknown`.
    func write<Value: Codable & Sendable>(
        by writer: Int64?, once call: RepeatableCall?, showing person: @escaping @Sendable (Value) -> Int64,
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        guard let call else { return try await write(by: writer, body) }
        let (value, isReplay) = try await write(by: writer) { db in
            var row = try call.claim(in: db)
            if row == nil {
                if let earlier = try call.earlierResult(as: Value.self, in: db) { return (earlier, true) }
                try call.forgetEarlier(in: db)
                row = try call.claim(in: db)
            }
            guard let row else { throw DatabaseError.busy("an idempotency key was taken again at once") }
            let value = try body(db)
            try call.keep(value, in: row, showing: person(value), db)
            return (value, false)
        }
        if isReplay { call.onReplay() }
        return value
    }
}
