import ObjectStorage
import TestSupport
import Testing

@Suite struct ObjectCopyTests {
    private static let names = (0..<30).map { "profile/\($0 % 4)/\($0) 민지+.webp" }

    @Test func allIsCopiedByteByByte() async throws {
        try await withTemporaryFolder { folder in
            let (source, target) = (try await filled(), try LocalDirectory(root: folder))
            #expect(try await copy(source, target) == [.copied: 30])
            for name in Self.names {
                let key = try #require(ObjectKey(name))
                #expect(try await target.bytes(at: key) == Array(name.utf8))
            }
            #expect(source.keys.count == 30)
        }
    }

    @Test func whatIsThereIsLeftAlone() async throws {
        let (source, target) = (try await filled(), InMemoryStorage())
        #expect(try await copy(source, target) == [.copied: 30])
        source.faults.failing = [.get]
        #expect(try await copy(source, target) == [.wasThere: 30])
    }

    @Test func whatIsThereInPartIsCopiedAgain() async throws {
        let (source, target) = (try await filled(), InMemoryStorage())
        let key = try #require(ObjectKey(Self.names[3]))
        try await target.put([1], contentType: "image/webp", at: key)
        #expect(try await copy(source, target) == [.copied: 30])
        #expect(try await target.bytes(at: key) == Array(Self.names[3].utf8))
    }

    @Test func aCopyThatStopsGoesOnWhereItWas() async throws {
        let (source, target) = (try await filled(), InMemoryStorage())
        await #expect(throws: ObjectStorageError.self) {
            _ = try await copy(source, target) { if $0 == 10 { target.faults.failing = [.put] } }
        }
        let before = target.keys.count
        #expect((10..<30).contains(before))
        target.faults = .init()
        #expect(try await copy(source, target) == [.wasThere: before, .copied: 30 - before])
        #expect(target.keys == Set(Self.names))
    }

    @Test func theFirstFailureEndsIt() async throws {
        let (source, target) = (try await filled(), InMemoryStorage())
        source.faults.cutAfter = 3
        await #expect(throws: ObjectStorageError.self) { _ = try await copy(source, target) }
        #expect(target.keys.isEmpty)
    }

    private func filled() async throws -> InMemoryStorage {
        let storage = InMemoryStorage()
        for name in Self.names {
            try await storage.put(Array(name.utf8), contentType: "image/webp", at: try #require(ObjectKey(name)))
        }
        return storage
    }

    private func copy(
        _ source: any ObjectStorage, _ target: any ObjectStorage, onCount: (Int) -> Void = { _ in }
    ) async throws -> [ObjectCopy.Outcome: Int] {
        var counts: [ObjectCopy.Outcome: Int] = [:]
        try await ObjectCopy(from: source, to: target, width: 2).run { outcome in
            counts[outcome, default: 0] += 1
            onCount(counts.values.reduce(0, +))
        }
        return counts
    }
}
