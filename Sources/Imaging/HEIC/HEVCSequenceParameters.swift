/// The beginning of a sequence parameter set (ITU-T H.265, section 7.3.2.2.1), up to the picture's size.
enum HEVCSequenceParameters {
    /// Width and height in luma samples of the pictures that the decoder will allocate.
    static func size(_ bytes: ArraySlice<UInt8>) throws(ImagingError) -> (width: Int, height: Int) {
        var reader = BitReader(bytes)
        try reader.skip(4)  // video parameter set
        let subLayers = try reader.bits(3)  // less one
        try reader.skip(1)
        try skipProfile(&reader, subLayers: subLayers)
        _ = try reader.exponentialGolomb()  // this parameter set's number
        if try reader.exponentialGolomb() == 3 {  // 4:4:4
            try reader.skip(1)
        }
        let (width, height) = (try reader.exponentialGolomb(), try reader.exponentialGolomb())
        guard 1...0xFFFF ~= width, 1...0xFFFF ~= height else {
            throw .damaged("HEVC: \(width) × \(height) pixels")
        }
        return (width, height)
    }

    /// Section 7.3.3: the profile and level of the whole, then of those sub-layers that have their own.
    private static func skipProfile(_ reader: inout BitReader, subLayers: Int) throws(ImagingError) {
        let (profile, level) = (88, 8)
        try reader.skip(profile + level)
        guard subLayers > 0 else {
            return
        }
        var length = 0
        for _ in 0..<subLayers {
            length += try reader.bits(1) * profile
            length += try reader.bits(1) * level
        }
        try reader.skip(2 * (8 - subLayers) + length)
    }
}

/// Reads bits, the most significant first, leaving out the bytes that only keep a start code from appearing.
private struct BitReader {
    private let bytes: [UInt8]
    private var position = 0

    /// 256 bytes are more than twice what any encoder needs up to the picture's size.
    init(_ escaped: ArraySlice<UInt8>) {
        var bytes: [UInt8] = []
        var zeros = 0
        for byte in escaped.prefix(256) {
            let isEscape = zeros >= 2 && byte == 3
            zeros = byte == 0 ? zeros + 1 : 0
            if !isEscape {
                bytes.append(byte)
            }
        }
        self.bytes = bytes
    }

    mutating func skip(_ count: Int) throws(ImagingError) {
        position += count
        guard position <= bytes.count * 8 else {
            throw .damaged("HEVC: parameter set cut short")
        }
    }

    mutating func bits(_ count: Int) throws(ImagingError) -> Int {
        let start = position
        try skip(count)
        return (start..<position).reduce(0) { $0 << 1 | Int(bytes[$1 / 8] >> (7 - $1 % 8) & 1) }
    }

    /// ue(v) of section 9.2: n zeros, a one, n bits.
    mutating func exponentialGolomb() throws(ImagingError) -> Int {
        var zeros = 0
        while try bits(1) == 0 {
            zeros += 1
        }
        guard zeros <= 32 else {
            throw .damaged("HEVC: a number in the parameter set is absurd")
        }
        return (1 << zeros) - 1 + (try bits(zeros))
    }
}
