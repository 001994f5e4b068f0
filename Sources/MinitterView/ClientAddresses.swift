import HTTPTypes
import Hummingbird
import NIOCore

/// Tells who is at the other end when proxies stand between.
package struct ClientAddresses: Sendable {
    private let trustedProxies: [AddressRange]

    package init(trustedProxies: [AddressRange]) {
        self.trustedProxies = trustedProxies
    }

    /// The client's address. `X-Forwarded-For` counts only as far as trusted proxies wrote it: it is read from the
    /// right, and the first address that is not a trusted proxy is the client.
    func address(of request: Request, _ context: Context) -> IPAddress? {
        guard var address = context.peer.flatMap(IPAddress.init), trusts(address) else {
            return context.peer.flatMap(IPAddress.init)
        }
        let forwarded = request.headers[values: .xForwardedFor].joined(separator: ",").split(separator: ",")
        for entry in forwarded.reversed() {
            guard let next = IPAddress(entry.trimmingBlanks) else { break }
            address = next
            guard trusts(next) else { break }
        }
        return address
    }

    /// Whether a header that a proxy sets may be believed.
    func comesFromTrustedProxy(_ context: Context) -> Bool {
        context.peer.flatMap(IPAddress.init).map(trusts) ?? false
    }

    /// Whom a rate limit counts together: an IPv4 address, or a /64 of IPv6, which is what one customer is given
    /// (RFC 6177).
    func limitKey(of request: Request, _ context: Context) -> String {
        guard let address = address(of: request, context) else { return "address unknown" }
        return "address \(address.bytes.prefix(address.bytes.count == 16 ? 8 : 4))"
    }

    private func trusts(_ address: IPAddress) -> Bool {
        trustedProxies.contains { $0.contains(address) }
    }
}

extension IPAddress {
    fileprivate init?(_ address: SocketAddress) {
        guard let text = address.ipAddress else { return nil }
        self.init(text)
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    static let xForwardedProto = HTTPField.Name("X-Forwarded-Proto")!
    static let xRequestID = HTTPField.Name("X-Request-Id")!
    static let xContentTypeOptions = HTTPField.Name("X-Content-Type-Options")!
}
