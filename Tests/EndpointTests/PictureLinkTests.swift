import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import MinitterView
import TestSupport
import Testing

/// `img_url`: the URL that a client loads a picture from.
@Suite struct PictureLinkTests {
    /// In the seed's older form as well, which named where pictures were kept.
    @Test(arguments: ["/profile-picture/", "/profile-picture/s3/", "/profile-picture/local/"])
    func isAnsweredToAnyone(path: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let key = try await app.storePicture(of: minji.id)
            expectAnswer(
                try await app.send(.get, path + "\(minji.id)"), #"{"img_url":"http://localhost/pictures/\#(key)"}"#)
        }
    }

    @Test(arguments: ["/profile-picture/", "/profile-picture/s3/", "/profile-picture/local/"])
    func isNotFoundWhereThereIsNoPicture(path: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            expectProblem(
                try await app.send(.get, path + "\(minji.id)"),
                .notFound("User \(minji.id) has no profile picture."))
        }
    }

    @Test func standsBesideEveryTweetAndPerson() async throws {
        try await TestApplication.with { app in
            let (minji, tom) = (try await app.person("minji"), try await app.person("tom"))
            let services = app.services.services
            let url = "http://localhost/pictures/" + (try await app.storePicture(of: minji.id))
            let id = try await services.tweets.post("hello", by: minji.id).id
            _ = try await services.likes.like(id, by: tom.id)
            _ = try await services.follows.follow(minji.id, by: tom.id)

            let tweet = ExpectedJSON.tweet(id, by: (minji.id, "minji"), "hello", likes: 1, picture: url)
            let person = ExpectedJSON.user(minji.id, "minji", tweets: 1, followers: 1, picture: url)
            let answers = [
                "/tweet/\(id)": tweet,
                "/timeline/\(tom.id)": ExpectedJSON.page("timeline", of: tom.id, [tweet]),
                "/users/\(minji.id)/tweets": ExpectedJSON.page("tweets", of: minji.id, [tweet]),
                "/users/\(tom.id)/likes": ExpectedJSON.page("likes", of: tom.id, [tweet]),
                "/users/\(minji.id)": person,
                "/users/\(tom.id)/following": ExpectedJSON.page("users", of: tom.id, [person]),
            ]
            for (path, json) in answers { expectAnswer(try await app.send(.get, path), json) }
        }
    }

    // MARK: - Its beginning

    @Test(arguments: ["example.com", "example.com:8080", "127.0.0.1:5000", "[::1]:5000", "EXAMPLE.com"])
    func beginsWithTheHostThatWasAsked(host: String) async throws {
        let url = try await link(headers: "Host: \(host)")
        #expect(url == "http://\(host)")
    }

    /// A header is a client's word, and what is no host must not come back in an answer that a page may show.
    @Test(arguments: [
        "Host: evil.com/\"><script>", "Host: a b", "Host: user@evil.com", "Host: evil.com/path", "Host: evil.com?q",
        "Host: evil.com#f", "Host: evil.com\\", "Host: %65vil.com", "Host: 호스트", "Host:",
        "Host:\nX-Forwarded-Host: evil.com",
    ])
    func isAPathAloneWhereTheHostIsNotSafeToRepeat(header: String) async throws {
        let url = try await link(headers: header)
        #expect(url == "")
    }

    @Test func beginsWithThePublicURLWhateverTheRequestSays() async throws {
        var server = ServerSettings.forTests
        server.publicURL = "https://minitter.example"
        server.trustedProxies = loopback
        let url = try await link(headers: "Host: evil.com\nX-Forwarded-Proto: http", server: server)
        #expect(url == "https://minitter.example")
    }

    @Test(arguments: [("https", "https://example.com"), ("http", "http://example.com"), ("ftp", "http://example.com")])
    func hasTheSchemeThatATrustedProxyNames(proto: String, expected: String) async throws {
        var server = ServerSettings.forTests
        server.trustedProxies = loopback
        let url = try await link(headers: "Host: example.com\nX-Forwarded-Proto: \(proto)", server: server)
        #expect(url == expected)
    }

    @Test func doesNotBelieveTheSchemeThatAnyoneElseNames() async throws {
        var server = ServerSettings.forTests
        server.trustedProxies = [try #require(AddressRange("10.0.0.0/8"))]
        let url = try await link(headers: "Host: example.com\nX-Forwarded-Proto: https", server: server)
        #expect(url == "http://example.com")
    }

    /// What stands before the path in the link of a person with a picture, asked for through a socket.
    private func link(headers: String, server: ServerSettings = .forTests) async throws -> String {
        try await TestApplication.with(.live, server: server) { app in
            let minji = try await app.person("minji")
            let key = try await app.storePicture(of: minji.id)
            let body = try await RawConnection.with(port: try #require(app.client.port)) { connection in
                try await connection.send(head: "GET /profile-picture/\(minji.id) HTTP/1.1\n\(headers)")
                return try #require(try await connection.answer()).body
            }
            let end = #"/pictures/\#(key)"}"#
            #expect(body.hasPrefix(#"{"img_url":""#) && body.hasSuffix(end))
            return String(body.dropFirst(#"{"img_url":""#.count).dropLast(end.count))
        }
    }
}

/// The addresses of this machine as a trusted proxy's.
let loopback = ["127.0.0.1", "::1"].compactMap { AddressRange($0) }
