import Database
import Foundation
import HTTPTypes
import HummingbirdTesting
import MinitterModel
import MinitterService
import MinitterView
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A person's tweets as an Atom feed (RFC 4287).
@Suite struct FeedTests {
    @Test func aFeedIsAnsweredToTheLetter() async throws {
        let settings = ServerSettings(publicURL: "https://m.example", hasRateLimits: false, logsRequests: false)
        try await TestApplication.with(server: settings) { app in
            let minji = try await app.person("minji")
            let tweet = try await app.services.services.tweets.post("\n첫 <줄>\nsecond", by: minji.id)
            let response = try await app.browse(.get, "/people/\(minji.id)/feed.atom")
            #expect(response.headers[.contentType] == "application/atom+xml; charset=utf-8")
            let (page, time) = ("https://m.example/people/\(minji.id)", tweet.createdAt.rfc3339)
            #expect(
                response.text == """
                    <?xml version="1.0" encoding="utf-8"?>
                    <feed xmlns="http://www.w3.org/2005/Atom">
                    <id>\(page)</id>
                    <title>minji · Minitter</title>
                    <subtitle>I am minji.</subtitle>
                    <updated>\(time)</updated>
                    <author><name>minji</name><uri>\(page)</uri></author>
                    <link rel="self" type="application/atom+xml" href="\(page)/feed.atom"/>
                    <link rel="alternate" type="text/html" href="\(page)"/>
                    <entry>
                    <id>https://m.example/tweets/\(tweet.id)</id>
                    <title>첫 &lt;줄&gt;</title>
                    <published>\(time)</published>
                    <updated>\(time)</updated>
                    <link rel="alternate" type="text/html" href="https://m.example/tweets/\(tweet.id)"/>
                    <content type="text">
                    첫 &lt;줄&gt;
                    second</content>
                    </entry>
                    </feed>

                    """)
        }
    }

    @Test(arguments: [0, 1, 25])
    func aFeedIsWellFormedAndLeadsToOlderTweets(count: Int) async throws {
        try await TestApplication.with { app in
            let (id, _) = try await app.hostilePerson()
            for number in 0..<count {
                _ = try await app.services.services.tweets.post("\(number) & <b>\u{FFFE}", by: id)
            }
            var (next, entries): (String?, Int) = ("/people/\(id)/feed.atom", 0)
            while let path = next {
                let response = try await app.browse(.get, path)
                let parser = XMLParser(data: Data(response.text.utf8))
                #expect(parser.parse(), "\(response.text)")
                entries += response.text.matches(of: /<entry>/).count
                let link = /<link rel="next" type="application\/atom\+xml" href="http:\/\/localhost([^"]+)"\/>/
                next = response.text.firstMatch(of: link).map { String($0.1) }
            }
            #expect(entries == count + 1)
        }
    }

    @Test func theFeedOfNobodyIsNotThere() async throws {
        try await TestApplication.with { app in
            expectProblem(try await app.browse(.get, "/people/404/feed.atom"), .notFound("There is no user 404."))
        }
    }
}
