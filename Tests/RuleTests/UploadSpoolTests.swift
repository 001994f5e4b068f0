import Foundation
import TestSupport
import Testing

@testable import MinitterService

@Suite struct UploadSpoolTests {
    /// Around what is kept in memory.
    @Test(arguments: [0, 1, 262_143, 262_144, 262_145, 1_000_000])
    func theBytesComeBackAsTheyCame(size: Int) async throws {
        try await withTemporaryFolder { folder in
            var random = SeededRandom(seed: UInt64(size))
            let bytes = (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            let upload = UploadSpool(folder: folder.path)
            for start in stride(from: 0, to: size, by: 60_001) {
                try await upload.append(bytes[start..<min(start + 60_001, size)])
            }
            #expect(upload.size == size)
            #expect(try upload.bytes() == bytes)
            #expect(try upload.bytes() == bytes, "it can be read again")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [], "it has a name")
        }
    }

    @Test func aFileThatCanNotBeMadeIsToldToTheCaller() async throws {
        let upload = UploadSpool(folder: "/nowhere")
        try await upload.append(Array(repeating: 1, count: 262_144)[...])
        let error = await #expect(throws: ServiceError.self) { try await upload.append([1]) }
        guard case .unavailable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
