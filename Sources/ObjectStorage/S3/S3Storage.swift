package import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1

/// Objects in a bucket of Amazon S3, or of what speaks its protocol.
package struct S3Storage: ObjectStorage {
    let client: S3Client
    private let linkMaker: S3LinkMaker
    private let settings: S3Settings

    /// - Parameters:
    ///   - http: configured by ``AsyncHTTPClient/HTTPClient/Configuration/forObjectStorage(timeout:)``; its owner shuts it
    ///     down.
    ///   - now: the clock, by which requests are signed.
    /// - Throws: ``ObjectStorageError`` when the settings give no URL.
    package init(
        _ settings: S3Settings, credentials: CredentialKeeper, http: HTTPClient,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(ObjectStorageError) {
        self.settings = settings
        let address = try S3Address(settings)
        client = S3Client(settings: settings, address: address, credentials: credentials, http: http, now: now)
        linkMaker = S3LinkMaker(settings: settings, address: address, credentials: credentials, now: now)
    }

    package func put(_ content: ObjectContent, contentType: String, at key: ObjectKey) async throws(ObjectStorageError)
    {
        try await perform("store \(key)") {
            var request = S3Request(method: .PUT, path: path(of: key))
            request.headers = [("content-type", contentType)]
            if let cacheControl = settings.cacheControl { request.headers.append(("cache-control", cacheControl)) }
            request.content = (content.chunks, content.size, try await content.sha256())
            try await finish(client.send(request))
        }
    }

    package func get(_ key: ObjectKey) async throws(ObjectStorageError) -> StoredObject? {
        try await perform("read \(key)") {
            try await orNil {
                let request = S3Request(method: .GET, path: path(of: key))
                let response = try await client.send(request)
                let info = try info(of: key, response)
                let download = S3Download(
                    client: client, request: request, info: info, eTag: response.headers.first(name: "etag"))
                return StoredObject(info: info, chunks: download.chunks(beginningWith: response.body))
            }
        }
    }

    package func head(_ key: ObjectKey) async throws(ObjectStorageError) -> ObjectInfo? {
        try await perform("read \(key)") {
            try await orNil { try info(of: key, await client.send(S3Request(method: .HEAD, path: path(of: key)))) }
        }
    }

    package func delete(_ key: ObjectKey) async throws(ObjectStorageError) {
        try await perform("delete \(key)") {
            _ = try await orNil { try await finish(client.send(S3Request(method: .DELETE, path: path(of: key)))) }
        }
    }

    package func list(prefix: String) -> Rereadable<ObjectInfo> {
        Rereadable(pages: {
            var next: S3Listing.Position? = .beginning
            return {
                guard let position = next else { return nil }
                let page = try await perform("list \(prefix)") { try await self.page(prefix, position) }
                next = page.next
                return page.objects
            }
        })
    }

    package func links() -> ObjectLinks? { linkMaker.links() }

    /// One attempt, so that whoever waits is told soon.
    package func checkAvailability() async throws(ObjectStorageError) {
        try await perform("reach the bucket \(settings.bucket)") {
            // GET rather than HEAD, whose refusals have no body that says why.
            var request = S3Request(method: .GET, path: client.address.bucketPath)
            request.query = [("list-type", "2"), ("max-keys", "1")]
            try await finish(client.send(request, attempts: 1))
        }
    }

    private func page(_ prefix: String, _ position: S3Listing.Position) async throws -> S3Listing {
        var request = S3Request(method: .GET, path: client.address.bucketPath)
        request.query = [("list-type", "2"), ("prefix", prefix)]
        if case .token(let token) = position { request.query.append(("continuation-token", token)) }
        // A page holds 1,000 entries, each of less than 8 KiB.
        let body = try await client.send(request).body.collect(upTo: 8 * 1_024 * 1_024)
        return try S3Listing(String(buffer: body))
    }
}

// MARK: - Parts of it

extension S3Storage {
    private func path(of key: ObjectKey) -> String { client.address.path(of: key.description) }

    /// The connection is free for the next request once the body was read.
    private func finish(_ response: HTTPClientResponse) async throws {
        for try await _ in response.body {}
    }

    private func info(of key: ObjectKey, _ response: HTTPClientResponse) throws -> ObjectInfo {
        guard let size = response.headers.first(name: "content-length").flatMap({ Int($0) }),
            let date = response.headers.first(name: "last-modified").flatMap(AmazonTime.parse)
        else { throw ObjectStorageError("the answer has no Content-Length or Last-Modified") }
        return ObjectInfo(key: key, size: size, lastModified: date)
    }

    /// nil for a missing object. A missing bucket is an error; the answer to HEAD doesn't tell the two apart.
    private func orNil<Result>(_ body: () async throws -> Result) async throws -> Result? {
        do {
            return try await body()
        } catch S3Failure.refused(status: 404, let code, _) where code.isEmpty || code == "NoSuchKey" {
            return nil
        }
    }

    private func perform<Result>(
        _ action: String, _ work: () async throws -> Result
    ) async throws(ObjectStorageError) -> Result {
        do {
            return try await work()
        } catch {
            let reason = (error as? S3Failure)?.reason ?? "\(error)"
            throw ObjectStorageError("can't \(action): \(reason)")
        }
    }
}
