import Synchronization

/// How often something may be done: a burst at once, then a steady rate.
struct RateLimit: Sendable {
    let name: String
    let burst: Double
    let perSecond: Double

    /// By address: guessing passwords is slow, and a class behind one address can log in at once.
    static let logIn = RateLimit(name: "login", burst: 30, perSecond: 0.5)
    /// By address.
    static let signUp = RateLimit(name: "sign-up", burst: 40, perSecond: 0.2)
    /// By account: tweets, likes, follows and edits together.
    static let write = RateLimit(name: "write", burst: 120, perSecond: 2)
    /// By account: each tells whether a password is right.
    static let password = RateLimit(name: "password", burst: 10, perSecond: 0.1)
    /// By account: each takes a core for a while.
    static let picture = RateLimit(name: "picture", burst: 10, perSecond: 0.1)
}

/// Counts by token buckets (a bucket holds `burst` tokens and gets `perSecond` new ones; an action takes one). Each
/// server counts for itself.
package final class RateLimiter: Sendable {
    private let isOn: Bool
    private let buckets = Mutex<[String: Bucket]>([:])

    /// Some 10 MB. A flood from more addresses than that begins anew, which lets some of it through and keeps memory.
    private static let maximumBuckets = 100_000

    private struct Bucket {
        var tokens: Double
        var filledAt: ContinuousClock.Instant
    }

    package init(isOn: Bool) {
        self.isOn = isOn
    }

    /// - Throws: a ``Problem`` with the seconds to wait.
    func admit(_ account: Int64, under limit: RateLimit) throws {
        try admit("account \(account)", under: limit)
    }

    /// - Parameter key: who acts.
    /// - Throws: a ``Problem`` with the seconds to wait.
    func admit(_ key: String, under limit: RateLimit) throws {
        guard isOn else { return }
        let now = ContinuousClock.now
        let wait = buckets.withLock { buckets -> Double? in
            let key = "\(limit.name) \(key)"
            if buckets.count >= Self.maximumBuckets, buckets[key] == nil { buckets.removeAll(keepingCapacity: true) }
            var bucket = buckets[key] ?? Bucket(tokens: limit.burst, filledAt: now)
            let passed = (now - bucket.filledAt) / .seconds(1)
            bucket.tokens = min(limit.burst, bucket.tokens + passed * limit.perSecond)
            bucket.filledAt = now
            defer { buckets[key] = bucket }
            guard bucket.tokens >= 1 else { return (1 - bucket.tokens) / limit.perSecond }
            bucket.tokens -= 1
            return nil
        }
        if let wait { throw Problem.tooManyRequests(retryAfter: Int(wait.rounded(.up))) }
    }
}
