package import Database
import Foundation
import JWTKit
import MinitterModel
import Synchronization

/// Access tokens: JSON Web Tokens (RFC 7519) signed with HS256, with the seed's claims `user_id` and `exp`.
///
/// Tokens end early by their generation (see ``CredentialStore``). Which ended is known in memory: what this server
/// ends is known at once, what others end is read from the database every second, so that no request needs a query
/// for it.
package final class TokenService: Sendable {
    private let keys: JWTKeyCollection
    /// Seconds, one of ``lifetimes``.
    package let lifetime: Int64
    /// In seconds: a minute to thirty days.
    package static let lifetimes: ClosedRange<Int64> = 60...2_592_000
    private let database: any Database
    private let credentials = CredentialStore()
    private let now: @Sendable () -> Timestamp
    private let ended = Mutex(EndedTokens())
    private let verified = Mutex<[String: Claims]>([:])

    /// What a token ended elsewhere may still do, at the most: 5 seconds by the contract, less the time of a query.
    private static let maximumStaleness = Duration.seconds(4)
    /// How far servers' clocks may differ, and how long a transaction that ends tokens may take.
    private static let overlap: Int64 = 60
    /// Tokens whose signature is known to be good, about 0.5 KB each.
    private static let maximumVerified = 20_000
    /// In bytes; ours have some 170.
    private static let maximumLength = 1_024

    private struct EndedTokens {
        var byUser: [Int64: (firstGoodGeneration: Int64, notedAt: Timestamp)] = [:]
        var readAt: ContinuousClock.Instant?
        /// Until when it is known what ended; nil: nothing is.
        var knownUntil: Timestamp?

        mutating func note(_ userID: Int64, _ generation: Int64, at time: Timestamp) {
            if let known = byUser[userID], known.firstGoodGeneration >= generation { return }
            byUser[userID] = (generation, time)
        }
    }

    private struct Claims: JWTPayload {
        let userID: Int64
        let generation: Int64
        let issuedAt: Int64
        let expiresAt: Int64

        enum CodingKeys: String, CodingKey {
            case userID = "user_id"
            case generation = "gen"
            case issuedAt = "iat"
            case expiresAt = "exp"
        }

        /// The times are checked by ``TokenService/userID(of:)``, also for a token that was verified earlier.
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    /// - Parameters:
    ///   - secret: at least 32 bytes (RFC 7518, section 3.2).
    ///   - lifetime: seconds.
    package init(
        secret: [UInt8], lifetime: Int64, database: any Database, now: @escaping @Sendable () -> Timestamp
    ) async {
        keys = await JWTKeyCollection().add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
        self.lifetime = lifetime
        self.database = database
        self.now = now
    }

    func token(for userID: Int64, generation: Int64) async throws -> String {
        let seconds = now().milliseconds / 1_000
        return try await keys.sign(
            Claims(userID: userID, generation: generation, issuedAt: seconds, expiresAt: seconds + lifetime))
    }

    /// The account that a token speaks for.
    ///
    /// - Throws: ``ServiceError/invalidToken(detail:)``, or a `DatabaseError` when it can't be known whether it ended.
    package func userID(of token: String) async throws -> Int64 {
        let claims = try await claims(of: token)
        let seconds = now().milliseconds / 1_000
        // The second comparison holds tokens to a lifetime that was made shorter since: what ended them is forgotten.
        guard seconds < claims.expiresAt, seconds - lifetime < claims.issuedAt else {
            throw ServiceError.invalidToken(detail: "The token has expired. Log in again.")
        }
        guard claims.generation >= (try await firstGoodGeneration(of: claims.userID)) else {
            throw ServiceError.invalidToken(detail: "The token was ended. Log in again.")
        }
        return claims.userID
    }

    private func claims(of token: String) async throws -> Claims {
        if let claims = verified.withLock({ $0[token] }) { return claims }
        guard Self.isWellFormed(token) else { throw Self.notOurs }
        do {
            let claims = try await keys.verify(token, as: Claims.self)
            verified.withLock { verified in
                if verified.count >= Self.maximumVerified { verified.removeAll(keepingCapacity: true) }
                verified[token] = claims
            }
            return claims
        } catch {
            throw Self.notOurs
        }
    }

    /// Whether it is of the letters that a token is made of (RFC 7515, section 2: base64url without padding) and not much
    /// longer than ours are. JWTKit takes any padding, and each spelling of a good token would be kept.
    private static func isWellFormed(_ token: String) -> Bool {
        token.utf8.count <= maximumLength
            && token.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    private static let notOurs = ServiceError.invalidToken(
        detail: "The token is not one of this server's. Log in again.")

    private func firstGoodGeneration(of userID: Int64) async throws -> Int64 {
        let (generation, readAt) = ended.withLock { ($0.byUser[userID]?.firstGoodGeneration ?? 0, $0.readAt) }
        if let readAt, ContinuousClock.now - readAt < Self.maximumStaleness { return generation }
        try await refresh()
        return ended.withLock { $0.byUser[userID]?.firstGoodGeneration ?? 0 }
    }
}

// MARK: - Ended tokens

extension TokenService {
    /// Notes what this server has ended itself.
    func noteEnded(_ userID: Int64, firstGoodGeneration generation: Int64) {
        ended.withLock { $0.note(userID, generation, at: now()) }
    }

    /// Reads what was ended since it was last read; the first time, all that matters.
    package func refresh() async throws {
        let (startedAt, time) = (ContinuousClock.now, now())
        // The last time may be long ago: of a server that was cut off from its database, or stood still.
        let knownUntil = ended.withLock { $0.knownUntil } ?? time.adding(seconds: -lifetime)
        let since = knownUntil.adding(seconds: -Self.overlap)
        let read = try await database.read { [credentials] db in try credentials.endedTokens(since: since, in: db) }
        ended.withLock { ended in
            for (userID, generation) in read { ended.note(userID, generation, at: now()) }
            ended.readAt = startedAt
            ended.knownUntil = time
        }
    }

    /// Forgets, here and in the database, what ended so long ago that its tokens have expired. In the database it is kept
    /// for the longest lifetime that there is, which another server may have, or this one after its next start.
    package func forgetExpired() async throws {
        let before = now().adding(seconds: -lifetime - Self.overlap)
        let beforeForAll = now().adding(seconds: -Self.lifetimes.upperBound - Self.overlap)
        try await database.write { [credentials] db in
            try credentials.forgetEndedTokens(before: beforeForAll, in: db)
        }
        ended.withLock { $0.byUser = $0.byUser.filter { $0.value.notedAt >= before } }
        let seconds = now().milliseconds / 1_000
        verified.withLock { $0 = $0.filter { seconds < $0.value.expiresAt } }
    }
}
