#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An address of IPv4 (4 bytes) or IPv6 (16).
package struct IPAddress: Sendable, Equatable, CustomStringConvertible {
    package let bytes: [UInt8]
    package let description: String

    /// - Parameter text: `192.0.2.1` or `2001:db8::1`. An IPv4 address inside IPv6 (`::ffff:192.0.2.1`, RFC 4291,
    ///   section 2.5.5.2) is that IPv4 address.
    package init?(_ text: some StringProtocol) {
        let text = String(text)
        var all = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &all) == 1 {
            all.removeLast(12)
        } else if inet_pton(AF_INET6, text, &all) != 1 {
            return nil
        }
        let isMapped = all.starts(with: [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF])
        bytes = isMapped ? Array(all.dropFirst(12)) : all
        description = isMapped ? bytes.map(String.init).joined(separator: ".") : text
    }
}

/// Addresses that begin alike: `10.0.0.0/8` (RFC 4632, section 3.1), or a single one.
package struct AddressRange: Sendable {
    private let address: IPAddress
    private let prefixLength: Int

    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard let first = parts.first, let address = IPAddress(first) else { return nil }
        let bits = address.bytes.count * 8
        let length = parts.count == 2 ? Int(parts[1]) : bits
        guard let length, (0...bits).contains(length) else { return nil }
        self.address = address
        prefixLength = length
    }

    func contains(_ other: IPAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        return (0..<prefixLength).allSatisfy { bit in
            let mask = UInt8(0x80) >> (bit % 8)
            return address.bytes[bit / 8] & mask == other.bytes[bit / 8] & mask
        }
    }
}
