/// Turns untrusted bytes into a safe profile picture. Synchronous and CPU bound: the caller decides on which thread, and
/// how many at once.
///
/// A 12-megapixel JPEG takes about 0.1 s and 30 MB, such a HEIC 1 s and 130 MB. The worst that the limits admit, a PNG of
/// 50 megapixels, interlaced and of 16 bits a channel, takes 4 s and 600 MB: let two be rendered at once, not twenty.
package struct ProfilePictureRenderer: Sendable {
    /// Width and height of every profile picture, in pixels.
    package static let edge = 400
    /// The largest picture that is decoded: width × height.
    package static let maximumPixels = 50_000_000
    /// Of libwebp's 1 to 100. A photograph makes 10 to 25 KB.
    private static let quality = 80

    /// Starts libvips, the first time in a process.
    package init() throws(ImagingError) {
        try LibVips.start()
    }

    /// The centre square of the picture (of its first frame), 400 × 400 pixels, smaller ones scaled up.
    ///
    /// No metadata can get through: between decoder and encoder there are only the pixels, and what the encoder adds of
    /// its own is taken out again.
    package func render(_ bytes: [UInt8]) throws(ImagingError) -> ProfilePicture {
        guard let type = PictureType(of: bytes), LibVips.reads(type) else {
            throw .unsupportedType
        }
        let bytes = try Self.boundedWork(type, bytes)

        let size = try LibVips.size(of: bytes, as: type)
        guard size.width * size.height <= Self.maximumPixels else {
            throw .tooManyPixels(width: size.width, height: size.height)
        }

        let pixels = try LibVips.centerSquare(of: bytes, as: type, edge: Self.edge)
        let webP = try LibVips.webP(pixels, edge: Self.edge, quality: Self.quality)
        return ProfilePicture(bytes: try WebPChunks.pixelsOnly(webP))
    }

    /// The same picture in a form whose decoding costs what its size in pixels lets expect. A limit on pixels alone does
    /// not do that: every format here but GIF has a way to ask for minutes of work or gigabytes with a small file.
    private static func boundedWork(_ type: PictureType, _ bytes: [UInt8]) throws(ImagingError) -> [UInt8] {
        switch type {
        case .jpeg:
            try JPEGScans.check(bytes)
            return bytes
        case .png:
            return try PNGChunks.withoutText(bytes)
        case .webP:
            return try WebPChunks.firstFrame(bytes)
        case .gif:
            return bytes
        case .heic:
            try HEICWork.check(bytes, maximumPixels: maximumPixels)
            return bytes
        }
    }
}
