import Foundation
import NIOCore
import ObjectStorage
import TestSupport
import Testing

/// An endpoint that does what endpoints do on bad days: a fake on this machine.
@Suite struct S3FailureTests {
    // MARK: - Trying again

    @Test(arguments: [
        "500 Internal Server Error", "502 Bad Gateway", "503 Slow Down", "504 Gateway Timeout", "429 Slow",
    ])
    func asksAgainWhenTheAnswerMayBeBetterNextTime(status: String) async throws {
        let answers = [[FakeServer.Step].answer(status), .answer(status), .answer("200 OK")]
        try await withStorage { _, number in
            answers[number]
        } run: { storage, server in
            try await storage.put(Array("picture".utf8), contentType: "image/webp", at: key)
            #expect(server.requests.map(\.line) == Array(repeating: "PUT /pictures/profile/7/a.webp", count: 3))
            #expect(server.requests.map(\.body) == Array(repeating: "picture", count: 3))
        }
    }

    @Test func givesUpAfterAsManyAttemptsAsItMay() async throws {
        try await withStorage { _, _ in
            .answer("503 Slow Down", Self.error("SlowDown"))
        } run: { storage, server in
            let problem = await problem { try await storage.put([1], contentType: "image/webp", at: key) }
            #expect(problem?.contains("SlowDown") == true)
            #expect(server.requests.count == 3)
        }
    }

    @Test(arguments: [
        "400 Bad Request", "403 Forbidden", "409 Conflict", "301 Moved Permanently", "307 Temporary Redirect",
    ])
    func doesNotAskAgainWhenTheAnswerWouldBeTheSame(status: String) async throws {
        let elsewhere = ["Location: http://127.0.0.1:1/"]
        try await withStorage { _, _ in
            .answer(status, Self.error("NotSo"), headers: elsewhere)
        } run: { storage, server in
            let problem = await problem { try await storage.delete(key) }
            #expect(problem == "can't delete profile/7/a.webp: NotSo: as a test wishes")
            #expect(server.requests.count == 1)
        }
    }

    @Test func aConnectionThatBreaksBeforeTheAnswerIsTriedAgain() async throws {
        let answers: [[FakeServer.Step]] = [[.close], [.send("HTTP/1.1 2"), .close], .answer("204 No Content")]
        try await withStorage { _, number in
            answers[number]
        } run: { storage, server in
            try await storage.delete(key)
            #expect(server.requests.count == 3)
        }
    }

    // MARK: - Away and slow

    @Test func anEndpointThatIsAwayIsAnError() async throws {
        let port = try freePort()
        try await withClient { http in
            let settings = S3Settings(bucket: "pictures", endpoint: "http://127.0.0.1:\(port)", retryDelay: 0.001)
            let storage = try S3Storage(settings, credentials: .fixed(example), http: http)
            await #expect(throws: ObjectStorageError.self) { try await storage.get(key) }
            await #expect(throws: ObjectStorageError.self) { try await storage.head(key) }
            await #expect(throws: ObjectStorageError.self) { try await storage.delete(key) }
            await #expect(throws: ObjectStorageError.self) { try await storage.checkAvailability() }
            _ = await #expect(throws: ObjectStorageError.self) { for try await _ in storage.list(prefix: "") {} }
        }
    }

