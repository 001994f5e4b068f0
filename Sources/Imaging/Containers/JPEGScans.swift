/// Bounds what a JPEG's scans cost.
///
/// A scan that changes nothing takes 60 bytes and makes libjpeg visit all coefficients: 8 ms at 50 megapixels. A 350 KB
/// file of 1,000 scans took 8 s, 8 MiB of them would take a quarter of an hour, and libvips 8.14 sets no limit.
enum JPEGScans {
    /// Progressive files have 10 as a rule, at most some 60 when optimized with force.
    static let maximum = 100

    /// Walks the markers as libjpeg does, so that no scan is hidden from it, up to the end-of-image marker. A file without
    /// that is cut short; libjpeg itself would not mind when the missing rows are outside the centre square.
    static func check(_ bytes: [UInt8]) throws(ImagingError) {
        var scans = 0
        var reader = ByteReader(bytes.dropFirst(2))
        while true {
            switch try nextMarker(&reader) {
            case 0xD9:  // end of image
                return
            case 0x01, 0xD0...0xD7:  // restart markers stand in the middle of a scan and have no length
                continue
            case 0x02...0xBF, 0xD8:  // libjpeg gives up here, or goes on without honouring a length
                throw .damaged("JPEG: unexpected marker")
            case 0xDA:
                scans += 1
                guard scans <= maximum else {
                    throw .damaged("JPEG: more than \(maximum) scans")
                }
                try skipSegment(&reader)
            default:
                try skipSegment(&reader)
            }
        }
    }

    /// The byte after the next FF that neither pads (FF FF) nor stands for itself in the coded data (FF 00).
    private static func nextMarker(_ reader: inout ByteReader) throws(ImagingError) -> Int {
        while let start = reader.rest.firstIndex(of: 0xFF) {
            try reader.skip(start + 1 - reader.rest.startIndex)
            while reader.rest.first == 0xFF {
                try reader.skip(1)
            }
            let marker = try reader.integer(1)
            if marker != 0 {
                return marker
            }
        }
        throw .damaged("JPEG: cut short")
    }

    private static func skipSegment(_ reader: inout ByteReader) throws(ImagingError) {
        let length = try reader.integer(2)  // counts its own two bytes
        try reader.skip(length - 2)
    }
}
