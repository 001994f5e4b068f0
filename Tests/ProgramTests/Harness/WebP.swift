/// Reads the headers of WebP pictures (RFC 9649, section 2).
enum WebP {
    /// Width and height; nil for what is not WebP.
    static func size(of bytes: [UInt8]) -> [Int]? {
        guard bytes.count > 30, bytes.starts(with: "RIFF".utf8), bytes[8...].starts(with: "WEBP".utf8) else {
            return nil
        }
        func number(at start: Int) -> Int {
            bytes[start..<(start + 3)].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8 ": return [number(at: 26) & 0x3FFF, number(at: 28) & 0x3FFF]
        case "VP8L": return [number(at: 21) & 0x3FFF + 1, (number(at: 22) >> 6) & 0x3FFF + 1]
        case "VP8X": return [number(at: 24) + 1, number(at: 27) + 1]
        default: return nil
        }
    }
}
