import Foundation
import ObjectStorage
import TestSupport
import Testing

/// How clients are told to load objects of a bucket.
@Suite struct S3LinkTests {
    @Test func throughUsTheyHaveNoLinks() async throws {
        try await withStorage(.proxy) { storage, _ in #expect(storage.links() == nil) }
    }

    @Test func aBaseStandsBeforeEachKey() async throws {
        try await withStorage(.base("https://cdn.example.com/p/")) { storage, _ in
            let links = try #require(storage.links())
            #expect(links.url(of: "profile/7/a.webp") == "https://cdn.example.com/p/profile/7/a.webp")
            #expect(links.url(of: "민 a+b") == "https://cdn.example.com/p/%EB%AF%BC%20a%2Bb")
        }
    }

    @Test func aPresignedLinkStaysTheSameForAQuarterOfItsLife() async throws {
        try await withStorage(.presign(lifetime: 3_600)) { storage, clock in
            // Of an even quarter of an hour.
            let first = try await link(storage)
            #expect(first.contains("X-Amz-Date=20260528T203000Z"))
            #expect(first.contains("X-Amz-Expires=3600"))
            clock.advance(seconds: 599)
            #expect(try await link(storage) == first)
            clock.advance(seconds: 1)
            #expect(try await link(storage).contains("X-Amz-Date=20260528T204500Z"))
        }
    }

    @Test func withoutCredentialsThereAreNoLinksForNow() async throws {
        try await withClient { http in
            let settings = S3Settings(bucket: "pictures", sharing: .presign(lifetime: 3_600))
            let nobody = CredentialKeeper(CredentialChain([]))
            let storage = try S3Storage(settings, credentials: nobody, http: http)
            #expect(storage.links() == nil)
        }
    }

    /// The first one may find the credentials still on their way.
    private func link(_ storage: S3Storage) async throws -> String {
        for _ in 0..<1_000 where storage.links() == nil { try await Task.sleep(for: .milliseconds(1)) }
        return try #require(storage.links()).url(of: "profile/7/a.webp")
    }

    /// - Parameter body: has a clock that starts at 20:35 on 28 May 2026.
    private func withStorage(
        _ sharing: S3Settings.Sharing, _ body: (S3Storage, TestClock) async throws -> Void
    ) async throws {
        let clock = TestClock(start: 1_780_000_500_000)
        try await withClient { http in
            let storage = try S3Storage(
                S3Settings(bucket: "pictures", sharing: sharing), credentials: .fixed(example), http: http,
                now: { clock.date })
            try await body(storage, clock)
        }
    }
}
