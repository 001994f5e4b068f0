import MinitterModel
import ObjectStorage
import TestSupport
import Testing

extension TestApplication {
    /// Puts a picture where an upload puts it, without an upload: what reads pictures never looks into them.
    ///
    /// - Returns: its key.
    func storePicture(of userID: Int64, _ content: String = "a picture", file: String = "0af1-22.webp") async throws
        -> String
    {
        let key = "profile/\(userID)/\(file)"
        try await services.storage.put(
            Array(content.utf8), contentType: "image/webp", at: try #require(ObjectKey(key)))
        let time = services.clock.now
        _ = try await services.database.write { db in
            try ProfilePictureStore().setKey(key, of: userID, at: time, in: db)
        }
        return key
    }
}
