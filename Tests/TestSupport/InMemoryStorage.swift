package import Foundation
import NIOCore
package import ObjectStorage
import Synchronization

/// A storage that is a fake: it keeps objects in memory, and fails when a test says so, because a bucket that goes away
/// in the middle of an upload can't be had on demand. It passes the same suite as the real ones (`StorageCheck`).
package final class InMemoryStorage: ObjectStorage {
    /// What goes wrong from now on.
    package struct Faults: Sendable {
        /// These calls fail and do nothing.
        package var failing: Set<Call> = []
        /// The next so many calls to `put` store the object and fail all the same, as when the answer is lost.
        package var lostAnswers = 0
        /// Readers get so many bytes, and then an error.
        package var cutAfter: Int?
        /// Calls wait so long before they do anything.
        package var delay: Duration = .zero

        package init() {}
    }

    package enum Call: Sendable, CaseIterable {
        case put, get, head, delete, list, checkAvailability
    }

    private struct Object {
        let bytes: ByteBuffer
        let info: ObjectInfo
    }

    private struct State {
        var objects: [ObjectKey: Object] = [:]
        var faults = Faults()
        var calls: [Call: Int] = [:]
    }

    private let state = Mutex(State())
    private let madeLinks: ObjectLinks?

    /// - Parameter links: what ``links()`` answers.
    package init(links: ObjectLinks? = nil) {
        madeLinks = links
    }

    package var faults: Faults {
        get { state.withLock { $0.faults } }
        set { state.withLock { $0.faults = newValue } }
    }

    package var keys: Set<String> { state.withLock { Set($0.objects.keys.map(\.description)) } }

    /// How often it was called.
    package func count(of call: Call) -> Int { state.withLock { $0.calls[call, default: 0] } }

    /// Makes an object look older than it is.
    package func age(_ key: ObjectKey, hours: Double, from now: Date = Date()) {
        state.withLock { state in
            guard let object = state.objects[key] else { return }
            let info = ObjectInfo(
                key: key, size: object.info.size, lastModified: now.addingTimeInterval(-hours * 3_600))
            state.objects[key] = Object(bytes: object.bytes, info: info)
        }
    }

    package func put(_ content: ObjectContent, contentType: String, at key: ObjectKey) async throws(ObjectStorageError)
    {
        try await meet(.put)
        var bytes = ByteBuffer()
        do {
            for try await chunk in content.chunks { bytes.writeImmutableBuffer(chunk) }
        } catch {
            throw ObjectStorageError("can't store \(key): \(error)")
        }
        guard bytes.readableBytes == content.size else { throw ObjectStorageError("can't store \(key): wrong size") }
        let info = ObjectInfo(key: key, size: content.size, lastModified: Date())
        let isLost = state.withLock { [bytes] state in
            state.objects[key] = Object(bytes: bytes, info: info)
            guard state.faults.lostAnswers > 0 else { return false }
            state.faults.lostAnswers -= 1
            return true
        }
        if isLost { throw ObjectStorageError("the answer is lost, as a test wishes") }
    }

    package func get(_ key: ObjectKey) async throws(ObjectStorageError) -> StoredObject? {
        try await meet(.get)
        let (object, cut) = state.withLock { ($0.objects[key], $0.faults.cutAfter) }
        guard let object else { return nil }
        let chunks = Rereadable<ByteBuffer> {
            var rest = object.bytes
            return {
                let sent = object.bytes.readableBytes - rest.readableBytes
                if let cut, sent >= cut { throw ObjectStorageError("cut off, as a test wishes") }
                return rest.readSlice(length: min(rest.readableBytes, 65_536, cut.map { $0 - sent } ?? .max)).flatMap {
                    $0.readableBytes > 0 ? $0 : nil
                }
            }
        }
        return StoredObject(info: object.info, chunks: chunks)
    }

    package func head(_ key: ObjectKey) async throws(ObjectStorageError) -> ObjectInfo? {
        try await meet(.head)
        return state.withLock { $0.objects[key]?.info }
    }

    package func delete(_ key: ObjectKey) async throws(ObjectStorageError) {
        try await meet(.delete)
        state.withLock { $0.objects[key] = nil }
    }

    package func list(prefix: String) -> Rereadable<ObjectInfo> {
        Rereadable(pages: {
            var isDone = false
            return {
                guard !isDone else { return nil }
                isDone = true
                try await self.meet(.list)
                return self.state.withLock { state in
                    state.objects.values.map(\.info).filter { $0.key.description.hasPrefix(prefix) }
                }
            }
        })
    }

    package func links() -> ObjectLinks? { madeLinks }

    package func checkAvailability() async throws(ObjectStorageError) { try await meet(.checkAvailability) }

    private func meet(_ call: Call) async throws(ObjectStorageError) {
        let faults = state.withLock { state in
            state.calls[call, default: 0] += 1
            return state.faults
        }
        if faults.delay > .zero { try? await Task.sleep(for: faults.delay) }
        if faults.failing.contains(call) { throw ObjectStorageError("\(call) fails, as a test wishes") }
    }
}
