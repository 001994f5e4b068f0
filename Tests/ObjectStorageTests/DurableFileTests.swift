import Foundation
import ObjectStorage
import TestSupport
import Testing

@Suite struct DurableFileTests {
    @Test func aFileIsWrittenWholeAndNothingIsLeftBeside() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("secret")
            try DurableFile.write(Array("first, which is longer".utf8), to: file)
            try DurableFile.write(Array("second".utf8), to: file)
            #expect(try Data(contentsOf: file) == Data("second".utf8))
            #expect(try files(in: folder) == ["secret"])
        }
    }

    @Test func aSecretIsReadableByItsOwnerOnly() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("secret")
            try DurableFile.write([1], to: file, permissions: 0o600)
            #expect(try permissions(of: file) == 0o600)
        }
    }

    @Test func aSecretIsSoAlsoInPlaceOfAFileThatAllCouldRead() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("secret")
            try Data([1]).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file.path)
            try DurableFile.write([2], to: file, permissions: 0o600)
            #expect(try permissions(of: file) == 0o600)
        }
    }

    @Test func otherFilesAreNotWritableByOthers() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("picture")
            try DurableFile.write([1], to: file)
            #expect(try permissions(of: file) & 0o133 == 0)
            #expect(try permissions(of: file) & 0o600 == 0o600)
        }
    }

    @Test func aWriteThatFailsLeavesTheOldFileAndNoOther() async throws {
        try await withTemporaryFolder { folder in
            let inTheWay = folder.appendingPathComponent("in the way")
            try FileManager.default.createDirectory(at: inTheWay, withIntermediateDirectories: true)
            try Data([1]).write(to: inTheWay.appendingPathComponent("old"))
            #expect(throws: POSIXError.self) { try DurableFile.write([2], to: inTheWay) }
            #expect(throws: POSIXError.self) {
                try DurableFile.write([2], to: folder.appendingPathComponent("no folder/file"))
            }
            #expect(try files(in: folder) == ["in the way/old"])
        }
    }

    private func permissions(of file: URL) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }
}
