import Foundation
import Testing

/// The files of the folder Fixtures; generate.py there says what each is.
func fixture(_ name: String) throws -> [UInt8] {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures")
    return [UInt8](try Data(contentsOf: folder.appending(path: name)))
}

extension [UInt8] {
    /// Where `pattern` first is.
    func position(of pattern: some Collection<UInt8>) throws -> Int {
        try #require(indices.first { self[$0...].starts(with: pattern) })
    }

    func contains(_ text: String) -> Bool {
        indices.contains { self[$0...].starts(with: text.utf8) }
    }

    func replacing(at position: Int, with bytes: [UInt8]) -> [UInt8] {
        prefix(position) + bytes + dropFirst(position + bytes.count)
    }

    /// Bytes without a pattern, the same in every run.
    static func noise(count: Int, seed: UInt64) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }
}
