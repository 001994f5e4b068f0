import Imaging
import Testing

@Suite("What is no picture is refused, whatever its name says")
struct TypeTests {
    private static let beginnings = [
        "", "GIF", "<html><script>alert(1)</script></html>",
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/passwd\"/></svg>",
        "%PDF-1.7\n1 0 obj\n", "push graphic-context\nimage over 0,0 0,0 'https://example.com/'",
        "P6\n2 2\n255\n............", "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\n....", "BM\u{1}",
        "II*\0\u{8}\0\0\0", "PK\u{3}\u{4}", "RIFF\0\0\0\0WAVEfmt ", "\0\0\0\u{c}jP  \r\n",
        "\0\0\0\u{20}ftypisom", "SIMPLE  =    T",
    ]

    @Test("Documents, drawings and other files", arguments: beginnings)
    func otherTypes(content: String) throws {
        #expect(try refusal(of: Array(content.utf8)) == .unsupportedType)
    }

    @Test("A megabyte of noise")
    func noise() throws {
        #expect(try refusal(of: .noise(count: 1 << 20, seed: 1)) == .unsupportedType)
    }

    @Test(
        "Noise that begins as a picture does",
        arguments: ["quadrants.jpg", "quadrants.png", "quadrants.webp", "quadrants.gif", "quadrants.heic"])
    func disguisedNoise(name: String) throws {
        let start = try fixture(name).prefix(32)
        #expect(try refusal(of: start + .noise(count: 1 << 20, seed: 2)) != nil)
    }

    @Test("AVIF, whose decoders nothing bounds, and which shares its container with HEIC")
    func avif() throws {
        let avif = try fixture("quadrants.avif")
        #expect(try refusal(of: avif) == .unsupportedType)
        // Under HEIC's name the library would still decode it.
        let renamed = avif.replacing(at: 8, with: Array("heic".utf8))
        #expect(try refusal(of: renamed) == .unsupportedType)
    }

    @Test("A HEIC whose picture is made in a way that phones do not use")
    func derivedPictures() throws {
        let grid = try fixture("grid.heic")
        let overlay = grid.replacing(at: try grid.position(of: "grid".utf8), with: Array("iovl".utf8))
        #expect(try refusal(of: overlay) == .unsupportedType)
    }
}
