import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import ObjectStorage
import TestSupport
import Testing

/// `img_url` where clients load pictures from the storage itself.
@Suite struct StorageLinkTests {
    @Test func beginsWithTheStoragesBase() async throws {
        let storage = InMemoryStorage(links: .base("https://cdn.example.com/"))
        try await TestApplication.with(storage: storage) { app in
            let minji = try await app.person("minji")
            let key = try await app.storePicture(of: minji.id)
            let url = "https://cdn.example.com/\(key)"
            expectAnswer(try await app.send(.get, "/profile-picture/\(minji.id)"), #"{"img_url":"\#(url)"}"#)
            expectAnswer(
                try await app.send(.get, "/users/\(minji.id)"), ExpectedJSON.user(minji.id, "minji", picture: url))
            let id = try await app.services.services.tweets.post("hello", by: minji.id).id
            expectAnswer(
                try await app.send(.get, "/tweet/\(id)"),
                ExpectedJSON.tweet(id, by: (minji.id, "minji"), "hello", picture: url))
        }
    }

    @Test func isSignedWhereTheBucketIsPrivate() async throws {
        let credentials = Credentials(accessKeyID: "AK", secretAccessKey: "SK")
        let links = PresignedLinks(
            try S3Address(S3Settings(bucket: "pictures", region: "eu-central-1")),
            signer: RequestSigner(credentials: credentials, region: "eu-central-1"), date: TestClock().date,
            lifetime: 900)
        try await TestApplication.with(storage: InMemoryStorage(links: .presigned(links))) { app in
            let minji = try await app.person("minji")
            let key = try await app.storePicture(of: minji.id)
            let url = try #require(try await app.send(.get, "/profile-picture/\(minji.id)").string("img_url"))
            #expect(url.hasPrefix("https://pictures.s3.eu-central-1.amazonaws.com/\(key)?X-Amz-Algorithm="))
            #expect(url == links.url(of: key))
        }
    }

    @Test func headTellsTheLengthAlone() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let key = try await app.storePicture(of: minji.id)
            let response = try await app.send(.head, "/pictures/\(key)")
            #expect(response.status == .ok)
            #expect(response.headers[.contentLength] == "9")
            #expect(response.text == "")
            #expect(try await app.send(.head, "/pictures/profile/\(minji.id)/none.webp").status == .notFound)
        }
    }
}
