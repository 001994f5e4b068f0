/// The parts of a HEIC file (ISO/IEC 23008-12) that tell how much work it is to decode: its items, of what kind each is,
/// what it is put together from, and where its bytes are.
///
/// Where libheif might read something else than this does (an item given twice, for example), the file is refused.
struct HEICFile {
    private(set) var items: [Int: Item] = [:]
    /// The settings ("hvcC") that coded pictures' decoders get before the payload, by their position in the file.
    private(set) var configurations: [Int: ArraySlice<UInt8>] = [:]

    struct Item {
        /// "hvc1" a coded picture, "grid" a picture made of such tiles, "Exif", and so on.
        let type: String
        /// The items that this one is put together from.
        var parts: [Int] = []
        /// Of a coded picture: which of ``HEICFile/configurations``. Tiles of a grid share one.
        var configuration: Int?
        var payload: [UInt8] = []
    }

    init(_ bytes: [UInt8]) throws(ImagingError) {
        let meta = try HEICBox.leading(bytes[...]).only("meta").dropFirst(4)  // version and flags
        let boxes = try HEICBox.list(meta)
        let properties = try HEICBox.list(try boxes.only("iprp"))
        try readTypes(try boxes.only("iinf"))
        try readParts(try boxes.atMostOne("iref"))
        try readConfigurations(try properties.only("ipco"), associations: try properties.only("ipma"))
        try readPayloads(try boxes.only("iloc"), file: bytes[...], data: try boxes.atMostOne("idat") ?? [])
    }

    /// `iinf`, the list of items.
    private mutating func readTypes(_ content: ArraySlice<UInt8>) throws(ImagingError) {
        var reader = ByteReader(content)
        let version = try reader.integer(1)
        try reader.skip(3 + (version == 0 ? 2 : 4))  // flags and number of entries
        for box in try HEICBox.list(reader.rest) {
            var entry = ByteReader(box.content)
            let version = try entry.integer(1)
            guard box.name == "infe", version >= 2 else {
                throw .unsupportedType
            }
            try entry.skip(3)
            let item = try entry.integer(version == 2 ? 2 : 4)
            try entry.skip(2)
            let type = try entry.name()
            guard items.updateValue(Item(type: type), forKey: item) == nil else {
                throw .damaged("HEIC: an item twice")
            }
            // A name, a content type, and how the content is compressed. libheif 1.15 inflates that without a limit, and
            // for ever when it is cut short.
            let texts = entry.rest.split(separator: 0, omittingEmptySubsequences: false)
            if type == "mime", texts.count > 2, !texts[2].isEmpty {
                throw .unsupportedType
            }
        }
    }

    /// `iref`, the references among items. Of those only `dimg` ("derived image") makes a decoder decode the other item.
    private mutating func readParts(_ content: ArraySlice<UInt8>?) throws(ImagingError) {
        guard let content else {
            return
        }
        var reader = ByteReader(content)
        let idLength = try reader.integer(1) == 0 ? 2 : 4
        try reader.skip(3)
        for box in try HEICBox.list(reader.rest) where box.name == "dimg" {
            var entry = ByteReader(box.content)
            let item = try entry.integer(idLength)
            for _ in 0..<(try entry.integer(2)) {
                items[item]?.parts.append(try entry.integer(idLength))
            }
        }
    }

    /// `ipco`, a list of properties, and `ipma`, which items have them (by position, from 1).
    private mutating func readConfigurations(
        _ container: ArraySlice<UInt8>, associations: ArraySlice<UInt8>
    ) throws(ImagingError) {
        let properties = try HEICBox.list(container)
        var reader = ByteReader(associations)
        let idLength = try reader.integer(1) == 0 ? 2 : 4
        let hasLongIndices = try reader.integer(3) & 1 == 1
        for _ in 0..<(try reader.integer(4)) {
            let item = try reader.integer(idLength)
            for _ in 0..<(try reader.integer(1)) {
                // The top bit says that the property is essential.
                let index = hasLongIndices ? try reader.integer(2) & 0x7FFF : try reader.integer(1) & 0x7F
                guard properties.indices.contains(index - 1), properties[index - 1].name == "hvcC" else {
                    continue
                }
                configurations[index] = properties[index - 1].content
                guard items[item]?.configuration == nil else {
                    throw .damaged("HEIC: two configurations for a picture")
                }
                items[item]?.configuration = index
            }
        }
    }

    /// `iloc`, where the bytes of each item are: in the file, or in the `idat` box.
    private mutating func readPayloads(
        _ content: ArraySlice<UInt8>, file: ArraySlice<UInt8>, data: ArraySlice<UInt8>
    ) throws(ImagingError) {
        var unread = file.count
        var reader = ByteReader(content)
        let version = try reader.integer(1)
        try reader.skip(3)
        let lengths = try reader.integer(2)
        let (offsetLength, lengthLength, baseLength) = (lengths >> 12, lengths >> 8 & 15, lengths >> 4 & 15)
        let indexLength = version == 0 ? 0 : lengths & 15
        guard Set([offsetLength, lengthLength, baseLength, indexLength]).isSubset(of: [0, 4, 8]) else {
            throw .damaged("HEIC: numbers of another length than 4 or 8 bytes")
        }
        var located: Set<Int> = []
        for _ in 0..<(try reader.integer(version < 2 ? 2 : 4)) {
            let item = try reader.integer(version < 2 ? 2 : 4)
            let method = version == 0 ? 0 : try reader.integer(2) & 15
            guard method <= 1, located.insert(item).inserted else {
                throw .damaged("HEIC: an item in two places, or inside another")
            }
            try reader.skip(2)  // which file; libheif knows only this one
            let base = try reader.integer(baseLength)
            for _ in 0..<(try reader.integer(2)) {
                try reader.skip(indexLength)
                var source = ByteReader(method == 0 ? file : data)
                try source.skip(base)
                try source.skip(try reader.integer(offsetLength))
                let extent = try source.bytes(try reader.integer(lengthLength))
                // Else a file could say "here again" until memory is full.
                unread -= extent.count
                guard unread >= 0 else {
                    throw .damaged("HEIC: more content than file")
                }
                items[item]?.payload += extent
            }
        }
    }
}
