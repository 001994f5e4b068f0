package import Foundation

/// Objects as files in a folder; a key's segments are folders in it.
///
/// An object's media type is not kept: whoever serves it knows it by the key's ending.
package struct LocalDirectory: ObjectStorage {
    private let root: URL
    /// Files are read and written here, so that no thread of Swift's concurrency waits for a disk.
    private let queue: OperationQueue

    /// - Parameter root: the folder; it is made where there is none.
    /// - Throws: ``ObjectStorageError``.
    package init(root: URL) throws(ObjectStorageError) {
        self.root = root
        queue = OperationQueue()
        queue.name = "minitter.local-directory"
        queue.maxConcurrentOperationCount = 8
        do {
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        } catch {
            throw ObjectStorageError("can't make the folder \(root.path): \(error.localizedDescription)")
        }
    }

    package func put(_ bytes: [UInt8], contentType: String, at key: ObjectKey) async throws(ObjectStorageError) {
        try await perform("store \(key)") {
            let file = url(of: key)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try DurableFile.write(bytes, to: file)
        }
    }

    package func get(_ key: ObjectKey) async throws(ObjectStorageError) -> [UInt8]? {
        try await perform("read \(key)") {
            guard try isObject(key) else { return nil }
            do {
                return [UInt8](try Data(contentsOf: url(of: key)))
            } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
                return nil
            }
        }
    }

    package func delete(_ key: ObjectKey) async throws(ObjectStorageError) {
        try await perform("delete \(key)") {
            guard try isObject(key) else { return }
            do {
                try FileManager.default.removeItem(at: url(of: key))
            } catch let error as CocoaError where error.code == .fileNoSuchFile {
                return
            }
        }
    }

    package func checkAvailability() async throws(ObjectStorageError) {
        try await perform("write to \(root.path)") {
            guard FileManager.default.isWritableFile(atPath: root.path) else {
                throw CocoaError(.fileWriteNoPermission)
            }
        }
    }

    /// Whether there is a file for a key; the folder of other objects is none, and must not be removed as one.
    private func isObject(_ key: ObjectKey) throws -> Bool {
        var status = stat()
        guard stat(url(of: key).path, &status) == 0 else {
            if [ENOENT, ENOTDIR, ENAMETOOLONG].contains(errno) { return false }
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        return status.st_mode & S_IFMT == S_IFREG
    }

    private func url(of key: ObjectKey) -> URL {
        root.appendingPathComponent(key.description, isDirectory: false)
    }

    private func perform<Result: Sendable>(
        _ action: String, _ work: @escaping @Sendable () throws -> Result
    ) async throws(ObjectStorageError) -> Result {
        do {
            return try await withCheckedThrowingContinuation { continuation in
                queue.addOperation { continuation.resume(with: Swift.Result { try work() }) }
            }
        } catch {
            throw ObjectStorageError("can't \(action): \(error.localizedDescription)")
        }
    }
}
