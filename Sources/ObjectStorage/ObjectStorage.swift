import NIOCore

/// Keeps whole objects by their key. An object is written whole or not at all, and overwritten by the next `put`.
///
/// Every implementation passes the same suite of tests, `StorageCheck`.
package protocol ObjectStorage: Sendable {
    /// Stores an object; when this returns, it is there for good. When it throws, the object may be there or not.
    ///
    /// - Parameter contentType: its media type, `image/webp`.
    /// - Throws: ``ObjectStorageError``.
    func put(_ content: ObjectContent, contentType: String, at key: ObjectKey) async throws(ObjectStorageError)

    /// Opens an object. Its bytes come as they are asked for, so memory holds a chunk or two of them.
    ///
    /// - Returns: nil when there is no such object.
    /// - Throws: ``ObjectStorageError``.
    func get(_ key: ObjectKey) async throws(ObjectStorageError) -> StoredObject?

    /// What is known of an object without its bytes.
    ///
    /// - Returns: nil when there is no such object.
    /// - Throws: ``ObjectStorageError``.
    func head(_ key: ObjectKey) async throws(ObjectStorageError) -> ObjectInfo?

    /// Removes an object. One that is not there counts as removed.
    ///
    /// - Throws: ``ObjectStorageError``.
    func delete(_ key: ObjectKey) async throws(ObjectStorageError)

    /// The objects whose keys begin with a text, in no certain order, read page by page. What comes or goes meanwhile
    /// may be in it or not. What has no ``ObjectKey`` is left out. Its iteration throws ``ObjectStorageError``.
    func list(prefix: String) -> Rereadable<ObjectInfo>

    /// How clients load objects from the storage itself; nil: at present they can't, and must be served by us.
    func links() -> ObjectLinks?

    /// - Throws: ``ObjectStorageError`` when objects can't be read or stored at present.
    func checkAvailability() async throws(ObjectStorageError)
}

extension ObjectStorage {
    /// Stores bytes that are in memory.
    package func put(_ bytes: [UInt8], contentType: String, at key: ObjectKey) async throws(ObjectStorageError) {
        try await put(ObjectContent(bytes), contentType: contentType, at: key)
    }

    /// - Returns: all bytes of an object that is known to be small; nil when there is no such object.
    package func bytes(at key: ObjectKey) async throws(ObjectStorageError) -> [UInt8]? {
        guard let object = try await get(key) else { return nil }
        do {
            return try await object.chunks.reduce(into: []) { $0 += $1.readableBytesView }
        } catch let error as ObjectStorageError {
            throw error
        } catch {
            throw ObjectStorageError("can't read \(key): \(error)")
        }
    }
}

/// The storage can't do its work. The text is for the log, never for a caller.
package struct ObjectStorageError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
