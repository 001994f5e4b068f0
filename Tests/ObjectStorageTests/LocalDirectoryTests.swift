import Foundation
import ObjectStorage
import TestSupport
import Testing

@Suite struct LocalDirectoryTests {
    @Test(arguments: [[], [0], Array("안녕 🙂\u{0}\r\n".utf8), Array(repeating: 7, count: 3_000_000)])
    func whatIsPutIsGot(bytes: [UInt8]) async throws {
        try await withStorage { storage, _ in
            let key = try #require(ObjectKey("profile/7/a.webp"))
            try await storage.put(bytes, contentType: "image/webp", at: key)
            #expect(try await storage.bytes(at: key) == bytes)
        }
    }

    @Test(arguments: ["a", "a b", "민지/그림 🙂.webp", "%2e%2e", "a%2Fb", "a?b#c&d+e;f", "~", "a..b", "-rf", "a:b"])
    func aKeyIsTakenAsItIs(name: String) async throws {
        try await withStorage { storage, folder in
            let key = try #require(ObjectKey(name))
            try await storage.put([1], contentType: "image/webp", at: key)
            #expect(try await storage.bytes(at: key) == [1])
            #expect(try files(in: folder) == [name])
        }
    }

    @Test func keysAreApart() async throws {
        try await withStorage { storage, _ in
            let keys = try ["a/b", "a/c", "b", "a.b", "A"].map { try #require(ObjectKey($0)) }
            for (index, key) in keys.enumerated() {
                try await storage.put([UInt8(index)], contentType: "image/webp", at: key)
            }
            for (index, key) in keys.enumerated() { #expect(try await storage.bytes(at: key) == [UInt8(index)]) }
            try await storage.delete(keys[0])
            #expect(try await storage.bytes(at: keys[0]) == nil)
            for key in keys.dropFirst() { #expect(try await storage.bytes(at: key) != nil) }
        }
    }

    @Test func aPutReplacesTheWholeObject() async throws {
        try await withStorage { storage, folder in
            let key = try #require(ObjectKey("a"))
            try await storage.put([1, 2, 3, 4], contentType: "image/webp", at: key)
            try await storage.put([5], contentType: "image/webp", at: key)
            #expect(try await storage.bytes(at: key) == [5])
            #expect(try files(in: folder) == ["a"])
        }
    }

    @Test func ofManyPutsAtOnceOneIsThereWhole() async throws {
        try await withStorage { storage, folder in
            let key = try #require(ObjectKey("profile/7/a"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in UInt8(0)..<40 {
                    group.addTask {
                        try await storage.put(
                            Array(repeating: number, count: 10_000), contentType: "image/webp", at: key)
                        let read = try #require(try await storage.bytes(at: key))
                        #expect(read.count == 10_000)
                        #expect(Set(read).count == 1)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try files(in: folder) == ["profile/7/a"])
        }
    }

    @Test func deletingTwiceIsTheSameAsOnce() async throws {
        try await withStorage { storage, folder in
            let key = try #require(ObjectKey("profile/7/a"))
            try await storage.put([1], contentType: "image/webp", at: key)
            try await storage.delete(key)
            try await storage.delete(key)
            #expect(try await storage.bytes(at: key) == nil)
            #expect(try files(in: folder) == [])
        }
    }

    /// Absent itself, below a folder that is absent, below what is an object, a folder of others, too long for a name.
    @Test(arguments: ["x", "x/y/z", "profile/7/a/b", "profile/7", "profile", String(repeating: "x", count: 1_000)])
    func whatIsNoObjectIsAbsentAndDeletingItRemovesNothing(name: String) async throws {
        try await withStorage { storage, folder in
            try await storage.put([1], contentType: "image/webp", at: try #require(ObjectKey("profile/7/a")))
            let key = try #require(ObjectKey(name))
            #expect(try await storage.bytes(at: key) == nil)
            try await storage.delete(key)
            #expect(try files(in: folder) == ["profile/7/a"])
        }
    }

    @Test func aPutThatFailsSaysSoAndLeavesNothing() async throws {
        try await withStorage { storage, folder in
            try await storage.put([1], contentType: "image/webp", at: try #require(ObjectKey("profile/7/a")))
            for name in ["profile/7", "profile/7/a/b", String(repeating: "x", count: 300)] {
                await #expect(throws: ObjectStorageError.self) {
                    try await storage.put([2], contentType: "image/webp", at: try #require(ObjectKey(name)))
                }
            }
            #expect(try files(in: folder) == ["profile/7/a"])
            #expect(try await storage.bytes(at: try #require(ObjectKey("profile/7/a"))) == [1])
        }
    }

    @Test func objectsOutliveTheProgram() async throws {
        try await withTemporaryFolder { folder in
            let key = try #require(ObjectKey("profile/7/a"))
            try await LocalDirectory(root: folder).put([1], contentType: "image/webp", at: key)
            #expect(try await LocalDirectory(root: folder).bytes(at: key) == [1])
        }
    }

    @Test func itsFolderIsMadeWhereThereIsNone() async throws {
        try await withTemporaryFolder { folder in
            let root = folder.appendingPathComponent("not/yet/there")
            let storage = try LocalDirectory(root: root)
            try await storage.checkAvailability()
            try await storage.put([1], contentType: "image/webp", at: try #require(ObjectKey("a")))
            #expect(try files(in: root) == ["a"])
        }
    }

    @Test func aFolderThatIsGoneIsNotAvailable() async throws {
        try await withStorage { storage, folder in
            try await storage.checkAvailability()
            try FileManager.default.removeItem(at: folder)
            await #expect(throws: ObjectStorageError.self) { try await storage.checkAvailability() }
        }
    }

    @Test func aFileInPlaceOfTheFolderIsRefused() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("file")
            try Data().write(to: file)
            #expect(throws: ObjectStorageError.self) { try LocalDirectory(root: file) }
        }
    }

    private func withStorage(_ body: (LocalDirectory, URL) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in try await body(try LocalDirectory(root: folder), folder) }
    }
}
