import Crypto
import Database
import Foundation
import MinitterModel

/// Keys under which calls can be repeated safely (draft-ietf-httpapi-idempotency-key-header).
package struct IdempotencyService: Sendable {
    private let database: any Database
    private let store = IdempotencyStore()
    private let requestHashKey: SymmetricKey
    private let now: @Sendable () -> Timestamp

    /// Keys that are forgotten in one transaction: some milliseconds.
    private static let batch = 500

    /// - Parameter secret: the tokens' own; another key is derived from it.
    init(database: any Database, secret: [UInt8], now: @escaping @Sendable () -> Timestamp) {
        self.database = database
        self.now = now
        requestHashKey = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret), info: Data("idempotency request hash".utf8),
            outputByteCount: 32)
    }

    /// The call that a key names.
    ///
    /// A request may hold a password, which its plain hash would give away to whoever reads the database and guesses:
    /// so it is hashed with a secret. The key is not, because the earlier call must be found also after the secret was
    /// changed, or it would be done again.
    ///
    /// - Parameters:
    ///   - caller: nil where no account is needed.
    ///   - body: its bytes as they came.
    ///   - onReplay: is called when the answer is that of an earlier call.
    package func call(
        _ key: String, by caller: Int64?, method: String, path: String, body: [UInt8],
        onReplay: @escaping @Sendable () -> Void = {}
    ) -> RepeatableCall {
        var requestHash = HMAC<SHA256>(key: requestHashKey)
        requestHash.update(data: Data("\(method) \(path)\n".utf8))
        requestHash.update(data: body)
        return RepeatableCall(
            caller: caller, keyHash: SHA256.hash(data: Data("\(caller ?? 0) \(key)".utf8)).hexadecimal,
            requestHash: requestHash.finalize().hexadecimal, time: now(), onReplay: onReplay)
    }

    /// Forgets, in the database, the keys that are too old to be honoured.
    ///
    /// - Throws: a `DatabaseError`, or `CancellationError` between two transactions.
    package func forgetExpired() async throws {
        let before = now().adding(seconds: -RepeatableCall.lifetime)
        var count: Int
        repeat {
            try Task.checkCancellation()
            count = try await database.write { [store] db in
                try store.forget(before: before, limit: Self.batch, in: db)
            }
        } while count == Self.batch
    }
}
