/// Takes out of a PNG what decoding its pixels does not need.
///
/// libpng inflates text chunks while it looks for the pixels: 1 MB of them took 20 s and 3.7 GB.
enum PNGChunks {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Size, palette, transparency, colour profile, orientation, pixels.
    private static let needed: Set<String> = ["IHDR", "PLTE", "tRNS", "iCCP", "eXIf", "IDAT", "IEND"]

    /// A file without its last chunk is cut short, which libpng may not notice: rows below the centre square are not read.
    static func withoutText(_ bytes: [UInt8]) throws(ImagingError) -> [UInt8] {
        var reader = ByteReader(bytes.dropFirst(signature.count))
        var result = signature
        var seen: Set<String> = []
        while true {
            let start = reader
            let length = try reader.integer(4)
            let name = try reader.name()
            try reader.skip(length + 4)  // data and checksum
            if needed.contains(name), seen.insert(name).inserted || name == "IDAT" {
                result += start.rest.prefix(length + 12)
            }
            if name == "IEND" {
                return result
            }
        }
    }
}
