import HTTPTypes
import Hummingbird

/// How clients reach this server: `https://example.com`.
struct PublicOrigin: Sendable {
    /// nil: as each request says.
    let fixed: String?
    let addresses: ClientAddresses

    /// Empty where the request doesn't tell the host in a form that is safe to repeat: a path alone then follows.
    func origin(for request: Request, _ context: Context) -> String {
        if let fixed { return fixed }
        guard let authority = request.head.authority, !authority.isEmpty,
            authority.utf8.allSatisfy(Self.isAuthorityCharacter)
        else { return "" }
        return (isSecure(request, context) ? "https://" : "http://") + authority
    }

    /// Whether the client came by https.
    func isSecure(_ request: Request, _ context: Context) -> Bool {
        if let fixed { return fixed.hasPrefix("https://") }
        return addresses.comesFromTrustedProxy(context) && request.headers[.xForwardedProto] == "https"
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
