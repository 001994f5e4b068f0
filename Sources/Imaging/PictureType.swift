/// The file types that are taken, told by how a file begins and never by its name.
enum PictureType: CaseIterable {
    case jpeg, png, webP, gif, heic

    init?(of bytes: [UInt8]) {
        guard let type = Self.allCases.first(where: { $0.begins(bytes) }) else {
            return nil
        }
        self = type
    }

    private func begins(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .jpeg:
            bytes.starts(with: [0xFF, 0xD8, 0xFF])
        case .png:
            bytes.starts(with: PNGChunks.signature)
        case .webP:
            bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8)
        case .gif:
            bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8)
        case .heic:
            // Not "avif": the same loader would read it, through decoders that nothing here bounds.
            ["heic", "heix", "mif1"].contains { bytes.dropFirst(4).starts(with: "ftyp\($0)".utf8) }
        }
    }
}
