import Foundation
import NIOCore
import ObjectStorage
import TestSupport
import Testing

/// One thing that holds for every ``ObjectStorage``. All of them together are the suite that each passes.
struct StorageCheck: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The check uses keys in a folder of its own.
    private let body: @Sendable (any ObjectStorage, Folder) async throws -> Void

    struct Folder: Sendable {
        let name = "check-\(UUID().uuidString.lowercased())"

        func key(_ name: String) throws -> ObjectKey { try #require(ObjectKey("\(self.name)/\(name)")) }
    }

    func run(on storage: any ObjectStorage) async throws { try await body(storage, Folder()) }

    init(_ description: String, _ body: @escaping @Sendable (any ObjectStorage, Folder) async throws -> Void) {
        testDescription = description
        self.body = body
    }

    static let all = objects + keys + streams + lists
}

// MARK: - Objects

extension StorageCheck {
    private static let objects = [
        StorageCheck("what is put is got") { storage, folder in
            for bytes in [[], [0], Array("안녕 🙂\u{0}\r\n".utf8), Array(repeating: 7, count: 1_000_000)] as [[UInt8]] {
                let key = try folder.key("\(bytes.count)")
                try await storage.put(bytes, contentType: "image/webp", at: key)
                #expect(try await storage.bytes(at: key) == bytes)
            }
        },
        StorageCheck("a put replaces the whole object") { storage, folder in
            let key = try folder.key("a")
            try await storage.put([1, 2, 3, 4], contentType: "image/webp", at: key)
            try await storage.put([5], contentType: "image/webp", at: key)
            #expect(try await storage.bytes(at: key) == [5])
            #expect(try await names(in: storage, folder) == ["a"])
        },
        StorageCheck("of many puts at once one is there whole") { storage, folder in
            let key = try folder.key("a")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in UInt8(0)..<20 {
                    group.addTask {
                        try await storage.put(
                            Array(repeating: number, count: 10_000), contentType: "image/webp", at: key)
                    }
                }
                try await group.waitForAll()
            }
            let read = try #require(try await storage.bytes(at: key))
            #expect(read.count == 10_000)
            #expect(Set(read).count == 1)
        },
        StorageCheck("its size and age are known without its bytes") { storage, folder in
            let key = try folder.key("a")
            try await storage.put(Array(repeating: 1, count: 1_234), contentType: "image/webp", at: key)
            let info = try #require(try await storage.head(key))
            #expect(info.key == key)
            #expect(info.size == 1_234)
            #expect(abs(info.lastModified.timeIntervalSinceNow) < 3_600)
            #expect(try await storage.get(key)?.info == info)
        },
        StorageCheck("deleting twice is the same as once") { storage, folder in
            let key = try folder.key("a")
            try await storage.put([1], contentType: "image/webp", at: key)
            try await storage.delete(key)
            try await storage.delete(key)
            #expect(try await storage.bytes(at: key) == nil)
            #expect(try await storage.head(key) == nil)
            #expect(try await names(in: storage, folder) == [])
        },
        StorageCheck("what was never there is absent") { storage, folder in
            let key = try folder.key("a/b")
            #expect(try await storage.get(key) == nil)
            #expect(try await storage.head(key) == nil)
            try await storage.delete(key)
        },
        StorageCheck("it is available") { storage, _ in try await storage.checkAvailability() },
    ]
}

// MARK: - Keys

extension StorageCheck {
    private static let keys = [
        StorageCheck("a key is taken as it is") { storage, folder in
            let names = [
                "a b", "민지/그림 🙂.webp", "a+b", "a%2Fb", "%2e%2e", "a?b#c&d+e;f", "~", "a..b", "-rf", "a:b",
                "a=b", "(a)*!'", "a&amp;<b>\"c\"", "a,b@c$d",
            ]
            for (index, name) in names.enumerated() {
                try await storage.put([UInt8(index)], contentType: "image/webp", at: try folder.key(name))
            }
            for (index, name) in names.enumerated() {
                #expect(try await storage.bytes(at: try folder.key(name)) == [UInt8(index)], "\(name)")
            }
            #expect(try await Self.names(in: storage, folder) == Set(names))
            for name in names { try await storage.delete(try folder.key(name)) }
            #expect(try await Self.names(in: storage, folder) == [])
        },
        StorageCheck("keys are apart") { storage, folder in
            let keys = try ["a/b", "a/c", "b", "a.b", "A", "a b", "a+b"].map { try folder.key($0) }
            for (index, key) in keys.enumerated() {
                try await storage.put([UInt8(index)], contentType: "image/webp", at: key)
            }
            try await storage.delete(keys[0])
            #expect(try await storage.bytes(at: keys[0]) == nil)
            for (index, key) in keys.enumerated().dropFirst() {
                #expect(try await storage.bytes(at: key) == [UInt8(index)])
            }
        },
    ]
}

// MARK: - Streams

