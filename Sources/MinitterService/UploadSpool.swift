import Dispatch
import Foundation
import Synchronization

/// The bytes of an upload while they come: in memory as long as they are few, then in a file, so that however many
/// large uploads at once take little memory. The file has no name and is gone with this object.
package final class UploadSpool: Sendable {
    private let folder: String
    private let state = Mutex(State())
    /// No thread of Swift's concurrency waits for the disk.
    private let queue = DispatchQueue(label: "minitter.upload")

    private struct State {
        var memory: [UInt8] = []
        /// nil while all is in memory.
        var file: Int32?
        var size = 0
    }

    /// Most pictures of phones are larger, most of the web's smaller.
    private static let maximumInMemory = 256 * 1_024

    /// - Parameter folder: where the file is made.
    package init(folder: String) {
        self.folder = folder
    }

    deinit {
        if let file = state.withLock({ $0.file }) { close(file) }
    }

    /// How many bytes there are.
    package var size: Int { state.withLock { $0.size } }

    /// Adds bytes; the next are added when this has returned.
    ///
    /// - Throws: ``ServiceError/unavailable(detail:reason:)`` when they can't be stored.
    package func append(_ bytes: ArraySlice<UInt8>) async throws {
        let isInMemory = state.withLock { state in
            state.size += bytes.count
            guard state.file == nil, state.size <= Self.maximumInMemory else { return false }
            state.memory += bytes
            return true
        }
        guard !isInMemory else { return }
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async { continuation.resume(with: Result { try self.store(bytes) }) }
        }
    }

    /// All bytes. It reads a file, so it belongs on a thread that may wait.
    ///
    /// - Throws: ``ServiceError/unavailable(detail:reason:)``.
    func bytes() throws -> [UInt8] {
        let (memory, file, size) = state.withLock { ($0.memory, $0.file, $0.size) }
        guard let file else { return memory }
        return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let read = pread(file, buffer.baseAddress! + count, size - count, off_t(count))
                guard read > 0 else { throw Self.failure("read") }
                count += read
            }
        }
    }

    private func store(_ bytes: ArraySlice<UInt8>) throws {
        let file = try state.withLock { state in
            if let file = state.file { return file }
            let file = try Self.namelessFile(in: folder)
            state.file = file
            try Self.write(state.memory[...], to: file)
            state.memory = []
            return file
        }
        try Self.write(bytes, to: file)
    }

    private static func namelessFile(in folder: String) throws -> Int32 {
        var path = Array("\(folder)/upload-XXXXXX".utf8CString)
        let file = mkstemp(&path)
        guard file >= 0 else { throw failure("make a file in \(folder)") }
        unlink(path)
        return file
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to file: Int32) throws {
        try bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Foundation.write(file, buffer.baseAddress! + written, buffer.count - written)
                guard count > 0 else { throw failure("write") }
                written += count
            }
        }
    }

    private static func failure(_ action: String) -> ServiceError {
        let reason = String(cString: strerror(errno))
        return .unavailable(
            detail: "The picture can't be taken at present.", reason: "an upload can't \(action): \(reason)")
    }
}
