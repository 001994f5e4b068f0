import HTTPTypes
import Hummingbird
package import MinitterService
import ObjectStorage

/// Turns the key of a picture into the URL that clients load it from.
package struct PictureLinks: Sendable {
    private let pictures: ProfilePictureService
    private let publicURL: String?
    private let addresses: ClientAddresses

    /// - Parameter publicURL: how clients reach this server, `https://example.com`; nil: as the request was made.
    package init(pictures: ProfilePictureService, publicURL: String?, addresses: ClientAddresses) {
        self.pictures = pictures
        self.publicURL = publicURL
        self.addresses = addresses
    }

    /// What makes the URLs in the answer to a request: the storage's own, or ours where it has none.
    func base(for request: Request, _ context: Context) -> ObjectLinks {
        pictures.links() ?? .base((publicURL ?? origin(of: request, context)) + "/pictures/")
    }

    /// A path alone where the request doesn't tell the host in a form that is safe to repeat.
    private func origin(of request: Request, _ context: Context) -> String {
        guard let authority = request.head.authority, !authority.isEmpty,
            authority.utf8.allSatisfy(Self.isAuthorityCharacter)
        else { return "" }
        let isSecure = addresses.comesFromTrustedProxy(context) && request.headers[.xForwardedProto] == "https"
        return (isSecure ? "https://" : "http://") + authority
    }

    private static func isAuthorityCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"),
            UInt8(ascii: "["), UInt8(ascii: "]"):
            return true
        default:
            return false
        }
    }
}
