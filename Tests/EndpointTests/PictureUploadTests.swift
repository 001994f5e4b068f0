import Foundation
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

/// Uploads that are taken. (What the pictures look like is tested with the renderer.)
@Suite struct PictureUploadTests {
    @Test(arguments: [PictureForm.png, PictureForm.jpeg], ["profile-pic", "profile_pic"])
    func answersTheLinkToAPictureThatCanBeLoaded(picture: Data, field: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.upload(PictureForm.body(picture, field: field), token: minji.token)
            let url = try #require(response.string("img_url"))
            expectAnswer(response, #"{"img_url":"\#(url)"}"#)
            let name = try #require(
                url.wholeMatch(of: /http:\/\/localhost\/pictures\/profile\/([0-9]+)\/([0-9a-f]{32}-[0-9a-f]{8}\.webp)/))
            #expect(name.1 == "\(minji.id)")

            expectAnswer(
                try await app.send(.get, "/profile-picture/\(minji.id)"), #"{"img_url":"\#(url)"}"#)
            #expect(try await app.send(.get, "/users/\(minji.id)").string("img_url") == url)
            let loaded = try await app.send(.get, app.path(of: url))
            #expect(loaded.status == .ok)
            #expect(loaded.headers[.contentType] == "image/webp")
            #expect(loaded.headers[.eTag] == "\"\(name.2)\"")
            #expect(loaded.text.hasPrefix("RIFF"))
        }
    }

    @Test(arguments: ["/profile-picture/s3", "/profile-picture/local"])
    func isTakenOnTheSeedsOlderPaths(path: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.upload(PictureForm.body(PictureForm.png), to: path, token: minji.token)
            let url = try #require(response.string("img_url"))
            #expect(try await app.send(.get, "\(path)/\(minji.id)").string("img_url") == url)
        }
    }

    /// Also when both are the same picture: each upload has a URL of its own.
    @Test(arguments: [PictureForm.png, PictureForm.jpeg])
    func aReplacedPictureIsGone(second: Data) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let first = try await app.upload(PictureForm.body(PictureForm.png), token: minji.token)
            let other = try await app.upload(PictureForm.body(second), token: minji.token)
            let (old, new) = (try #require(first.string("img_url")), try #require(other.string("img_url")))
            #expect(old != new)
            expectProblem(try await app.send(.get, app.path(of: old)), .notFound("There is no such picture."))
            #expect(try await app.send(.get, app.path(of: new)).status == .ok)
            #expect(try app.storedFiles(of: minji.id).count == 1)
        }
    }

    @Test func thePictureOfADeletedAccountIsGone() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.upload(PictureForm.body(PictureForm.png), token: minji.token)
            let url = try #require(response.string("img_url"))
            _ = try await app.send(.delete, "/users/me", token: minji.token)
            expectProblem(try await app.send(.get, app.path(of: url)), .notFound("There is no such picture."))
            expectProblem(
                try await app.send(.get, "/profile-picture/\(minji.id)"), .notFound("There is no user \(minji.id)."))
            #expect(try app.storedFiles(of: minji.id) == [])
        }
    }

    @Test(arguments: [
        "../../../etc/passwd", "/etc/passwd", "..\\\\me.png", "me.exe", "", "사진 😀.png", "a%00.png", "a\\\"b.png",
    ])
    func theFilesNameIsOfNoConsequence(fileName: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.upload(
                PictureForm.body(PictureForm.png, fileName: fileName), token: minji.token)
            #expect(response.status == .ok)
            let files = try app.storedFiles(of: minji.id)
            #expect(files.count == 1)
            #expect(files.first?.wholeMatch(of: /[0-9a-f]{32}-[0-9a-f]{8}\.webp/) != nil)
        }
    }

    @Test func aPictureThatCanNotBeUsedLeavesTheOldOne() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.upload(PictureForm.body(PictureForm.png), token: minji.token)
            let cutOff = try await app.upload(PictureForm.body(PictureForm.jpeg.prefix(200)), token: minji.token)
            expectProblem(cutOff, .invalid("profile-pic", "The picture is damaged or cut off."))
            #expect(
                try await app.send(.get, "/profile-picture/\(minji.id)").string("img_url")
                    == response.string("img_url"))
        }
    }

    /// Nothing can be stored below a plain file.
    @Test func aStorageThatIsAwayIsToldAndLeavesTheAccountAsItWas() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            try FileManager.default.removeItem(at: app.services.pictureFolder)
            try Data().write(to: app.services.pictureFolder)
            let response = try await app.upload(PictureForm.body(PictureForm.png), token: minji.token)
            expectProblem(
                response,
                .unavailable("Pictures can't be stored or read at present. Try again in a few seconds."))
            expectAnswer(try await app.send(.get, "/users/\(minji.id)"), ExpectedJSON.user(minji.id, "minji"))
        }
    }
}

extension TestApplication {
    /// Of a URL on this server.
    func path(of url: String) -> String {
        String(url.dropFirst("http://localhost".count))
    }

    fileprivate func storedFiles(of userID: Int64) throws -> [String] {
        let folder = services.pictureFolder.appendingPathComponent("profile/\(userID)")
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
    }
}
