import CCrypt
import Foundation

/// Passwords as bcrypt hashes (`$2b$`, https://www.usenix.org/legacy/events/usenix99/provos.html), through libxcrypt.
/// Hashes that the seed's bcrypt made verify.
package struct PasswordHasher: Sendable {
    /// A hash takes 2^cost rounds: 50 ms at 10, 195 ms at 12.
    package static let costs = 4...15

    private let cost: Int
    private let workers: WorkerPool

    /// - Parameter cost: one of ``costs``.
    package init(cost: Int, workers: WorkerPool) {
        precondition(Self.costs.contains(cost))
        self.cost = cost
        self.workers = workers
    }

    /// - Throws: ``ServiceError/invalid(field:detail:)`` for a password that is not 8 characters (Unicode scalars) to
    ///   72 bytes long. bcrypt reads 72 bytes and stops at a NUL; a longer password is refused rather than cut.
    static func check(_ password: String, field: String) throws(ServiceError) {
        guard password.unicodeScalars.count >= 8 else {
            throw .invalid(field: field, detail: "“\(field)” is too short: take at least 8 characters.")
        }
        guard password.utf8.count <= 72 else {
            throw .invalid(
                field: field, detail: "“\(field)” has \(password.utf8.count) bytes in UTF-8: at most 72 are taken.")
        }
        guard !password.utf8.contains(0) else {
            throw .invalid(field: field, detail: "“\(field)” holds the character U+0000: leave it out.")
        }
    }

    /// - Throws: ``ServiceError/busy(detail:)``.
    func hash(_ password: String) async throws -> String {
        try await workers.run { [cost] in
            let setting = try Self.newSetting(cost: cost)
            guard let hash = Self.crypt(password, setting: setting) else {
                throw ServiceError.unavailable(detail: "The password can't be stored.", reason: "crypt_rn failed")
            }
            return hash
        }
    }

    /// Takes as long without a hash as with one, so that an unknown e-mail can't be told by the time it takes.
    ///
    /// - Throws: ``ServiceError/busy(detail:)``.
    func verify(_ password: String, against hash: String?) async throws -> Bool {
        // bcrypt would compare a part of such a password; none that was accepted looks like this.
        guard password.utf8.count <= 72, !password.utf8.contains(0) else { return false }
        return try await workers.run { [cost] in
            let expected = hash ?? Self.unmatchable(cost: cost)
            guard let actual = Self.crypt(password, setting: expected) else { return false }
            return Self.isEqualInConstantTime(Array(actual.utf8), Array(expected.utf8)) && hash != nil
        }
    }

    private static func newSetting(cost: Int) throws -> String {
        // CRYPT_GENSALT_OUTPUT_SIZE of crypt.h; the salt's bytes come from the kernel.
        var output = [CChar](repeating: 0, count: 192)
        guard crypt_gensalt_rn("$2b$", UInt(cost), nil, 0, &output, Int32(output.count)) != nil else {
            throw ServiceError.unavailable(detail: "The password can't be stored.", reason: "crypt_gensalt_rn failed")
        }
        return output.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    private static func crypt(_ password: String, setting: String) -> String? {
        // 32 KiB: on the heap, because threads of a queue have small stacks.
        let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
        data.initialize(to: crypt_data())
        defer { data.deallocate() }
        guard let hash = crypt_rn(password, setting, data, Int32(MemoryLayout<crypt_data>.size)) else { return nil }
        return String(cString: hash)
    }

    /// A hash of the right cost that no password is known to have: 22 characters of salt, 31 of hash.
    private static func unmatchable(cost: Int) -> String {
        "$2b$" + (cost < 10 ? "0\(cost)" : "\(cost)") + "$" + String(repeating: ".", count: 22 + 31)
    }

    private static func isEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
