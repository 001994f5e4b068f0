import Foundation
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

/// `GET /pictures/…`: the picture's bytes.
@Suite struct PictureDownloadTests {
    /// The URL names the content, so it may be kept for ever (RFC 8246).
    private static let headers: [String: String?] = [
        "content-type": "image/webp", "cache-control": "public, max-age=31536000, immutable",
        "etag": "\"0af1-22.webp\"",
    ]

    @Test func answersTheBytesToKeepForEver() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let key = try await app.storePicture(of: minji.id)
            expectAnswer(try await app.send(.get, "/pictures/\(key)"), "a picture", headers: Self.headers)
        }
    }

    @Test(arguments: [
        "\"0af1-22.webp\"", "W/\"0af1-22.webp\"", "*", "\"other\", \"0af1-22.webp\"", "\"other\" , W/\"0af1-22.webp\" ",
    ])
    func answersWithoutTheBytesToAClientThatHasThem(ifNoneMatch: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let key = try await app.storePicture(of: minji.id)
            let response = try await app.client.execute(
                uri: "/pictures/\(key)", method: .get, headers: [.ifNoneMatch: ifNoneMatch])
            expectAnswer(
                response, .notModified, "", headers: Self.headers.merging(["content-type": nil]) { $1 })
        }
    }

    @Test(arguments: ["\"other\"", "0af1-22.webp", "\"0af1\"", "", "\"0AF1-22.webp\"", "w/\"0af1-22.webp\""])
    func answersTheBytesToAClientThatHasOthers(ifNoneMatch: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let key = try await app.storePicture(of: minji.id)
            let response = try await app.client.execute(
                uri: "/pictures/\(key)", method: .get, headers: [.ifNoneMatch: ifNoneMatch])
            expectAnswer(response, "a picture", headers: Self.headers)
        }
    }

    @Test func isNotFoundWhereThereIsNoneAlsoForAClientThatHasIt() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.client.execute(
                uri: "/pictures/profile/\(minji.id)/0af1-22.webp", method: .get, headers: [.ifNoneMatch: "*"])
            expectProblem(response, .notFound("There is no such picture."))
        }
    }

    /// None leads to the file above the person's folder, nor to one whose name doesn't show in a listing.
    @Test(arguments: [
        "..%2Fsecret.webp", "%2E%2E%2Fsecret.webp", "%2e%2e%2fsecret.webp", "..%5Csecret.webp", "..%2F..%2Fsecret.webp",
        "%2Fetc%2Fpasswd", ".hidden", ".", "..", "%2E%2E", "a%00.webp", "..%00%2Fsecret.webp",
        "%c0%ae%c0%ae%2fsecret.webp",
        "..%252Fsecret.webp", "a%0D%0AX-Evil:1", "%", "%zz", "..;/secret.webp",
    ])
    func noNameLeadsOutOfThePersonsFolder(name: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            _ = try await app.storePicture(of: minji.id)
            let folder = app.services.pictureFolder
            for file in ["secret.webp", "profile/secret.webp", "profile/\(minji.id)/.hidden"] {
                try Data("a secret".utf8).write(to: folder.appendingPathComponent(file))
            }
            let response = try await app.send(.get, "/pictures/profile/\(minji.id)/\(name)")
            #expect(response.status == .notFound)
            #expect(!response.text.contains("a secret"))
            #expect(response.headers[HTTPField.Name("X-Evil")!] == nil)
        }
    }

    @Test(arguments: [
        "/pictures/secret.webp", "/pictures/profile/secret.webp", "/pictures/profile/../secret.webp",
        "/pictures/profile/1/../secret.webp", "/pictures//secret.webp", "/pictures/..%2fsecret.webp",
    ])
    func noOtherPathLeadsToAFile(path: String) async throws {
        try await TestApplication.with { app in
            for file in ["secret.webp", "profile/secret.webp"] {
                let url = app.services.pictureFolder.appendingPathComponent(file)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data("a secret".utf8).write(to: url)
            }
            let response = try await app.send(.get, path)
            #expect([.notFound, .badRequest].contains(response.status))
            #expect(!response.text.contains("a secret"))
        }
    }
}
