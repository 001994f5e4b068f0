import HTTPTypes
import HummingbirdTesting
import MinitterService
import TestSupport
import Testing

/// Lists that are read page by page.
@Suite struct PagingTests {
    @Test(arguments: Endpoint.paged, ["", "0", "-1", "101", "ten", "1.5", "+5", "05", "9223372036854775808"])
    func theLimitIsFrom1To100(of endpoint: Endpoint, limit: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(
                .get, "\(endpoint.path(id: minji.id))?limit=\(limit)", token: minji.token)
            expectProblem(response, .invalid("limit", "“limit” is a whole number from 1 to 100."))
        }
    }

    @Test(arguments: Endpoint.paged, ["", "0", "-1", "last", "1.5", "+5", "05", "9223372036854775808"])
    func thePositionIsAnID(of endpoint: Endpoint, before: String) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(
                .get, "\(endpoint.path(id: minji.id))?before=\(before)", token: minji.token)
            expectProblem(
                response, .invalid("before", "“before” is a whole number from 1: take it from the header Link."))
        }
    }

    @Test(arguments: Endpoint.paged)
    func anEmptyListIsOnePage(of endpoint: Endpoint) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(.get, endpoint.path(id: minji.id), token: minji.token)
            #expect(response.status == .ok)
            #expect(response.headers[.link] == nil)
            #expect(response.text.hasSuffix(":[]}"))
        }
    }

    /// 45 entries are two pages of 20 and one of 5, and three of 15: the last page has no link even when it is full.
    @Test(arguments: Endpoint.paged, [nil, 1, 15, 20, 45, 100])
    func theLinksLeadToTheVeryFirstEntry(of endpoint: Endpoint, limit: Int?) async throws {
        try await TestApplication.with { app in
            let list = try await TestList(in: endpoint, app: app, count: 45)
            let path = endpoint.path(id: list.owner.id)
            var next: String? = path + (limit.map { "?limit=\($0)" } ?? "")
            var (read, pages): ([Int64], Int) = ([], 0)
            while let current = next {
                let response = try await app.send(.get, current, token: list.owner.token)
                let ids = list.ids(in: response)
                #expect(ids.count <= limit ?? 20)
                read += ids
                pages += 1
                next = try response.headers[.link].map { link in
                    let match = try #require(link.wholeMatch(of: /<(.+)>; rel="next"/))
                    #expect(match.1.hasPrefix("\(path)?limit=\(limit ?? 20)&before="))
                    return String(match.1)
                }
            }
            #expect(read == list.newestFirst)
            #expect(pages == (45 + (limit ?? 20) - 1) / (limit ?? 20))
        }
    }

    @Test func aPageStaysWhereItIsWhenNewTweetsCome() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            for number in 1...4 { _ = try await app.services.services.tweets.post("\(number)", by: minji.id) }
            let first = try await app.send(.get, "/timeline?limit=2", token: minji.token)
            let link = try #require(first.headers[.link]?.firstMatch(of: /<(.+)>/)).1
            _ = try await app.services.services.tweets.post("new", by: minji.id)
            let second = try await app.send(.get, String(link), token: minji.token)
            #expect(second.text.matches(of: /"tweet":"(.+?)"/).map { String($0.1) } == ["2", "1"])
        }
    }

    /// `//users/1/tweets` as a reference would be the path `/1/tweets` on the host `users` (RFC 3986, section 4.2).
    @Test(arguments: ["//", "/", "///"])
    func theNextPageIsOnThisServer(slashes: String) async throws {
        try await TestApplication.with(.live) { app in
            let minji = try await app.person("minji")
            for number in 1...3 { _ = try await app.services.services.tweets.post("\(number)", by: minji.id) }
            let path = "users/\(minji.id)/tweets"
            let answer = try await RawConnection.with(port: try #require(app.client.port)) { connection in
                try await connection.send(head: "GET \(slashes)\(path)?limit=2 HTTP/1.1\nHost: localhost")
                return try await connection.answer()
            }
            #expect(try #require(answer?.header("Link")).hasPrefix("</\(path)?limit=2&before="))
        }
    }

    @Test func theOtherParametersAreLeftAlone() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(.get, "/timeline?limit=5&utm_source=%F0%9F%98%80&x", token: minji.token)
            #expect(response.status == .ok)
        }
    }
}
