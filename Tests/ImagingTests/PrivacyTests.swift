import Imaging
import Testing

@Suite("Nobody learns from a profile picture where it was taken")
struct PrivacyTests {
    @Test(
        "Of place, phone, name and comment nothing is left",
        arguments: ["secrets.jpg", "secrets.png", "secrets.webp", "turned.heic"])
    func metadata(name: String) throws {
        let original = try fixture(name)
        try #require(original.contains("SecretPhone") && original.contains("SecretName"))

        let written = try render(original).bytes
        #expect(Set(try chunkNames(written)).isSubset(of: ["VP8 ", "VP8L", "VP8X", "ALPH"]))
        for trace in ["Exif", "EXIF", "GPS", "XMP", "xmp", "http://", "ICC", "Secret"] {
            let isLeft = written.contains(trace)  // apart, or a failure would print all the bytes
            #expect(!isLeft, "\(trace) is still in it")
        }
    }

    @Test("Transparency and a colour profile leave nothing else behind", arguments: ["alpha.png", "p3.jpg"])
    func otherChunks(name: String) throws {
        let names = try chunkNames(render(name).bytes)
        #expect(Set(names).isSubset(of: ["VP8 ", "VP8L", "VP8X", "ALPH"]), "\(names)")
    }

    /// Of a WebP file: a name of four letters, a length (little-endian), padding to an even length.
    private func chunkNames(_ file: [UInt8]) throws -> [String] {
        var names: [String] = []
        var rest = file.dropFirst(12)
        while !rest.isEmpty {
            try #require(rest.count >= 8)
            names.append(String(decoding: rest.prefix(4), as: UTF8.self))
            let length = rest.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(8 + length + length % 2)
        }
        return names
    }
}
