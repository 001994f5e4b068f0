/// Keeps whole objects by their key. An object is written whole or not at all, and overwritten by the next `put`.
package protocol ObjectStorage: Sendable {
    /// Stores an object; when this returns, it is there for good.
    ///
    /// - Parameter contentType: its media type, `image/webp`.
    /// - Throws: ``ObjectStorageError``.
    func put(_ bytes: [UInt8], contentType: String, at key: ObjectKey) async throws(ObjectStorageError)

    /// - Returns: nil when there is no such object.
    /// - Throws: ``ObjectStorageError``.
    func get(_ key: ObjectKey) async throws(ObjectStorageError) -> [UInt8]?

    /// Removes an object. One that is not there counts as removed.
    ///
    /// - Throws: ``ObjectStorageError``.
    func delete(_ key: ObjectKey) async throws(ObjectStorageError)

    /// - Throws: ``ObjectStorageError`` when objects can't be read or stored at present.
    func checkAvailability() async throws(ObjectStorageError)
}

/// The storage can't do its work. The text is for the log, never for a caller.
package struct ObjectStorageError: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
