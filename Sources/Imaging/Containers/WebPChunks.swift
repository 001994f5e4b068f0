/// Takes WebP files apart (https://developers.google.com/speed/webp/docs/riff_container) and leaves things out.
enum WebPChunks {
    /// The pixels of a still picture: lossy or lossless, with flags and transparency where there is any.
    private static let pixels: Set<String> = ["VP8X", "ALPH", "VP8 ", "VP8L"]
    /// What else it takes to show the first frame of any picture rightly: its colour profile and orientation.
    private static let decoding = pixels.union(["ICCP", "EXIF", "ANIM", "ANMF"])

    /// The file with no more than its first frame.
    ///
    /// libwebp finds the n-th frame by walking from the first, and libvips asks for all of them: 4.8 MB with 100,000
    /// frames took 11 s only to open.
    static func firstFrame(_ bytes: [UInt8]) throws(ImagingError) -> [UInt8] {
        try file(chunks(bytes, keeping: decoding))
    }

    /// The file without metadata of any kind.
    static func pixelsOnly(_ bytes: [UInt8]) throws(ImagingError) -> [UInt8] {
        var result = file(try chunks(bytes, keeping: pixels))
        if result[12...].starts(with: "VP8X".utf8) {
            result[20] &= 0x10  // of the flags, which announce the other chunks, only "has transparency" stays true
        }
        return result
    }

    /// The first chunk of each of these names, one after the other: name, length, content, padding to an even length.
    private static func chunks(_ bytes: [UInt8], keeping names: Set<String>) throws(ImagingError) -> [UInt8] {
        var file = ByteReader(bytes.dropFirst(4))
        let size = try file.littleEndianInteger(4)
        var reader = ByteReader(try file.bytes(size))
        try reader.skip(4)  // "WEBP"
        var result: [UInt8] = []
        var seen: Set<String> = []
        while !reader.isAtEnd {
            let start = reader
            let name = try reader.name()
            let length = try reader.littleEndianInteger(4)
            try reader.skip(length)
            let isKept = names.contains(name) && seen.insert(name).inserted
            if isKept {
                result += start.rest.prefix(length + 8)
            }
            if length % 2 == 1 {
                // Some writers leave the padding out at the end of the file, and decoders let them.
                try reader.skip(reader.isAtEnd ? 0 : 1)
                if isKept {
                    result.append(0)
                }
            }
        }
        return result
    }

    private static func file(_ chunks: [UInt8]) -> [UInt8] {
        let size = UInt32(truncatingIfNeeded: chunks.count + 4)  // fits, as it did in the file that they come from
        return Array("RIFF".utf8) + withUnsafeBytes(of: size.littleEndian) { Array($0) } + Array("WEBP".utf8) + chunks
    }
}
