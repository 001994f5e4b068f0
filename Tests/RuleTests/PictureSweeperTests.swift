import Database
import Foundation
import MinitterModel
import MinitterService
import ObjectStorage
import TestSupport
import Testing

/// What no row names is removed, and nothing else.
@Suite struct PictureSweeperTests {
    @Test func onlyOldPicturesThatNoRowNamesAreLeftBehind() async throws {
        try await withPictures { test, storage in
            let minji = try await test.person("minji").id
            let haneul = try await test.person("haneul").id
            let named = try await storage.keep("profile/\(minji)/new.webp", hours: 100, from: test.clock)
            try await test.name(named, of: minji)
            let old = try await storage.keep("profile/\(minji)/old.webp", hours: 100, from: test.clock)
            let young = try await storage.keep("profile/\(haneul)/young.webp", hours: 23, from: test.clock)
            let gone = try await storage.keep("profile/999/of-nobody.webp", hours: 25, from: test.clock)
            let others = try await storage.keep("profile/notes/read me.txt", hours: 100, from: test.clock)
            let elsewhere = try await storage.keep("backups/profile/1/a.webp", hours: 100, from: test.clock)

            let findings = try await test.services.pictureSweeper.find()
            #expect(Set(findings.leftBehind.map(\.key)) == [old, gone])
            #expect((findings.named, findings.young) == (1, 1))
            #expect(!findings.looksWrong)
            for picture in findings.leftBehind { try await test.services.pictureSweeper.remove(picture) }
            #expect(storage.keys == Set([named, young, others, elsewhere].map(\.description)))
        }
    }

    @Test func theAgeCanBeChosenButIsAnHourAtLeast() async throws {
        try await withPictures { test, storage in
            let key = try await storage.keep("profile/1/a.webp", hours: 2, from: test.clock)
            #expect(try await test.services.pictureSweeper.find(olderThan: 3).leftBehind.isEmpty)
            #expect(try await test.services.pictureSweeper.find(olderThan: 1).leftBehind.map(\.key) == [key])
            storage.age(key, hours: 0.9, from: test.clock.date)
            #expect(try await test.services.pictureSweeper.find(olderThan: 0).leftBehind.isEmpty)
        }
    }

    /// More than are looked up at once.
    @Test func manyPicturesAreSorted() async throws {
        try await withPictures { test, storage in
            let minji = try await test.person("minji").id
            for number in 0..<1_203 {
                _ = try await storage.keep("profile/\(number % 400)/\(number).webp", hours: 48, from: test.clock)
            }
            try await test.name(try #require(ObjectKey("profile/\(minji)/\(minji).webp")), of: minji)
            let findings = try await test.services.pictureSweeper.find()
            #expect(findings.named == 1)
            #expect(findings.leftBehind.count == 1_202)
            #expect(findings.looksWrong)
        }
    }

    @Test func aDatabaseThatIsAwayRemovesNothing() async throws {
        try await withPictures { test, storage in
            _ = try await storage.keep("profile/1/a.webp", hours: 48, from: test.clock)
            test.database.fail(with: .unavailable("gone"))
            await #expect(throws: (any Error).self) { try await test.services.pictureSweeper.find() }
            #expect(storage.keys.count == 1)
        }
    }

    private func withPictures(_ body: (TestServices, InMemoryStorage) async throws -> Void) async throws {
        let storage = InMemoryStorage()
        try await TestServices.with(storage: storage) { test in try await body(test, storage) }
    }
}

extension InMemoryStorage {
    fileprivate func keep(_ name: String, hours: Double, from clock: TestClock) async throws -> ObjectKey {
        let key = try #require(ObjectKey(name))
        try await put([1], contentType: "image/webp", at: key)
        age(key, hours: hours, from: clock.date)
        return key
    }
}

extension TestServices {
    fileprivate func name(_ key: ObjectKey, of userID: Int64) async throws {
        let now = clock.now
        _ = try await database.write { db in
            try ProfilePictureStore().setKey(key.description, of: userID, at: now, in: db)
        }
    }
}
