import Crypto
import Database
import Imaging
import Logging
import MinitterModel
package import ObjectStorage

/// Profile pictures: made safe from untrusted bytes, kept in object storage, named in the database.
package struct ProfilePictureService: Sendable {
    let database: any Database
    let storage: any ObjectStorage
    let store = ProfilePictureStore()
    let users = UserStore()
    let renderer: ProfilePictureRenderer
    let workers: WorkerPool
    /// For uploads that are too large to be kept in memory while they come.
    let uploadFolder: String
    let logger: Logger
    let now: @Sendable () -> Timestamp

    /// All keys of pictures begin so; the person's id is next.
    static let keyPrefix = "profile/"
    /// The upload's size at the most, in bytes.
    package static let maximumBytes = 8 * 1_024 * 1_024

    /// Makes an upload a person's picture in place of the one before.
    ///
    /// The new object is stored before the database names it, and the old one is removed after, so that the database
    /// never names a picture that is not there. What a step that fails leaves behind is for ``PictureSweeper``.
    ///
    /// - Returns: the picture's key.
    /// - Throws: ``ServiceError/unsupportedPicture``, ``ServiceError/unusablePicture(detail:)``,
    ///   ``ServiceError/busy(detail:)``, ``ServiceError/unavailable(detail:reason:)``.
    package func replace(of userID: Int64, with upload: UploadSpool) async throws -> String {
        let picture = try await render(upload)
        let key = Self.newKey(for: picture, of: userID)
        guard let objectKey = ObjectKey(key) else { preconditionFailure("“\(key)” is no object key") }
        do {
            try await storage.put(picture.bytes, contentType: picture.contentType, at: objectKey)
        } catch {
            throw Self.storageAway(error)
        }
        let previous: String?
        do {
            previous = try await database.write(by: userID) { [store, users, now] db in
                // Two uploads at once: the second must see the key that the first has left, to discard it.
                guard try !users.lock([userID], in: db).isEmpty else { throw ServiceError.accountGone }
                let previous = try store.key(of: userID, in: db)
                try store.setKey(key, of: userID, at: now(), in: db)
                return previous
            }
        } catch let error as DatabaseError where error.isOutcomeUnknown {
            // The database may name it by now, so it must stay.
            throw error
        } catch {
            await discard(key)
            throw error
        }
        if let previous { await discard(previous) }
        return key
    }

    /// Where an upload's bytes are put while they come.
    package func newUpload() -> UploadSpool { UploadSpool(folder: uploadFolder) }

    private func render(_ upload: UploadSpool) async throws -> ProfilePicture {
        do {
            return try await workers.run { [renderer] in try renderer.render(upload.bytes()) }
        } catch let error as ImagingError {
            switch error {
            case .unsupportedType:
                throw ServiceError.unsupportedPicture
            case .tooManyPixels(let width, let height):
                throw ServiceError.unusablePicture(
                    detail: "The picture has \(width) × \(height) pixels: at most "
                        + "\(ProfilePictureRenderer.maximumPixels / 1_000_000) million are taken.")
            case .damaged:
                throw ServiceError.unusablePicture(detail: "The picture is damaged or cut off.")
            case .unavailable(let reason):
                throw ServiceError.unavailable(detail: "Pictures can't be taken at present.", reason: reason)
            }
        }
    }

    /// Carries a hash of the content, so that what a URL shows never changes, and a random part, so that no two
    /// uploads share a key: removing the older of two equal pictures must not remove the newer.
    private static func newKey(for picture: ProfilePicture, of userID: Int64) -> String {
        let hash = SHA256.hash(data: picture.bytes).prefix(16).hexadecimal
        let random = (0..<4).map { _ in UInt8.random(in: .min ... .max) }.hexadecimal
        return "\(keyPrefix)\(userID)/\(hash)-\(random).\(picture.fileExtension)"
    }

    private static func storageAway(_ error: ObjectStorageError) -> ServiceError {
        .unavailable(detail: "Pictures can't be stored or read at present.", reason: error.description)
    }

    /// The key of a person's picture.
    ///
    /// - Throws: ``ServiceError/notFound(detail:)`` when there is no such person, or the person has none.
    package func key(of userID: Int64) async throws -> String {
        try await database.read(for: nil) { [store, users] db in
            guard try users.exists(userID, in: db) else { throw ServiceError.noUser(userID) }
            guard let key = try store.key(of: userID, in: db) else {
                throw ServiceError.notFound(detail: "User \(userID) has no profile picture.")
            }
            return key
        }
    }

    /// How clients load pictures from the storage itself; nil: they are to be served by us.
    package func links() -> ObjectLinks? { storage.links() }

    /// A picture, for serving its bytes as they come.
    ///
    /// - Throws: ``ServiceError/notFound(detail:)``, ``ServiceError/unavailable(detail:reason:)``.
    package func picture(at key: String) async throws -> StoredObject {
        try await orNotFound(key) { try await storage.get($0) }
    }

    /// What is known of a picture without its bytes; throws as ``picture(at:)`` does.
    package func info(at key: String) async throws -> ObjectInfo {
        try await orNotFound(key) { try await storage.head($0) }
    }

    private func orNotFound<Value>(_ key: String, _ read: (ObjectKey) async throws -> Value?) async throws -> Value {
        let notFound = ServiceError.notFound(detail: "There is no such picture.")
        guard key.hasPrefix(Self.keyPrefix), let objectKey = ObjectKey(key) else { throw notFound }
        do {
            guard let value = try await read(objectKey) else { throw notFound }
            return value
        } catch let error as ObjectStorageError {
            throw Self.storageAway(error)
        }
    }

    /// Removes an object that no row names any more. A failure leaves it behind, for ``PictureSweeper``.
    func discard(_ key: String) async {
        guard let objectKey = ObjectKey(key) else { return }
        do {
            try await storage.delete(objectKey)
        } catch {
            logger.warning("a picture is left behind", metadata: ["key": "\(key)", "reason": "\(error)"])
        }
    }
}
