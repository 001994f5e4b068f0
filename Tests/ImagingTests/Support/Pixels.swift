import CVips
import Imaging
import Testing

/// A written profile picture, decoded again.
struct Pixels {
    private let rgba: [UInt8]
    private let edge = ProfilePictureRenderer.edge

    init(_ picture: ProfilePicture) throws {
        let bytes = picture.bytes
        var (width, height): (Int32, Int32) = (0, 0)
        var reason: UnsafeMutablePointer<CChar>?
        defer { cvips_free(reason) }
        try #require(cvips_read_size(CVIPS_WEBP, bytes, bytes.count, &width, &height, &reason))
        try #require(width == edge && height == edge, "\(width) × \(height) pixels")
        var rgba = [UInt8](repeating: 0, count: edge * edge * 4)
        try #require(cvips_read_square(CVIPS_WEBP, bytes, bytes.count, Int32(edge), &rgba, &reason))
        self.rgba = rgba
    }

    subscript(x: Int, y: Int) -> Color {
        let start = (y * edge + x) * 4
        return Color(rgba[start], rgba[start + 1], rgba[start + 2], alpha: rgba[start + 3])
    }

    /// The colours in the middle of the four quarters: above left, above right, below left, below right.
    var quarters: [Color] {
        [self[100, 100], self[300, 100], self[100, 300], self[300, 300]]
    }
}

struct Color: Equatable, CustomStringConvertible {
    static let red = Color(255, 0, 0)
    static let green = Color(0, 255, 0)
    static let blue = Color(0, 0, 255)
    static let white = Color(255, 255, 255)

    let channels: [UInt8]

    init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, alpha: UInt8 = 255) {
        channels = [red, green, blue, alpha]
    }

    /// As far as an eye can tell: lossy coding moves a flat colour by a step or two of 255, a wrong conversion by more.
    static func == (a: Color, b: Color) -> Bool {
        zip(a.channels, b.channels).allSatisfy { abs(Int($0) - Int($1)) <= 4 }
    }

    var description: String { "(\(channels.map(String.init).joined(separator: ", ")))" }
}
