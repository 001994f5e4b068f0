import Foundation
import HTTPTypes
import HummingbirdTesting
import MinitterService
import MinitterView
import NIOCore
import TestSupport
import Testing

/// What browsers load: whole, small, or not at all; and what they are told to refuse.
@Suite struct WebFileTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Web").standardized

    /// A new file is added to Sources/CWeb/files.h.
    @Test func everyFileOfTheFolderIsInTheProgram() throws {
        let documents = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".html") }
        let assets = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path + "/assets")
        #expect(WebFiles.builtInNames == (documents + assets.map { "assets/\($0)" }).sorted())
    }

    @Test(arguments: WebFiles.builtInNames.filter { $0.hasPrefix("assets/") })
    func anAssetIsTheFile(_ name: String) async throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
        let types = ["css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"]
        try await TestApplication.with { app in
            let response = try await app.browse(.get, "/" + name)
            #expect(response.text == text)
            #expect(response.headers[.contentType] == types[String(name.split(separator: ".").last!)])
            #expect(response.headers[.cacheControl] == "no-cache")
        }
    }

    @Test func aBodyIsCompressedForWhoTakesIt() async throws {
        try await TestApplication.with { app in
            let plain = try await app.browse(.get, "/assets/style.css")
            let encodings: KeyValuePairs = [
                "gzip": true, "br, gzip": true, "deflate,GZIP;q=0.5": true, "gzip;q=0": false, "br": false,
                "identity": false,
            ]
            for (encoding, isCompressed) in encodings {
                let response = try await app.browse(.get, "/assets/style.css", headers: ["Accept-Encoding": encoding])
                #expect((response.headers[.contentEncoding] == "gzip") == isCompressed, "\(encoding)")
                #expect(response.headers[.vary] == "Accept-Encoding")
                #expect((response.headers[.eTag] != plain.headers[.eTag]) == isCompressed)
                #expect((response.body.readableBytes < plain.body.readableBytes / 2) == isCompressed)
                // RFC 1952, section 2.3.1.
                #expect((response.body.getBytes(at: 0, length: 2) == [0x1F, 0x8B]) == isCompressed)
            }
        }
    }

    @Test(
        arguments: ["/", "/docs", "/people/1", "/tweets/1", "/people/1/feed.atom", "/assets/main.js"],
        ["gzip", "identity"])
    func whatHasNotChangedIsNotSentAgain(path: String, encoding: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            _ = try await app.services.services.tweets.post("hello", by: minji.id)
            let first = try await app.browse(.get, path, headers: ["Accept-Encoding": encoding])
            #expect(first.status == .ok)
            let tag = try #require(first.headers[.eTag])
            #expect(!tag.hasPrefix("W/"))
            for tags in [tag, "\"x\", W/\(tag)", "*"] {
                let again = try await app.browse(
                    .get, path, headers: ["Accept-Encoding": encoding, "If-None-Match": tags])
                #expect(again.status == .notModified)
                #expect(again.body.readableBytes == 0)
                #expect(again.headers[.eTag] == tag)
                #expect(again.headers[.vary] == first.headers[.vary])
            }
            let other = try await app.browse(
                .get, path, headers: ["Accept-Encoding": encoding, "If-None-Match": "\"x\""])
            #expect(other.status == .ok)
        }
    }

    @Test(arguments: ["..%2Findex.html", "%2e%2e%2findex.html", ".", "..", "nothing.js", "main.js%00", "MAIN.JS", ""])
    func nothingElseIsServed(name: String) async throws {
        for files in [WebFiles(), WebFiles(folder: Self.folder.path)] {
            var settings = ServerSettings.forTests
            settings.web = files
            try await TestApplication.with(server: settings) { app in
                let response = try await app.browse(.get, "/assets/\(name)")
                #expect(response.status == .notFound)
                #expect(response.headers[.contentType] == "application/problem+json; charset=utf-8")
            }
        }
    }

    @Test func aFolderIsReadForEachRequest() async throws {
        try await withTemporaryFolder { folder in
            let assets = folder.appendingPathComponent("assets")
            try FileManager.default.createDirectory(at: assets, withIntermediateDirectories: true)
            var settings = ServerSettings.forTests
            settings.web = WebFiles(folder: folder.path)
            try await TestApplication.with(server: settings) { app in
                for text in ["one", "two"] {
                    try text.write(to: assets.appendingPathComponent("new.css"), atomically: false, encoding: .utf8)
                    #expect(try await app.browse(.get, "/assets/new.css").text == text)
                }
                // There is no index.html.
                #expect(try await app.browse(.get, "/").status == .internalServerError)
            }
        }
    }
}
