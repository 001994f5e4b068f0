package import Foundation
import NIOCore
import NIOFoundationCompat

/// Objects as files in a folder; a key's segments are folders in it.
///
/// An object's media type is not kept: whoever serves it knows it by the key's ending.
package struct LocalDirectory: ObjectStorage {
    let root: URL
    let threads = FileThreads()
    /// Bytes that are read at once: most pictures in one go.
    private static let chunkSize = 128 * 1_024

    /// - Parameters:
    ///   - root: the folder.
    ///   - makes: whether it is made where there is none.
    /// - Throws: ``ObjectStorageError``.
    package init(root: URL, makes: Bool = true) throws(ObjectStorageError) {
        self.root = root
        guard makes else { return }
        do {
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        } catch {
            throw ObjectStorageError("can't make the folder \(root.path): \(error.localizedDescription)")
        }
    }

    package func put(_ content: ObjectContent, contentType: String, at key: ObjectKey) async throws(ObjectStorageError)
    {
        let action = "store \(key)"
        let draft = try await threads.run(action) {
            let file = url(of: key)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            return try DurableFile(file)
        }
        do {
            var written = 0
            for try await chunk in content.chunks {
                written += chunk.readableBytes
                try await threads.run(action) { try draft.append(chunk.readableBytesView) }
            }
            guard written == content.size else {
                throw ObjectStorageError("can't \(action): there were \(written) of \(content.size) bytes")
            }
            try await threads.run(action) { try draft.keep() }
        } catch {
            draft.discard()
            throw error as? ObjectStorageError ?? ObjectStorageError("can't \(action): \(error)")
        }
    }

    package func get(_ key: ObjectKey) async throws(ObjectStorageError) -> StoredObject? {
        let action = "read \(key)"
        return try await threads.run(action) {
            guard let info = try info(of: key) else { return nil }
            let descriptor = open(url(of: key).path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                if errno == ENOENT { return nil }
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
            // Open until the last reader is gone, so that an object can be read to its end while it is removed.
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            let chunks = Rereadable<ByteBuffer> {
                var position = 0
                return {
                    guard position < info.size else { return nil }
                    let (start, count) = (position, min(Self.chunkSize, info.size - position))
                    let chunk = try await threads.run(action) { try Self.read(handle, at: start, count: count) }
                    position += chunk.readableBytes
                    return chunk
                }
            }
            return StoredObject(info: info, chunks: chunks)
        }
    }

    /// Some of the bytes, at least one.
    private static func read(_ handle: FileHandle, at position: Int, count: Int) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        let read = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { bytes in
            max(pread(handle.fileDescriptor, bytes.baseAddress, count, off_t(position)), 0)
        }
        guard read > 0 else { throw POSIXError(.EIO) }
        return buffer
    }

    package func head(_ key: ObjectKey) async throws(ObjectStorageError) -> ObjectInfo? {
        try await threads.run("read \(key)") { try info(of: key) }
    }

    package func delete(_ key: ObjectKey) async throws(ObjectStorageError) {
        try await threads.run("delete \(key)") {
            guard try info(of: key) != nil else { return }
            do {
                try FileManager.default.removeItem(at: url(of: key))
            } catch let error as CocoaError where error.code == .fileNoSuchFile {
                return
            }
        }
    }

    /// Clients are served by us.
    package func links() -> ObjectLinks? { nil }

    package func checkAvailability() async throws(ObjectStorageError) {
        try await threads.run("write to \(root.path)") {
            guard FileManager.default.isWritableFile(atPath: root.path) else {
                throw CocoaError(.fileWriteNoPermission)
            }
        }
    }

    /// nil where there is no file for a key; the folder of other objects is none, and must not be removed as one.
    func info(of key: ObjectKey) throws -> ObjectInfo? {
        var status = stat()
        guard stat(url(of: key).path, &status) == 0 else {
            if [ENOENT, ENOTDIR, ENAMETOOLONG].contains(errno) { return nil }
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        return ObjectInfo(
            key: key, size: Int(status.st_size),
            lastModified: Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec)))
    }

    private func url(of key: ObjectKey) -> URL {
        root.appendingPathComponent(key.description, isDirectory: false)
    }
}
