import MinitterModel
import MinitterService
import TestSupport
import Testing

/// A person's own tweets, and the list of all people.
@Suite struct ProfilePageTests {
    @Test(arguments: [1, 2, 20])
    func aPersonsTweetsAreReadToTheVeryFirst(limit: Int) async throws {
        try await TestServices.with { test in
            let (minji, haneul) = (try await test.person("minji").id, try await test.person("haneul").id)
            _ = try await test.services.follows.follow(haneul, by: minji)
            for number in 0..<20 {
                _ = try await test.services.tweets.post("m\(number)", by: minji)
                _ = try await test.services.tweets.post("h\(number)", by: haneul)
            }
            let read = try await pages(limit: limit) { try await test.services.tweets.page(by: minji, for: nil, $0) }
            #expect(read.flatMap(\.items).map(\.text) == (0..<20).reversed().map { "m\($0)" })
            #expect(read.count == 20 / limit)
        }
    }

    @Test func aPersonWithoutTweetsHasOneEmptyPage() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji").id
            let page = try await test.services.tweets.page(by: minji, for: nil, PageRequest())
            #expect(page.items == [])
            #expect(page.next == nil)
        }
    }

    @Test func theTweetsOfNobodyAreNotFound() async throws {
        try await TestServices.with { test in
            let page = try await refusal { try await test.services.tweets.page(by: 404, for: nil, PageRequest()) }
            let user = try await refusal { try await test.services.users.user(404, for: nil) }
            #expect([page, user] == [.notFound, .notFound])
        }
    }

    @Test(arguments: [1, 2, 20])
    func allPeopleAreListedNewestFirst(limit: Int) async throws {
        try await TestServices.with { test in
            for number in 0..<5 { _ = try await test.person("person\(number)") }
            let read = try await pages(limit: limit) { try await test.services.users.page($0) }
            #expect(read.flatMap(\.items).map(\.name) == (0..<5).reversed().map { "person\($0)" })
        }
    }
}
