/// Makes HEIC files (ISO/IEC 23008-12) that no encoder would.
enum HEIC {
    /// - Parameters:
    ///   - items: by ``item(_:type:)``.
    ///   - properties: boxes; their position, from 1, is what associations name.
    ///   - associations: items, each with its properties.
    ///   - grid: the payload of item 1; nil: there is none.
    static func file(
        items: [[UInt8]], properties: [[UInt8]], associations: [(item: Int, properties: [UInt8])], grid: [UInt8]? = nil
    ) -> [UInt8] {
        let associated = associations.flatMap { association in
            bytes(association.item, 2) + [UInt8(association.properties.count)] + association.properties
        }
        // Where the payload is: one item, number 1, in `idat`, in one piece.
        var located: [UInt8] = [0x44, 0]
        if let grid {
            located += bytes(1, 2) + bytes(1, 2) + bytes(1, 2) + bytes(0, 2) + bytes(1, 2) + bytes(0, 4)
            located += bytes(grid.count, 4)
        } else {
            located += bytes(0, 2)
        }
        let meta = box(
            "meta", bytes(0, 4), box("hdlr", bytes(0, 8), Array("pict".utf8), bytes(0, 13)),
            box("pitm", bytes(0, 4), bytes(1, 2)),
            box("iinf", bytes(0, 4), bytes(items.count, 2), items.flatMap { $0 }),
            box(
                "iprp", box("ipco", properties.flatMap { $0 }),
                box("ipma", bytes(0, 4), bytes(associations.count, 4), associated)),
            box("idat", grid ?? []), box("iloc", [1, 0, 0, 0], located))
        return box("ftyp", Array("heic".utf8), bytes(0, 4), Array("mif1heic".utf8)) + meta
    }

    static func item(_ id: Int, type: String) -> [UInt8] {
        box("infe", [2, 0, 0, 0], bytes(id, 2), bytes(0, 2), Array(type.utf8), [0])
    }

    /// The settings of a decoder, with picture parameter sets that say nothing.
    static func configuration(units: Int) -> [UInt8] {
        let unit: [UInt8] = bytes(2, 2) + [34 << 1, 1]
        return box("hvcC", bytes(0, 22), [1, 34], bytes(units, 2), Array(repeatElement(unit, count: units).joined()))
    }

    private static func box(_ name: String, _ content: [UInt8]...) -> [UInt8] {
        let content = Array(content.joined())
        return bytes(content.count + 8, 4) + Array(name.utf8) + content
    }

    /// A number of so many bytes, the most significant first; of more than 8, zeros before it.
    private static func bytes(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }
}
