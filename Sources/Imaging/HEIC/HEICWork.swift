/// Bounds what decoding a HEIC costs.
///
/// The size in a HEIC's header binds nobody: the coded picture has a size of its own, which libheif 1.15 learns by
/// decoding (14 KB that say 100 × 100 took 2 s and 1 GB for 64 megapixels, and could have had more), and a grid may name
/// 65,535 tiles.
enum HEICWork {
    /// Coded pictures and grids of them, as cameras and phones write; metadata; and, next to the picture, the recipe for
    /// a brighter one ("tmap") that libheif 1.15 leaves alone. What else can be decoded (overlays, AV1, …) is not taken.
    private static let types: Set<String> = ["hvc1", "grid", "Exif", "mime", "uri ", "tmap", "rgan"]

    /// How much may be decoded for a picture, as a multiple of the largest picture: tiles reach over the edges.
    private static let allowance = 2

    static func check(_ bytes: [UInt8], maximumPixels: Int) throws(ImagingError) {
        let file = try HEICFile(bytes)
        guard file.items.values.allSatisfy({ types.contains($0.type) }) else {
            throw .unsupportedType
        }
        // Once each: a million pictures can share one that is a million units long.
        var configured: [Int: HEVCUnits] = [:]
        for (position, configuration) in file.configurations {
            configured[position] = try HEVCUnits(configuration: configuration)
        }
        var costs: [Int: Int] = [:]
        for (id, item) in file.items where item.type == "hvc1" {
            let units = item.configuration.flatMap { configured[$0] } ?? HEVCUnits()
            costs[id] = try decodedPixels(item, after: units, maximumPixels: maximumPixels)
        }
        for item in file.items.values where item.type == "grid" {
            try checkGrid(item, costs, maximumPixels: maximumPixels)
        }
    }

    private static func decodedPixels(
        _ item: HEICFile.Item, after configuration: HEVCUnits, maximumPixels: Int
    ) throws(ImagingError) -> Int {
        var units = configuration
        try units.add(payload: item.payload[...])
        guard let size = units.size, units.slices > 0 else {
            throw .damaged("HEIC: a picture without content")
        }
        guard size.width * size.height <= maximumPixels else {
            throw .tooManyPixels(width: size.width, height: size.height)
        }
        // Slices can overlap, so each counts for a whole picture.
        let pixels = size.width * size.height * units.slices
        guard pixels <= allowance * maximumPixels else {
            throw .damaged("HEIC: a picture in \(units.slices) slices")
        }
        return pixels
    }

    /// A grid (ISO/IEC 23008-12, section 6.6.2.3.2): version, flags, rows and columns less one, width, height.
    private static func checkGrid(_ grid: HEICFile.Item, _ costs: [Int: Int], maximumPixels: Int) throws(ImagingError) {
        var reader = ByteReader(grid.payload[...])
        try reader.skip(1)
        let numberLength = try reader.integer(1) & 1 == 1 ? 4 : 2
        let tiles = (try reader.integer(1) + 1) * (try reader.integer(1) + 1)
        let (width, height) = (try reader.integer(numberLength), try reader.integer(numberLength))
        // Each by itself first: the product of two numbers of 32 bits need not fit into one of 64.
        guard max(width, height) <= maximumPixels, width * height <= maximumPixels else {
            throw .tooManyPixels(width: width, height: height)
        }
        var pixels = 0
        for part in grid.parts {
            guard let cost = costs[part] else {
                throw .damaged("HEIC: a grid of something else than coded pictures")
            }
            pixels += cost
        }
        guard tiles == grid.parts.count, pixels <= allowance * maximumPixels else {
            throw .damaged("HEIC: \(grid.parts.count) tiles for \(width) × \(height) pixels")
        }
    }
}
