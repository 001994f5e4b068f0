import Hummingbird
package import MinitterService
import ObjectStorage

/// Turns the key of a picture into the URL that clients load it from.
package struct PictureLinks: Sendable {
    private let pictures: ProfilePictureService
    let origin: PublicOrigin

    /// - Parameter publicURL: how clients reach this server, `https://example.com`; nil: as the request was made.
    package init(pictures: ProfilePictureService, publicURL: String?, addresses: ClientAddresses) {
        self.pictures = pictures
        origin = PublicOrigin(fixed: publicURL, addresses: addresses)
    }

    /// What makes the URLs in the answer to a request: the storage's own, or ours where it has none.
    func base(for request: Request, _ context: Context) -> ObjectLinks {
        pictures.links() ?? .base(origin.origin(for: request, context) + "/pictures/")
    }
}
