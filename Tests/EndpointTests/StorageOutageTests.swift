import Database
import Foundation
import HTTPTypes
import HummingbirdTesting
import ObjectStorage
import TestSupport
import Testing

/// What callers see when the storage of pictures fails: a fake that does so on demand.
@Suite struct StorageOutageTests {
    private static let away = ExpectedProblem.unavailable(
        "Pictures can't be stored or read at present. Try again in a few seconds.")

    @Test func aFailedUploadLeavesTheOldPictureInPlace() async throws {
        let storage = InMemoryStorage()
        try await TestApplication.with(storage: storage) { app in
            let minji = try await app.person("minji")
            let url = try #require(
                try await app.upload(PictureForm.body(PictureForm.png), token: minji.token).string("img_url"))
            storage.faults.failing = [.put]
            expectProblem(try await app.upload(PictureForm.body(PictureForm.jpeg), token: minji.token), Self.away)
            #expect(try await app.send(.get, "/profile-picture/\(minji.id)").string("img_url") == url)
            #expect(try await app.send(.get, app.path(of: url)).text.hasPrefix("RIFF"))
        }
    }

    @Test func anUploadWhoseAnswerIsLostFailsAndIsNotNamed() async throws {
        let storage = InMemoryStorage()
        try await TestApplication.with(storage: storage) { app in
            let minji = try await app.person("minji")
            storage.faults.lostAnswers = 1
            expectProblem(try await app.upload(PictureForm.body(PictureForm.png), token: minji.token), Self.away)
            #expect(try await app.send(.get, "/profile-picture/\(minji.id)").status == .notFound)
            #expect(storage.keys.count == 1)
        }
    }

    /// It may have been written all the same, so the new picture stays until the sweeper has seen the row.
    @Test func aFailedWriteRemovesNoPictureThatARowMayName() async throws {
        let storage = InMemoryStorage()
        try await TestApplication.with(storage: storage) { app in
            let minji = try await app.person("minji")
            _ = try await app.upload(PictureForm.body(PictureForm.png), token: minji.token)
            app.services.database.loseAnswers(with: .outcomeUnknown("lost"))
            expectProblem(
                try await app.upload(PictureForm.body(PictureForm.jpeg), token: minji.token), .outcomeUnknown)
            #expect(storage.keys.count == 2)

            app.services.database.loseAnswers(with: nil)
            let named = try await app.send(.get, "/profile-picture/\(minji.id)").string("img_url") ?? ""
            #expect(storage.keys.contains { named.hasSuffix("\($0)") })
        }
    }

    @Test func aWriteThatWasSurelyNotDoneLeavesNoPictureBehind() async throws {
        let storage = InMemoryStorage()
        try await TestApplication.with(storage: storage) { app in
            let minji = try await app.person("minji")
            app.services.database.fail(with: .unavailable("away"))
            expectProblem(
                try await app.upload(PictureForm.body(PictureForm.png), token: minji.token), .databaseAway)
            #expect(storage.keys.isEmpty)
        }
    }

    @Test func anOldPictureThatCanNotBeRemovedIsLeftBehind() async throws {
        let storage = InMemoryStorage()
        try await TestApplication.with(storage: storage) { app in
            let minji = try await app.person("minji")
            let first = try await app.upload(PictureForm.body(PictureForm.png), token: minji.token)
            storage.faults.failing = [.delete]
            let second = try await app.upload(PictureForm.body(PictureForm.jpeg), token: minji.token)
            #expect(second.status == .ok)
            #expect(first.string("img_url") != second.string("img_url"))
            #expect(storage.keys.count == 2)
        }
    }

    @Test func tweetsAreWrittenAndReadWithoutIt() async throws {
        let storage = InMemoryStorage()
        try await TestApplication.with(storage: storage) { app in
            let minji = try await app.person("minji")
            _ = try await app.upload(PictureForm.body(PictureForm.png), token: minji.token)
            storage.faults.failing = Set(InMemoryStorage.Call.allCases)
            #expect(try await app.send(.post, "/tweet", json: #"{"tweet":"hi"}"#, token: minji.token).status == .ok)
            #expect(try await app.send(.get, "/timeline", token: minji.token).status == .ok)
            let url = try #require(try await app.send(.get, "/profile-picture/\(minji.id)").string("img_url"))
            expectProblem(try await app.send(.get, app.path(of: url)), Self.away)
            #expect(try await app.send(.get, "/readyz").string("object_storage") == "unavailable")
        }
    }

    /// A balancer that waits must not take the server out for it.
    @Test func aStorageThatHangsDoesNotHoldUpTheAnswerToABalancer() async throws {
        let storage = InMemoryStorage()
        storage.faults.delay = .seconds(3_600)
        try await TestApplication.with(storage: storage) { app in
            expectAnswer(
                try await app.send(.get, "/readyz"),
                #"{"ready":true,"draining":false,"database":"ok","object_storage":"unavailable"}"#)
        }
    }

    /// The length is told before the bytes: a client sees that some are missing.
    @Test func aPictureThatBreaksOffIsNotTakenForAWholeOne() async throws {
        let storage = InMemoryStorage()
        try await TestApplication.with(.live, storage: storage) { app in
            let minji = try await app.person("minji")
            let key = try await app.storePicture(of: minji.id, String(repeating: "x", count: 200_000))
            storage.faults.cutAfter = 100_000
            let rest = try await RawConnection.with(port: try #require(app.client.port)) { connection in
                try await connection.send(head: "GET /pictures/\(key) HTTP/1.1\nHost: localhost")
                return try await connection.rest()
            }
            #expect(rest.lowercased().contains("content-length: 200000"))
            #expect(rest.utf8.count < 200_000)
        }
    }
}
