import CVips

/// libvips with Swift's manners: typed errors, and no memory to free.
enum LibVips {
    /// libvips keeps its state in the process, so it is started once a process; this is what went wrong, if anything.
    private static let startFailure: String? = {
        var reason: UnsafeMutablePointer<CChar>?
        guard cvips_start(&reason) else {
            return text(taking: reason)
        }
        let missing = [PictureType.jpeg, .png, .webP].filter { !reads($0) }
        return missing.isEmpty ? nil : "libvips was built without \(missing)"
    }()

    static func start() throws(ImagingError) {
        if let startFailure {
            throw .unavailable(startFailure)
        }
    }

    static func reads(_ type: PictureType) -> Bool {
        cvips_reads(format(type))
    }

    /// Pixels by the file's header; nothing is decoded.
    static func size(of bytes: [UInt8], as type: PictureType) throws(ImagingError) -> (width: Int, height: Int) {
        var width: Int32 = 0
        var height: Int32 = 0
        var reason: UnsafeMutablePointer<CChar>?
        guard cvips_read_size(format(type), bytes, bytes.count, &width, &height, &reason) else {
            throw .damaged(text(taking: reason))
        }
        return (Int(width), Int(height))
    }

    /// `edge` × `edge` pixels of four bytes: red, green, blue (sRGB), alpha.
    static func centerSquare(of bytes: [UInt8], as type: PictureType, edge: Int) throws(ImagingError) -> [UInt8] {
        var reason: UnsafeMutablePointer<CChar>?
        var succeeded = false
        let pixels = [UInt8](unsafeUninitializedCapacity: edge * edge * 4) { buffer, count in
            succeeded = cvips_read_square(
                format(type), bytes, bytes.count, Int32(edge), buffer.baseAddress, &reason)
            count = succeeded ? edge * edge * 4 : 0
        }
        guard succeeded else {
            throw .damaged(text(taking: reason))
        }
        return pixels
    }

    static func webP(_ pixels: [UInt8], edge: Int, quality: Int) throws(ImagingError) -> [UInt8] {
        var file: UnsafeMutablePointer<UInt8>?
        var length = 0
        var reason: UnsafeMutablePointer<CChar>?
        defer { cvips_free(file) }
        guard cvips_write_webp(pixels, Int32(edge), Int32(quality), &file, &length, &reason) else {
            // Any 400 × 400 pixels can be written, so this is libvips' trouble and not the picture's.
            throw .unavailable(text(taking: reason))
        }
        return [UInt8](UnsafeBufferPointer(start: file, count: length))
    }

    private static func format(_ type: PictureType) -> cvips_format {
        switch type {
        case .jpeg: CVIPS_JPEG
        case .png: CVIPS_PNG
        case .webP: CVIPS_WEBP
        case .gif: CVIPS_GIF
        case .heic: CVIPS_HEIF
        }
    }

    /// libvips' text as one line without file paths, and its memory back.
    private static func text(taking reason: UnsafeMutablePointer<CChar>?) -> String {
        defer { cvips_free(reason) }
        let words = reason.map { String(cString: $0).split(whereSeparator: \.isWhitespace) } ?? []
        guard !words.isEmpty else {
            return "libvips gives no reason"
        }
        return words.map { $0.contains("/") ? "…" : $0 }.joined(separator: " ")
    }
}
