import Imaging
import Testing

@Suite("A small file cannot keep the server busy, or fill its memory")
struct LimitTests {
    /// Where each type says how large it is, and a size that is refused there.
    @Test(
        "More than 50 megapixels are refused by what the header says",
        arguments: [
            ("huge.png", [], 0, [], 30_000),
            ("quadrants.jpg", [0xFF, 0xC0], 5, [0x80, 0, 0x80, 0], 0x8000),
            ("progressive.jpg", [0xFF, 0xC2], 5, [0x80, 0, 0x80, 0], 0x8000),
            ("huge.gif", [], 0, [], 30_000),
            ("animated.webp", Array("VP8X".utf8), 12, [0xFE, 0x3F, 0, 0xFE, 0x3F, 0], 0x3FFF),
            ("quadrants.heic", Array("ispe".utf8), 8, [0, 0, 0x20, 0, 0, 0, 0x20, 0], 0x2000),
        ] as [(String, [UInt8], Int, [UInt8], Int)])
    func tooManyPixels(name: String, field: [UInt8], offset: Int, size: [UInt8], edge: Int) throws {
        let picture = try fixture(name)
        let claim = picture.replacing(at: try picture.position(of: field) + offset, with: size)
        #expect(try refusal(of: claim) == .tooManyPixels(width: edge, height: edge))
    }

    @Test("A long thin picture is cut before it is scaled to a height of 400")
    func strip() throws {
        let picture = try quickly { try render("strip.png") }
        #expect(try Pixels(picture).quarters == [.red, .red, .red, .red])
    }

    @Test("A JPEG that is drawn over again and again")
    func scans() throws {
        let jpeg = try fixture("progressive.jpg")
        let lastScan = try #require(jpeg.indices.last { jpeg[$0...].starts(with: [0xFF, 0xDA]) })
        let scan = jpeg[lastScan...].dropLast(2)
        let repeated = Array(jpeg[..<lastScan]) + Array(repeatElement(scan, count: 200).joined()) + [0xFF, 0xD9]
        #expect(try refusal(of: repeated) == .damaged("JPEG: more than 100 scans"))
        // A scan within a segment that decoders skip, such as the preview that cameras store, does not count.
        let previews = Array(repeatElement(scan, count: 200).joined())
        let segment = [0xFF, 0xE5, UInt8((previews.count + 2) >> 8), UInt8((previews.count + 2) & 0xFF)] + previews
        #expect(try refusal(of: jpeg.prefix(2) + segment + jpeg.dropFirst(2)) == nil)
    }

    /// Each chunk inflates to 7.9 MB: without a guard the picture takes 10 s and 2 GB.
    @Test("A PNG with compressed text is read without the text")
    func compressedText() throws {
        let png = try fixture("quadrants.png")
        let text = try fixture("text.chunk")
        let header = 33  // signature and IHDR
        let bomb = png.prefix(header) + repeatElement(text, count: 100).joined() + png.dropFirst(header)
        let picture = try quickly { try render(Array(bomb)) }
        #expect(try Pixels(picture).quarters == [.red, .green, .blue, .white])
    }

    /// Without a guard, opening it takes 12 s: the library's time grows with the square of the number of frames.
    @Test("A moving WebP of 60,000 frames costs what its first frame does")
    func frames() throws {
        let webP = try fixture("animated.webp")
        let start = try webP.position(of: "ANMF".utf8)
        let length = 8 + Int(webP[start + 4])
        var bomb = webP + repeatElement(webP[start..<start + length], count: 60_000).joined()
        bomb = bomb.replacing(at: 4, with: withUnsafeBytes(of: UInt32(bomb.count - 8).littleEndian) { Array($0) })
        let picture = try quickly { try render(bomb) }
        #expect(try Pixels(picture).quarters == [.red, .red, .red, .red])
    }

    @Test(
        "A HEIC that says 100 × 100 and would be decoded as 8000 × 8000",
        arguments: ["liar.heic", "hidden.heic"])
    func hiddenSize(name: String) throws {
        #expect(try refusal(of: fixture(name)) == .tooManyPixels(width: 8000, height: 8000))
    }

    @Test("A HEIC of 512 × 512 pixels that is put together from 2,000 tiles of that size")
    func manyTiles() throws {
        #expect(try refusal(of: fixture("tiles.heic")) == .damaged("HEIC: 2000 tiles for 512 × 512 pixels"))
    }

    /// Their product has more than 64 bits.
    @Test("A HEIC of 4,294,967,295 × 4,294,967,295 pixels")
    func productOverflows() throws {
        let grid = HEIC.item(1, type: "grid")
        let descriptor: [UInt8] = [0, 1, 0, 0] + [UInt8](repeating: 0xFF, count: 8)
        #expect(
            try refusal(of: HEIC.file(items: [grid], properties: [], associations: [], grid: descriptor))
                == .tooManyPixels(width: 0xFFFF_FFFF, height: 0xFFFF_FFFF))
    }

    @Test("A HEIC that names the settings of a picture more than once")
    func repeatedConfiguration() throws {
        let picture = HEIC.item(1, type: "hvc1")
        let heic = HEIC.file(
            items: [picture], properties: [HEIC.configuration(units: 1)], associations: [(1, [1, 1])])
        #expect(try refusal(of: heic) == .damaged("HEIC: two configurations for a picture"))
    }

    /// Read for each, they would be 36 million.
    @Test("A HEIC of 6,000 pictures that share settings of 6,000 units")
    func sharedConfiguration() throws {
        let heic = HEIC.file(
            items: (1...6_000).map { HEIC.item($0, type: "hvc1") }, properties: [HEIC.configuration(units: 6_000)],
            associations: (1...6_000).map { ($0, [1]) })
        let error = try quickly { try refusal(of: heic) }
        #expect(error == .damaged("HEIC: a picture without content"))
    }

    /// libheif 1.15 never ends on this one.
    @Test("A HEIC with compressed metadata")
    func compressedMetadata() throws {
        #expect(try refusal(of: fixture("inflates.heic")) == .unsupportedType)
    }

    /// Five seconds are ten times what it takes, for a busy machine's sake, and half of what it takes without a guard.
    private func quickly<Value>(_ body: () throws -> Value) throws -> Value {
        let start = ContinuousClock.now
        let value = try body()
        #expect(ContinuousClock.now - start < .seconds(5))
        return value
    }
}
