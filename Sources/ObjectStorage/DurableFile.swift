package import Foundation

/// Files that are there whole or not at all, also after a power cut.
package enum DurableFile {
    /// Writes beside the file, makes that durable, and renames it into place.
    ///
    /// - Parameter permissions: of the new file, `0o600` for a secret.
    package static func write(_ bytes: [UInt8], to file: URL, permissions: mode_t = 0o644) throws {
        let folder = file.deletingLastPathComponent()
        let temporary = folder.appendingPathComponent(".\(UUID().uuidString).part")
        do {
            try synchronously(temporary.path, flags: O_WRONLY | O_CREAT | O_EXCL, permissions: permissions) { handle in
                try handle.write(contentsOf: bytes)
            }
            guard rename(temporary.path, file.path) == 0 else { throw posixError() }
        } catch {
            try? FileManager.default.removeItem(at: temporary)
            throw error
        }
        // The new name is durable only with its folder.
        try synchronously(folder.path, flags: O_RDONLY | O_DIRECTORY, permissions: 0) { _ in }
    }

    /// Opens, runs the body, and returns after fsync(2).
    private static func synchronously(
        _ path: String, flags: Int32, permissions: mode_t, _ body: (FileHandle) throws -> Void
    ) throws {
        let descriptor = open(path, flags | O_CLOEXEC, permissions)
        guard descriptor >= 0 else { throw posixError() }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try body(handle)
        guard fsync(descriptor) == 0 else { throw posixError() }
        try handle.close()
    }

    private static func posixError() -> POSIXError {
        POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
}
