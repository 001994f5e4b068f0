import Database
import Foundation
import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import MinitterView
import NIOCore
import TestSupport
import Testing

/// The pages that the server writes itself.
@Suite struct PageTests {
    @Test func whatPeopleWriteIsShownAsTyped() async throws {
        try await TestApplication.with { app in
            let (id, tweet) = try await app.hostilePerson()
            for path in ["/people/\(id)", "/tweets/\(tweet)", "/people/\(id)/feed.atom"] {
                let text = try await app.browse(.get, path).text
                #expect(!text.contains("<script>"), "\(path)")
                #expect(!text.contains("\"onload"), "\(path)")
                #expect(text.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"), "\(path)")
                #expect(text.contains("&amp;amp;"), "\(path)")
            }
        }
    }

    @Test func aPersonsPageSaysWhatAChatShows() async throws {
        try await TestApplication.with(server: .public) { app in
            let minji = try await app.person("minji")
            let text = try await app.browse(.get, "/people/\(minji.id)").text
            #expect(text.meta("og:title") == "minji")
            #expect(text.meta("og:description") == "I am minji.")
            #expect(text.meta("og:type") == "profile")
            #expect(text.meta("og:url") == "https://minitter.example.com/people/\(minji.id)")
            #expect(text.meta("og:image") == nil)
            #expect(text.meta("twitter:card") == "summary")
            #expect(text.contains("<title>minji · Minitter</title>"))
            let feed = #"<link rel="alternate" type="application/atom+xml" href="/people/\#(minji.id)/feed.atom">"#
            #expect(text.contains(feed))
        }
    }

    @Test func aTweetsPageSaysWhatAChatShows() async throws {
        try await TestApplication.with(server: .public) { app in
            let minji = try await app.person("minji")
            try await app.services.setPicture("profile/\(minji.id)/a.webp", of: minji.id)
            let tweet = try await app.services.services.tweets.post("안녕\nhello", by: minji.id)
            let text = try await app.browse(.get, "/tweets/\(tweet.id)").text
            #expect(text.meta("og:title") == "minji")
            #expect(text.meta("og:description") == "안녕\nhello")
            #expect(text.meta("og:type") == "article")
            #expect(text.meta("og:url") == "https://minitter.example.com/tweets/\(tweet.id)")
            #expect(text.meta("og:image") == "https://minitter.example.com/pictures/profile/\(minji.id)/a.webp")
            #expect(text.contains(#"<time datetime="\#(tweet.createdAt.rfc3339)">"#))
        }
    }

    @Test func aPersonIsReadToTheFirstTweet() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            for number in 1...45 { _ = try await app.services.services.tweets.post("tweet \(number).", by: minji.id) }
            var (next, read): (String?, [String]) = ("/people/\(minji.id)", [])
            while let path = next {
                let text = try await app.browse(.get, path).text
                read += text.matches(of: /<p class="text">tweet (\d+)\.</).map { String($0.1) }
                next = text.firstMatch(of: /rel="next" href="([^"]+)"/).map { String($0.1) }
            }
            #expect(read == (1...45).reversed().map(String.init))
        }
    }

    @Test(arguments: [
        ("ko", "ko"), ("ko-KR,ko;q=0.9,en;q=0.8", "ko"), ("en-GB,en;q=0.9,ko;q=0.8", "en"), ("de,ko;q=0.5", "ko"),
        ("ko;q=0,en", "en"), ("ko;q=0", "en"), ("de-DE", "en"), ("*", "en"), ("", "en"), ("en;q=0.3, ko;q=0.7", "ko"),
        (";;;,,q=", "en"),
    ])
    func thePageIsInTheReadersLanguage(acceptLanguage: String, language: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            for path in ["/", "/people/\(minji.id)", "/people/404"] {
                let response = try await app.browse(.get, path, headers: ["Accept-Language": acceptLanguage])
                #expect(response.text.contains(#"<html lang="\#(language)">"#))
                #expect(response.headers[.vary]?.contains("Accept-Language") == true)
            }
        }
    }

    @Test(arguments: ["/people/404", "/tweets/404", "/people/x", "/tweets/0", "/people/-1", "/people/404?before=x"])
    func whatIsNotThereIsAPageThatSaysSo(path: String) async throws {
        try await TestApplication.with { app in
            let response = try await app.browse(.get, path)
            #expect(response.status == .notFound)
            #expect(response.headers[.contentType] == "text/html; charset=utf-8")
            #expect(response.headers[.contentSecurityPolicy] != nil)
            #expect(response.text.contains("<h1 tabindex=\"-1\">Nothing is here</h1>"))
        }
    }

    @Test func anOutageIsAPageThatSaysSo() async throws {
        try await TestApplication.with { app in
            app.services.database.fail(with: .unavailable("gone"))
            let response = try await app.browse(.get, "/people/1")
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "2")
            #expect(response.text.contains("This could not be loaded"))
        }
    }
}

extension ServerSettings {
    fileprivate static let `public` = ServerSettings(
        publicURL: "https://minitter.example.com", hasRateLimits: false, logsRequests: false)
}

extension TestApplication {
    /// Whose every text is full of markup.
    func hostilePerson() async throws -> (id: Int64, tweet: Int64) {
        let text = "<script>alert('1')</script>&amp;\"onload=\"alert(1)"
        let services = services.services
        let person = try await services.users.signUp(
            email: "h@example.com", name: text, password: "password", profile: text)
        return (person.id, try await services.tweets.post(text, by: person.id).id)
    }
}

extension TestServices {
    fileprivate func setPicture(_ key: String, of userID: Int64) async throws {
        try await database.write { db in
            _ = try db.execute("UPDATE users SET profile_picture = \(key) WHERE id = \(userID)")
        }
    }
}

extension String {
    /// The content of a tag of Open Graph.
    fileprivate func meta(_ name: String) -> String? {
        for attribute in ["property", "name"] {
            if let start = firstRange(of: "<meta \(attribute)=\"\(name)\" content=\"")?.upperBound {
                return String(self[start...].prefix { $0 != "\"" })
            }
        }
        return nil
    }
}
