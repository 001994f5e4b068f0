import Imaging
import Testing

@Suite("A picture taken with the phone turned is shown upright")
struct OrientationTests {
    /// Where the stored colours (red, green above blue, white) belong by EXIF 2.32, section 4.6.4.
    private static let upright: [(UInt8, [Color])] = [
        (1, [.red, .green, .blue, .white]),
        (2, [.green, .red, .white, .blue]),
        (3, [.white, .blue, .green, .red]),
        (4, [.blue, .white, .red, .green]),
        (5, [.red, .blue, .green, .white]),
        (6, [.blue, .red, .white, .green]),
        (7, [.white, .green, .blue, .red]),
        (8, [.green, .white, .red, .blue]),
    ]

    @Test("By each of EXIF's eight orientations", arguments: upright)
    func orientation(value: UInt8, upright: [Color]) throws {
        let jpeg = try fixture("quadrants.jpg")
        let turned = jpeg.prefix(2) + Self.segment(orientation: value) + jpeg.dropFirst(2)
        #expect(try Pixels(render(Array(turned))).quarters == upright)
    }

    /// The HEIC says it twice, as phones do, and must be turned once.
    @Test(
        "Wherever the type keeps its orientation",
        arguments: ["turned.jpg", "turned.png", "turned.webp", "turned.heic"])
    func everyType(name: String) throws {
        #expect(try Pixels(render(name)).quarters == [.blue, .red, .white, .green])
    }

    /// An EXIF segment with nothing but the orientation (TIFF 6.0: one directory of one entry, tag 0x112, a SHORT).
    private static func segment(orientation: UInt8) -> [UInt8] {
        let directory: [UInt8] = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
        let content = Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8] + directory
        return [0xFF, 0xE1, 0, UInt8(content.count + 2)] + content
    }
}
