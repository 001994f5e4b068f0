/// Reads a piece of a file from its front. Reading past the end throws, whatever a length field claims.
struct ByteReader {
    /// What has not been read yet.
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func bytes(_ count: Int) throws(ImagingError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= rest.count else {
            throw .damaged("cut short, or a length in it is wrong")
        }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func skip(_ count: Int) throws(ImagingError) {
        _ = try bytes(count)
    }

    /// An unsigned number of 0 to 8 bytes, the most significant first.
    mutating func integer(_ byteCount: Int) throws(ImagingError) -> Int {
        var value: UInt64 = 0
        for byte in try bytes(byteCount) {
            value = value << 8 | UInt64(byte)
        }
        guard let value = Int(exactly: value) else {
            throw .damaged("a number in it is absurd")
        }
        return value
    }

    /// As ``integer(_:)``, the least significant byte first.
    mutating func littleEndianInteger(_ byteCount: Int) throws(ImagingError) -> Int {
        var reversed = ByteReader(ArraySlice(try bytes(byteCount).reversed()))
        return try reversed.integer(byteCount)
    }

    /// The four letters that name a chunk or box.
    mutating func name() throws(ImagingError) -> String {
        String(decoding: try bytes(4), as: UTF8.self)
    }
}
