/// The units that an HEVC stream is made of (ITU-T H.265, section 7.3): parameter sets and slices.
struct HEVCUnits {
    /// The luma samples that a decoder makes room for, by the most generous parameter set: width and height in pixels.
    private(set) var size: (width: Int, height: Int)?
    /// How often a decoder begins to decode; one for each picture, as a rule.
    private(set) var slices = 0

    init() {}

    /// A configuration record ("hvcC", ISO/IEC 14496-15, section 8.3.3).
    init(configuration: ArraySlice<UInt8>) throws(ImagingError) {
        var reader = ByteReader(configuration)
        try reader.skip(22)
        for _ in 0..<(try reader.integer(1)) {
            try reader.skip(1)  // the type that the units claim to have; the decoder looks at the units
            for _ in 0..<(try reader.integer(2)) {
                try add(unit: try reader.bytes(try reader.integer(2)))
            }
        }
    }

    /// A picture's bytes: units, each after its length. libheif takes every length for four bytes.
    mutating func add(payload: ArraySlice<UInt8>) throws(ImagingError) {
        var reader = ByteReader(payload)
        while !reader.isAtEnd {
            try add(unit: try reader.bytes(try reader.integer(4)))
        }
    }

    private mutating func add(unit: ArraySlice<UInt8>) throws(ImagingError) {
        var reader = ByteReader(unit)
        switch try reader.integer(2) >> 9 & 0x3F {
        case 0...31:
            slices += 1
        case 33:
            let found = try HEVCSequenceParameters.size(reader.rest)
            if found.width * found.height > (size ?? (0, 0)).width * (size ?? (0, 0)).height {
                size = found
            }
        default:
            break
        }
    }
}
