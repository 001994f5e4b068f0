import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

@testable import ObjectStorage

/// What real servers make of our requests, right and wrong ones.
@Suite(
    .enabled(
        if: !S3Server.available.isEmpty,
        "script/test starts SeaweedFS and rclone; MINITTER_TEST_S3_SEAWEEDFS and _RCLONE name them"))
struct S3ServerTests {
    // MARK: - Who may

    @Test(arguments: S3Server.available) func aWrongSecretIsRefused(server: S3Server) async throws {
        let wrong = Credentials(accessKeyID: try server.credentials.accessKeyID, secretAccessKey: "wrong")
        try await server.withStorage(credentials: wrong) { storage, _ in
            let key = try newKey("a")
            let error = await #expect(throws: ObjectStorageError.self) {
                try await storage.put([1], contentType: "image/webp", at: key)
            }
            #expect(error?.description.contains("SignatureDoesNotMatch") == true, "\(String(describing: error))")
            await #expect(throws: ObjectStorageError.self) { try await storage.get(key) }
            await #expect(throws: ObjectStorageError.self) { try await storage.checkAvailability() }
        }
    }

    @Test(arguments: S3Server.available) func aStrangerIsRefused(server: S3Server) async throws {
        let stranger = Credentials(accessKeyID: "stranger", secretAccessKey: "secret")
        try await server.withStorage(credentials: stranger) { storage, _ in
            _ = await #expect(throws: ObjectStorageError.self) { try await storage.checkAvailability() }
        }
    }

    @Test(arguments: S3Server.available) func aClockThatIsWrongIsRefused(server: S3Server) async throws {
        try await server.withStorage(at: Date().addingTimeInterval(-7_200)) { storage, _ in
            _ = await #expect(throws: ObjectStorageError.self) {
                try await storage.put([1], contentType: "image/webp", at: try newKey("a"))
            }
        }
    }

    @Test(arguments: S3Server.available) func aBucketThatIsMissingIsNamed(server: S3Server) async throws {
        try await server.withStorage {
            $0.bucket = "no-such-bucket"
        } run: { storage, _ in
            let key = try newKey("a")
            let error = await #expect(throws: ObjectStorageError.self) { try await storage.checkAvailability() }
            #expect(error?.description.contains("no-such-bucket") == true)
            #expect(error?.description.contains("NoSuchBucket") == true)
            await #expect(throws: ObjectStorageError.self) { try await storage.get(key) }
            await #expect(throws: ObjectStorageError.self) { for try await _ in storage.list(prefix: "") {} }
        }
    }

    // MARK: - Links

    @Test(arguments: S3Server.available, ["a b", "민지 그림 🙂", "a+b", "a%2Fb&c=d?e#f", "plain"])
    func aLinkIsLoadedByAnyone(server: S3Server, name: String) async throws {
        try await server.withStorage {
            $0.sharing = .presign(lifetime: 900)
        } run: { storage, http in
            let key = try newKey(name)
            try await storage.put(Array("a picture".utf8), contentType: "image/webp", at: key)
            let url = try #require(storage.links()).url(of: key.description)
            let response = try await http.execute(HTTPClientRequest(url: url), timeout: .seconds(60))
            #expect(response.status == .ok)
            #expect(response.headers["content-type"] == ["image/webp"])
            #expect(String(buffer: try await response.body.collect(upTo: 1_000)) == "a picture")
        }
    }

    @Test(arguments: S3Server.available) func aLinkThatHasEndedOrWasChangedIsRefused(server: S3Server) async throws {
        try await server.withStorage {
            $0.sharing = .presign(lifetime: 900)
        } run: { storage, http in
            let (key, other) = (try newKey("a"), try newKey("b"))
            for key in [key, other] { try await storage.put([1], contentType: "image/webp", at: key) }
            let url = try #require(storage.links()).url(of: key.description)
            let unsigned = String(url.prefix { $0 != "?" })
            let changed = [
                unsigned, url.replacing("Expires=900", with: "Expires=90000"), url.dropLast() + "x",
                url.replacing(key.description, with: other.description),
                try endedLink(to: key, server),
            ]
            for url in changed {
                let response = try await http.execute(HTTPClientRequest(url: url), timeout: .seconds(60))
                #expect([.forbidden, .badRequest, .unauthorized].contains(response.status), "\(url)")
                _ = try? await response.body.collect(upTo: 65_536)
            }
        }
    }

    /// Of an hour ago, good for a quarter of an hour.
    private func endedLink(to key: ObjectKey, _ server: S3Server) throws -> String {
        let links = PresignedLinks(
            try S3Address(server.settings),
            signer: RequestSigner(credentials: try server.credentials, region: "us-east-1"),
            date: Date().addingTimeInterval(-3_600), lifetime: 900)
        return links.url(of: key.description)
    }

    // MARK: - What is sent

    /// SeaweedFS compares; rclone takes what comes.
    @Test(.enabled(if: S3Server.seaweedFS.url != nil)) func bytesThatAreNotThoseThatWereSignedAreRefused() async throws
    {
        try await S3Server.seaweedFS.withStorage { storage, _ in
            let key = try newKey("a")
            let reads = Counter()
            let content = ObjectContent(
                size: 3,
                chunks: Rereadable {
                    var rest: ByteBuffer? = ByteBuffer(bytes: reads.next() == 0 ? [1, 2, 3] : [1, 2, 4])
                    return {
                        defer { rest = nil }
                        return rest
                    }
                })
            await #expect(throws: ObjectStorageError.self) {
                try await storage.put(content, contentType: "image/webp", at: key)
            }
            #expect(try await storage.get(key) == nil)
        }
    }

    @Test(.enabled(if: S3Server.seaweedFS.url != nil)) func clientsAreToldWhatItIsAndHowLongToKeepIt() async throws {
        try await S3Server.seaweedFS.withStorage {
            $0.sharing = .presign(lifetime: 900)
        } run: { storage, http in
            let key = try newKey("a.webp")
            try await storage.put([1], contentType: "image/webp", at: key)
            let url = try #require(storage.links()).url(of: key.description)
            let response = try await http.execute(HTTPClientRequest(url: url), timeout: .seconds(60))
            _ = try await response.body.collect(upTo: 1_000)
            #expect(response.headers["content-type"] == ["image/webp"])
            #expect(response.headers["cache-control"] == ["public, max-age=60"])
        }
    }

    /// As Amazon has it: the bucket is a part of the host's name.
    @Test(.enabled(if: S3Server.seaweedFS.url != nil)) func aBucketCanBeAVirtualHost() async throws {
        try await S3Server.seaweedFS.withStorage { owner, _ in
            let key = try newKey("민지 a+b")
            try await owner.put([1, 2, 3], contentType: "image/webp", at: key)
            let port = try #require(S3Server.seaweedFS.url?.port)
            try await withClient(dns: ["\(S3Server.bucket).s3.test": "127.0.0.1"]) { http in
                let settings = S3Settings(
                    bucket: S3Server.bucket, endpoint: "http://s3.test:\(port)", addressing: .virtualHost)
                let storage = try S3Storage(
                    settings, credentials: .fixed(try S3Server.seaweedFS.credentials), http: http)
                try await storage.checkAvailability()
                #expect(try await storage.bytes(at: key) == [1, 2, 3])
                let found = try await storage.list(prefix: key.description).reduce(into: 0) { count, _ in count += 1 }
                #expect(found == 1)
            }
        }
    }

    private func newKey(_ name: String) throws -> ObjectKey {
        try #require(ObjectKey("server-\(UUID().uuidString.lowercased())/\(name)"))
    }
}
