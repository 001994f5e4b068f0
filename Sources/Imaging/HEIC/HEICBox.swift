/// A box of the ISO base media file format (ISO/IEC 14496-12): a length, a name, and content that may be boxes again.
struct HEICBox {
    let name: String
    let content: ArraySlice<UInt8>

    private init(_ reader: inout ByteReader) throws(ImagingError) {
        let available = reader.rest.count
        var length = try reader.integer(4)
        name = try reader.name()
        switch length {
        case 0: length = available  // to the end of what contains it
        case 1: length = try reader.integer(8)
        default: break
        }
        content = try reader.bytes(length - (available - reader.rest.count))
    }

    static func list(_ bytes: ArraySlice<UInt8>) throws(ImagingError) -> [HEICBox] {
        var boxes: [HEICBox] = []
        var reader = ByteReader(bytes)
        while !reader.isAtEnd {
            boxes.append(try HEICBox(&reader))
        }
        return boxes
    }

    /// The boxes up to the first that is none: cameras append data of their own, and libheif stops there too.
    static func leading(_ bytes: ArraySlice<UInt8>) -> [HEICBox] {
        var boxes: [HEICBox] = []
        var reader = ByteReader(bytes)
        while !reader.isAtEnd, let box = try? HEICBox(&reader) {
            boxes.append(box)
        }
        return boxes
    }
}

extension [HEICBox] {
    /// The content of the box of that name. With two of a name, libheif might take the other one.
    func only(_ name: String) throws(ImagingError) -> ArraySlice<UInt8> {
        guard let content = try atMostOne(name) else {
            throw .damaged("HEIC: no '\(name)'")
        }
        return content
    }

    func atMostOne(_ name: String) throws(ImagingError) -> ArraySlice<UInt8>? {
        let matching = filter { $0.name == name }
        guard matching.count <= 1 else {
            throw .damaged("HEIC: more than one '\(name)'")
        }
        return matching.first?.content
    }
}
