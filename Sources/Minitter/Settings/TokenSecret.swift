import Foundation
import ObjectStorage

/// The secret that signs tokens where none is configured: made once, kept in the data directory, readable by its owner
/// only.
enum TokenSecret {
    /// - Throws: when the file can't be read or made.
    static func kept(in dataDirectory: URL) throws -> [UInt8] {
        let file = dataDirectory.appendingPathComponent("jwt-secret")
        if !FileManager.default.fileExists(atPath: file.path) {
            // Servers that share the folder may start at once: all take the one that is made first.
            try DurableFile.writeIfAbsent(new(), to: file, permissions: 0o600)
        }
        guard let secret = try? [UInt8](Data(contentsOf: file)) else {
            throw ProgramError("\(file.path) can't be read by this user, who serves.")
        }
        guard secret.count >= 32 else {
            throw ProgramError("\(file.path) is damaged: remove it to have a new one made, which ends every token.")
        }
        return secret
    }

    static func new() -> [UInt8] {
        Array((0..<32).map { _ in String(format: "%02x", UInt8.random(in: .min ... .max)) }.joined().utf8)
    }
}
