package import Foundation

/// A file that is there whole or not at all, also after a power cut: it is written beside its place, made durable, and
/// renamed into place.
package struct DurableFile: Sendable {
    private let file: URL
    private let temporary: URL
    private let handle: FileHandle

    /// Begins the file beside its place.
    ///
    /// - Parameter permissions: of the new file, `0o600` for a secret.
    init(_ file: URL, permissions: mode_t = 0o644) throws {
        self.file = file
        temporary = file.deletingLastPathComponent().appendingPathComponent(".\(UUID().uuidString).part")
        handle = try Self.open(temporary, O_WRONLY | O_CREAT | O_EXCL, permissions)
    }

    func append(_ bytes: some DataProtocol) throws {
        try handle.write(contentsOf: bytes)
    }

    /// Puts it in its place, whatever is there. When it throws, ``discard()`` is to be called.
    func keep() throws {
        try Self.synchronize(handle)
        guard rename(temporary.path, file.path) == 0 else { throw Self.posixError() }
        try synchronizeFolder()
    }

    /// Puts it in its place if nothing is there; of several processes that do so at once, one does.
    /// ``discard()`` is to be called in any case.
    private func keepIfAbsent() throws {
        try Self.synchronize(handle)
        if link(temporary.path, file.path) != 0 && errno != EEXIST {
            // The file system knows no links, such as exFAT: the last one stays.
            guard rename(temporary.path, file.path) == 0 else { throw Self.posixError() }
        }
        try synchronizeFolder()
    }

    /// A new name is durable only with its folder.
    private func synchronizeFolder() throws {
        try Self.synchronize(Self.open(file.deletingLastPathComponent(), O_RDONLY | O_DIRECTORY, 0))
    }

    /// Leaves what was in its place.
    func discard() {
        try? handle.close()
        try? FileManager.default.removeItem(at: temporary)
    }

    /// Writes a whole file unless there is one.
    package static func writeIfAbsent(_ bytes: [UInt8], to file: URL, permissions: mode_t) throws {
        let draft = try DurableFile(file, permissions: permissions)
        defer { draft.discard() }
        try draft.append(bytes)
        try draft.keepIfAbsent()
    }

    private static func open(_ file: URL, _ flags: Int32, _ permissions: mode_t) throws -> FileHandle {
        let descriptor = Foundation.open(file.path, flags | O_CLOEXEC, permissions)
        guard descriptor >= 0 else { throw posixError() }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Returns after fsync(2), with the handle closed.
    private static func synchronize(_ handle: FileHandle) throws {
        guard fsync(handle.fileDescriptor) == 0 else { throw posixError() }
        try handle.close()
    }

    private static func posixError() -> POSIXError {
        POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
}