    @Test func anEndpointThatNeverAnswersIsGivenUp() async throws {
        try await withStorage(timeout: 1, attempts: 1) { _, _ in
            [.hang]
        } run: { storage, _ in
            await #expect(throws: ObjectStorageError.self) { try await storage.get(key) }
            await #expect(throws: ObjectStorageError.self) {
                try await storage.put([1], contentType: "image/webp", at: key)
            }
        }
    }

    @Test func anAnswerThatStopsComingIsGivenUp() async throws {
        let head = Self.head(length: 100)
        try await withStorage(timeout: 1, attempts: 1) { _, _ in
            [.send(head + "begun"), .hang]
        } run: { storage, _ in
            _ = await #expect(throws: ObjectStorageError.self) { try await storage.bytes(at: key) }
        }
    }

    @Test func aSlowAnswerIsWaitedFor() async throws {
        try await withStorage { _, _ in
            [
                .send(Self.head(length: 6)), .wait(.milliseconds(300)), .send("sl"), .wait(.milliseconds(300)),
                .send("owly"),
            ]
        } run: { storage, _ in
            let bytes = try await storage.bytes(at: key)
            #expect(bytes == Array("slowly".utf8))
        }
    }

    // MARK: - Broken off in the middle

    @Test func aDownloadThatBreaksOffIsTakenUpWhereItWas() async throws {
        let answers: [[FakeServer.Step]] = [
            [.send(Self.head(length: 10) + "0123"), .close],
            [.send("HTTP/1.1 206 Partial Content\r\nContent-Length: 6\r\n\r\n45"), .close],
            [.send("HTTP/1.1 206 Partial Content\r\nContent-Length: 4\r\n\r\n6789")],
        ]
        try await withStorage { _, number in
            answers[number]
        } run: { storage, server in
            let bytes = try await storage.bytes(at: key)
            #expect(bytes == Array("0123456789".utf8))
            #expect(server.requests.map { $0.headers["range"] } == [nil, "bytes=4-", "bytes=6-"])
            #expect(server.requests.dropFirst().allSatisfy { $0.headers["if-match"] == "\"tag\"" })
        }
    }

    @Test func aDownloadThatKeepsBreakingOffIsAnErrorAndNotShort() async throws {
        try await withStorage { request, _ in
            request.headers["range"] == nil ? [.send(Self.head(length: 10) + "0123"), .close] : [.close]
        } run: { storage, _ in
            let object = try #require(try await storage.get(key))
            var received = 0
            await #expect(throws: ObjectStorageError.self) {
                for try await chunk in object.chunks { received += chunk.readableBytes }
            }
            #expect(received == 4)
        }
    }

    @Test func theRestOfAnotherObjectIsRefused() async throws {
        try await withStorage { request, _ in
            request.headers["range"] == nil
                ? [.send(Self.head(length: 10) + "0123"), .close]
                : .answer("412 Precondition Failed", Self.error("PreconditionFailed"))
        } run: { storage, _ in
            let problem = await problem { _ = try await storage.bytes(at: key) }
            #expect(problem?.contains("PreconditionFailed") == true)
        }
    }

    @Test func theWholeInPlaceOfTheRestIsRefused() async throws {
        try await withStorage { request, _ in
            request.headers["range"] == nil
                ? [.send(Self.head(length: 10) + "0123"), .close] : [.send(Self.head(length: 10) + "0123456789")]
        } run: { storage, _ in
            _ = await #expect(throws: ObjectStorageError.self) { try await storage.bytes(at: key) }
        }
    }

    // MARK: - Lists

    @Test func aListThatIsNoneIsAnError() async throws {
        try await withStorage { _, _ in
            .answer("200 OK", "<html>a captive portal</html>")
        } run: { storage, _ in
            _ = await #expect(throws: ObjectStorageError.self) { for try await _ in storage.list(prefix: "") {} }
        }
    }

    @Test func whatHasNoPlainKeyIsLeftOut() async throws {
        let entries = ["a&amp;b&#x1F642;&#44608;", "folder/", "../up", "", "&lt;&quot;&apos;&gt;"].map { key in
            "<Contents><Key>\(key)</Key><LastModified>2026-11-23T09:05:07.000Z</LastModified><Size>5</Size></Contents>"
        }
        let page = "<ListBucketResult><IsTruncated>false</IsTruncated>\(entries.joined())</ListBucketResult>"
        try await withStorage { _, _ in
            .answer("200 OK", page)
        } run: { storage, _ in
            let found = try await storage.list(prefix: "").reduce(into: []) { $0.append($1) }
            #expect(found.map(\.key.description) == ["a&b🙂김", "<\"'>"])
            #expect(found.allSatisfy { $0.size == 5 && $0.lastModified == date(1_795_424_707) })
        }
    }

    // MARK: - Help

    private let key = ObjectKey("profile/7/a.webp")!

    private static func error(_ code: String) -> String {
        "<?xml version=\"1.0\"?><Error><Code>\(code)</Code><Message>as a test wishes</Message></Error>"
    }

    private static func head(length: Int) -> String {
        "HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\nETag: \"tag\"\r\n"
            + "Last-Modified: Mon, 23 Nov 2026 09:05:07 GMT\r\n\r\n"
    }

    private func problem(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func withStorage(
        timeout: Int = 30, attempts: Int = 3,
        _ answer: @escaping @Sendable (FakeServer.Request, Int) -> [FakeServer.Step],
        run body: (S3Storage, FakeServer) async throws -> Void
    ) async throws {
        try await FakeServer.with(answer) { server in
            try await withClient(timeout: timeout) { http in
                let settings = S3Settings(
                    bucket: "pictures", endpoint: server.origin, timeout: timeout, attempts: attempts,
                    retryDelay: 0.001)
                try await body(try S3Storage(settings, credentials: .fixed(example), http: http), server)
            }
        }
    }
}