extension StorageCheck {
    private static let streams = [
        StorageCheck("large objects go in and out in chunks") { storage, folder in
            let key = try folder.key("large")
            let content = ObjectContent.pattern(size: 20 * 1_024 * 1_024)
            try await storage.put(content, contentType: "application/octet-stream", at: key)
            let object = try #require(try await storage.get(key))
            #expect(object.info.size == content.size)
            var largest = 0
            for try await chunk in object.chunks { largest = max(largest, chunk.readableBytes) }
            #expect(largest > 0 && largest <= 4 * 1_024 * 1_024)
            let again = try #require(try await storage.get(key))
            #expect(try await ObjectContent(of: again).sha256() == content.sha256())
        },
        StorageCheck("an object can be read again from its beginning") { storage, folder in
            let key = try folder.key("a")
            try await storage.put(ObjectContent.pattern(size: 300_000), contentType: "image/webp", at: key)
            let object = ObjectContent(of: try #require(try await storage.get(key)))
            let first = try await object.sha256()
            #expect(try await object.sha256() == first)
        },
        StorageCheck("a reader may stop half-way") { storage, folder in
            let key = try folder.key("a")
            try await storage.put(ObjectContent.pattern(size: 3_000_000), contentType: "image/webp", at: key)
            for _ in 0..<5 {
                let object = try #require(try await storage.get(key))
                for try await _ in object.chunks { break }
            }
            #expect(try await storage.bytes(at: key)?.count == 3_000_000)
        },
        StorageCheck("content that breaks off leaves what was there") { storage, folder in
            let key = try folder.key("a")
            try await storage.put([1], contentType: "image/webp", at: key)
            await #expect(throws: ObjectStorageError.self) {
                try await storage.put(ObjectContent.failing(size: 200_000), contentType: "image/webp", at: key)
            }
            #expect(try await storage.bytes(at: key) == [1])
            #expect(try await names(in: storage, folder) == ["a"])
        },
    ]
}

// MARK: - Lists

extension StorageCheck {
    private static let lists = [
        StorageCheck("a list has what begins with the prefix, and nothing else") { storage, folder in
            for name in ["profile/1/a", "profile/1/b", "profile/12/a", "profiles/1/a", "other"] {
                try await storage.put(Array(name.utf8), contentType: "image/webp", at: try folder.key(name))
            }
            #expect(try await names(in: storage, folder, "profile/") == ["profile/1/a", "profile/1/b", "profile/12/a"])
            #expect(
                try await names(in: storage, folder, "profile/1") == ["profile/1/a", "profile/1/b", "profile/12/a"])
            #expect(try await names(in: storage, folder, "profile/1/") == ["profile/1/a", "profile/1/b"])
            #expect(try await names(in: storage, folder, "nothing") == [])
            #expect(try await names(in: storage, folder, "nothing/at/all") == [])
            for try await info in storage.list(prefix: folder.name + "/") {
                #expect(info.size == info.key.description.utf8.count - folder.name.utf8.count - 1)
                let head = try #require(try await storage.head(info.key))
                #expect(head.size == info.size)
                // What asks for it counts in hours. On a busy machine rclone's two answers were six seconds apart.
                #expect(abs(head.lastModified.timeIntervalSince(info.lastModified)) <= 60)
            }
        },
        StorageCheck("a list of more than a page has all of it") { storage, folder in
            let expected = Set((0..<1_100).map { "\($0 % 7)/\($0)" })
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, name) in expected.enumerated() {
                    if index >= 16 { try await group.next() }
                    group.addTask { try await storage.put([1], contentType: "image/webp", at: try folder.key(name)) }
                }
                try await group.waitForAll()
            }
            let list = storage.list(prefix: folder.name + "/")
            for _ in 0..<2 {
                let found = try await list.reduce(into: [String]()) { $0.append($1.key.description) }
                #expect(found.count == expected.count)
                #expect(Set(found) == Set(expected.map { "\(folder.name)/\($0)" }))
            }
        },
    ]

    /// The names of what is stored, without the check's folder.
    private static func names(
        in storage: any ObjectStorage, _ folder: Folder, _ prefix: String = ""
    ) async throws -> Set<String> {
        try await storage.list(prefix: "\(folder.name)/\(prefix)").reduce(into: []) {
            $0.insert(String($1.key.description.dropFirst(folder.name.count + 1)))
        }
    }
}

extension ObjectContent {
    /// Bytes that are not the same everywhere, made as they are read.
    static func pattern(size: Int) -> ObjectContent {
        ObjectContent(size: size) { position, count in
            var chunk = ByteBuffer(integer: position)
            chunk.writeRepeatingByte(UInt8(truncatingIfNeeded: position >> 16), count: count)
            return chunk.readSlice(length: count)!
        }
    }

    /// Content that can't be read to its end.
    static func failing(size: Int) -> ObjectContent {
        ObjectContent(size: size) { position, count in
            guard position < size / 2 else { throw ObjectStorageError("it breaks off, as a test wishes") }
            return ByteBuffer(repeating: 9, count: count)
        }
    }

    private init(size: Int, _ make: @escaping @Sendable (_ position: Int, _ count: Int) throws -> ByteBuffer) {
        let chunks = Rereadable<ByteBuffer> {
            var position = 0
            return {
                guard position < size else { return nil }
                let count = min(64 * 1_024, size - position)
                defer { position += count }
                return try make(position, count)
            }
        }
        self.init(size: size, chunks: chunks)
    }
}
