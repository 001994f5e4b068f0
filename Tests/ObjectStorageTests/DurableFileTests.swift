import Foundation
import TestSupport
import Testing

@testable import ObjectStorage

@Suite struct DurableFileTests {
    @Test func aFileIsWrittenWholeAndNothingIsLeftBeside() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("secret")
            try DurableFile.writeIfAbsent(Array("first".utf8), to: file, permissions: 0o600)
            #expect(try Data(contentsOf: file) == Data("first".utf8))
            #expect(try permissions(of: file) == 0o600)
            #expect(try files(in: folder) == ["secret"])
        }
    }

    @Test func aFileThatIsThereStays() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("secret")
            try DurableFile.writeIfAbsent(Array("first".utf8), to: file, permissions: 0o600)
            try DurableFile.writeIfAbsent(Array("second".utf8), to: file, permissions: 0o600)
            #expect(try Data(contentsOf: file) == Data("first".utf8))
            #expect(try files(in: folder) == ["secret"])
        }
    }

    @Test func ofManyAtOnceAllFindTheSame() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("secret")
            let found = try await withThrowingTaskGroup(of: Data.self) { group in
                for byte in UInt8(1)...50 {
                    group.addTask {
                        try DurableFile.writeIfAbsent([byte], to: file, permissions: 0o600)
                        return try Data(contentsOf: file)
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(found.count == 1)
        }
    }

    @Test func otherFilesAreNotWritableByOthers() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("picture")
            try DurableFile(file).keep()
            #expect(try permissions(of: file) & 0o133 == 0)
            #expect(try permissions(of: file) & 0o600 == 0o600)
        }
    }

    @Test func aWriteThatFailsLeavesTheOldFileAndNoOther() async throws {
        try await withTemporaryFolder { folder in
            let inTheWay = folder.appendingPathComponent("in the way")
            try FileManager.default.createDirectory(at: inTheWay, withIntermediateDirectories: true)
            try Data([1]).write(to: inTheWay.appendingPathComponent("old"))
            let draft = try DurableFile(inTheWay)
            #expect(throws: POSIXError.self) { try draft.keep() }
            draft.discard()
            let nowhere = folder.appendingPathComponent("no folder/file")
            #expect(throws: POSIXError.self) { try DurableFile.writeIfAbsent([2], to: nowhere, permissions: 0o600) }
            #expect(try files(in: folder) == ["in the way/old"])
        }
    }

    private func permissions(of file: URL) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }
}
