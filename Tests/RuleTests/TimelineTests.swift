import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct TimelineTests {
    @Test func itHoldsOnesOwnTweetsAndThoseOfTheFollowedNewestFirst() async throws {
        try await TestServices.with { test in
            let (minji, haneul, stranger) = (
                try await test.person("minji").id, try await test.person("haneul").id,
                try await test.person("stranger").id
            )
            _ = try await test.services.tweets.post("before the follow", by: haneul)
            _ = try await test.services.follows.follow(haneul, by: minji)
            // All in the same millisecond: the clock of the test stands still.
            for (text, author) in [("own", minji), ("unseen", stranger), ("after", haneul), ("own again", minji)] {
                _ = try await test.services.tweets.post(text, by: author)
            }
            #expect(try await texts(of: minji, in: test) == ["own again", "after", "own", "before the follow"])
            #expect(try await texts(of: haneul, in: test) == ["after", "before the follow"])

            _ = try await test.services.follows.unfollow(haneul, by: minji)
            #expect(try await texts(of: minji, in: test) == ["own again", "own"])
        }
    }

    @Test func aReaderSeesTheirOwnLikesInTheTimelineOfAnother() async throws {
        try await TestServices.with { test in
            let (minji, haneul) = (try await test.person("minji").id, try await test.person("haneul").id)
            let tweet = try await test.services.tweets.post("x", by: minji).id
            _ = try await test.services.likes.like(tweet, by: haneul)
            for (reader, liked) in [(haneul, true), (minji, false), (nil, false)] {
                let seen = try await test.services.timelines.page(of: minji, for: reader, PageRequest()).items
                #expect(seen.map(\.liked) == [liked])
                #expect(seen.map(\.likeCount) == [1])
            }
        }
    }

    /// With as many tweets as fill pages exactly, one fewer and one more.
    @Test(arguments: [1, 2, 20], [0, 1, 2, 3, 19, 20, 21, 40, 41])
    func itIsReadPageByPageToTheVeryFirstTweet(limit: Int, count: Int) async throws {
        try await TestServices.with { test in
            let authors = [try await test.person("minji").id, try await test.person("haneul").id]
            _ = try await test.services.follows.follow(authors[1], by: authors[0])
            for number in 0..<count { _ = try await test.services.tweets.post("\(number)", by: authors[number % 2]) }
            let read = try await pages(limit: limit) {
                try await test.services.timelines.page(of: authors[0], for: nil, $0)
            }
            #expect(read.flatMap(\.items).map(\.text) == (0..<count).reversed().map { "\($0)" })
            #expect(read.count == max(1, (count + limit - 1) / limit), "there is no empty page at the end")
            #expect(read.dropLast().allSatisfy { $0.items.count == limit })
        }
    }

    @Test func whatChangesWhileItIsReadNeitherRepeatsNorHidesATweet() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji").id
            var tweets: [Int64] = []
            for number in 0..<10 { tweets.append(try await test.services.tweets.post("\(number)", by: minji).id) }
            let first = try await test.services.timelines.page(of: minji, for: nil, PageRequest(limit: 3))
            #expect(first.items.map(\.text) == ["9", "8", "7"])

            // A newer tweet, one of those read (where the next page begins), and one to come.
            _ = try await test.services.tweets.post("10", by: minji)
            try await test.services.tweets.delete(tweets[7], by: minji)
            try await test.services.tweets.delete(tweets[5], by: minji)
            let second = try await test.services.timelines.page(
                of: minji, for: nil, PageRequest(before: first.next, limit: 3))
            #expect(second.items.map(\.text) == ["6", "4", "3"])
            let third = try await test.services.timelines.page(
                of: minji, for: nil, PageRequest(before: second.next, limit: 3))
            #expect(third.items.map(\.text) == ["2", "1", "0"])
            #expect(third.next == nil)
        }
    }

    @Test(arguments: [Int64.min, -1, 0])
    func beforeTheFirstTweetThereIsNothing(before: Int64) async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji").id
            _ = try await test.services.tweets.post("x", by: minji)
            let page = try await test.services.timelines.page(of: minji, for: nil, PageRequest(before: before))
            #expect(page.items == [])
            #expect(page.next == nil)
        }
    }

    @Test func theTimelineOfNobodyIsNotFound() async throws {
        try await TestServices.with { test in
            let gone = try await test.person("gone").id
            try await test.services.users.delete(gone)
            let timelines = test.services.timelines
            #expect(try await refusal { try await timelines.page(of: gone, for: nil, PageRequest()) } == .notFound)
            #expect(try await refusal { try await timelines.page(of: gone, for: gone, PageRequest()) } == .invalidToken)
        }
    }

    private func texts(of owner: Int64, in test: TestServices) async throws -> [String] {
        try await items { try await test.services.timelines.page(of: owner, for: owner, $0) }.map(\.text)
    }
}
