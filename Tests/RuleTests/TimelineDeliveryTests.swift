import Database
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// What is kept ready of timelines: that pages come from it, that it stays short, and that it mends itself.
@Suite struct TimelineDeliveryTests {
    private static let small = ServiceSettings.forTests(
        timeline: TimelinePolicy(
            window: 3, popularFollowers: 4, activeDays: 1, deliveriesPerTrim: 1, deliveriesAtOnce: 3))

    @Test func aTweetIsDeliveredToTheAuthorAndTheFollowers() async throws {
        try await TestServices.with { test in
            let (author, follower, stranger) = try await (
                test.person("author").id, test.person("follower").id, test.person("stranger").id
            )
            _ = try await test.services.follows.follow(author, by: follower)
            let tweet = try await test.services.tweets.post("x", by: author).id
            for (person, expected) in [(author, [tweet]), (follower, [tweet]), (stranger, [])] {
                #expect(try await delivered(to: person, in: test) == expected)
            }
            try await test.services.tweets.delete(tweet, by: author)
            #expect(try await delivered(to: follower, in: test) == [])
        }
    }

    @Test func followingFillsInAndUnfollowingTakesBack() async throws {
        try await TestServices.with { test in
            let (author, follower) = try await (test.person("author").id, test.person("follower").id)
            let tweet = try await test.services.tweets.post("before", by: author).id
            _ = try await test.services.follows.follow(author, by: follower)
            #expect(try await delivered(to: follower, in: test) == [tweet])
            _ = try await test.services.follows.unfollow(author, by: follower)
            #expect(try await delivered(to: follower, in: test) == [])
        }
    }

    @Test func itStaysAsShortAsTheWindowAndHistoryGoesOn() async throws {
        try await TestServices.with(settings: Self.small) { test in
            let (author, follower) = try await (test.person("author").id, test.person("follower").id)
            _ = try await test.services.follows.follow(author, by: follower)
            var tweets: [Int64] = []
            for number in 0..<10 {
                tweets.insert(try await test.services.tweets.post("\(number)", by: author).id, at: 0)
                await test.services.timelineKeeper.workOff()
            }
            #expect(try await delivered(to: follower, in: test) == Array(tweets.prefix(3)))
            for limit in [1, 2, 20] {
                let shown = try await items(limit: limit) {
                    try await test.services.timelines.page(of: follower, for: nil, $0)
                }
                #expect(shown.map(\.id) == tweets)
            }
        }
    }

    @Test func aPopularAuthorsTweetsAreShownAtOnceAndDeliveredLater() async throws {
        try await TestServices.with(settings: Self.small) { test in
            let author = try await test.person("author").id
            var followers: [Int64] = []
            for number in 0..<4 { followers.append(try await test.person("follower\(number)").id) }
            let before = try await test.services.tweets.post("before", by: author).id
            for follower in followers { _ = try await test.services.follows.follow(author, by: follower) }
            let since = try await test.services.tweets.post("since", by: author).id
            for follower in followers {
                #expect(try await delivered(to: follower, in: test) == [before])
                #expect(try await shown(to: follower, in: test) == [since, before])
            }
            #expect(try await delivered(to: author, in: test) == [since, before])
            #expect(try await shown(to: test.person("stranger").id, in: test) == [])

            // One who follows now has it at once, and one who stops does not get it any more.
            let late = try await test.person("late").id
            _ = try await test.services.follows.follow(author, by: late)
            #expect(try await delivered(to: late, in: test) == [since, before])
            _ = try await test.services.follows.unfollow(author, by: followers[0])
            #expect(try await shown(to: followers[0], in: test) == [])

            await test.services.timelineKeeper.workOff()
            #expect(try await pending(in: test) == 0)
            for follower in followers.dropFirst() + [late] {
                #expect(try await delivered(to: follower, in: test) == [since, before])
            }
            #expect(try await delivered(to: followers[0], in: test) == [])
        }
    }

    @Test func aTweetThatIsDeletedBeforeItIsDeliveredIsNotDelivered() async throws {
        try await TestServices.with(settings: Self.small) { test in
            let (author, followers) = try await popularAuthor(in: test)
            let tweet = try await test.services.tweets.post("x", by: author).id
            try await test.services.tweets.delete(tweet, by: author)
            await test.services.timelineKeeper.workOff()
            #expect(try await pending(in: test) == 0)
            #expect(try await delivered(to: followers[0], in: test) == [])
        }
    }

    /// As when a server is killed between the answer and the delivery: another one finds it.
    @Test func aDeliveryThatWasLeftUndoneIsDone() async throws {
        try await TestServices.with(settings: Self.small) { test in
            let (author, followers) = try await popularAuthor(in: test)
            let tweet = try await test.services.tweets.post("x", by: author).id
            let other = try await test.another(settings: Self.small).services
            await other.timelineKeeper.workOff()
            #expect(try await pending(in: test) == 1)
            try await other.timelineKeeper.notePendingDeliveries()
            await other.timelineKeeper.workOff()
            #expect(try await pending(in: test) == 0)
            #expect(try await delivered(to: followers[3], in: test) == [tweet])
        }
    }

    /// A server that stops must not go on until a million followers have it.
    @Test func nothingMoreIsDeliveredByAServerThatStops() async throws {
        try await TestServices.with(settings: Self.small) { test in
            let (author, followers) = try await popularAuthor(in: test)
            _ = try await test.services.tweets.post("x", by: author).id
            let upkeep = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                await test.services.timelineKeeper.workOff()
            }
            await upkeep.value
            #expect(try await pending(in: test) == 1)
            #expect(try await delivered(to: followers[0], in: test) == [])
        }
    }

    @Test func aTimelineThatNobodyReadsRestsAndIsMadeAgain() async throws {
        try await TestServices.with(settings: Self.small) { test in
            let (author, follower, reader) = try await (
                test.person("author").id, test.person("follower").id, test.person("reader").id
            )
            for person in [follower, reader] { _ = try await test.services.follows.follow(author, by: person) }
            let first = try await test.services.tweets.post("first", by: author).id
            test.clock.advance(seconds: 2 * 86_400)
            #expect(try await shown(to: reader, in: test) == [first])
            await test.services.timelineKeeper.workOff()
            try await test.services.timelineKeeper.layUnreadToRest()
            #expect(try await delivered(to: reader, in: test) == [first])
            #expect(try await delivered(to: follower, in: test) == [])

            let second = try await test.services.tweets.post("second", by: author).id
            #expect(try await delivered(to: reader, in: test) == [second, first])
            #expect(try await delivered(to: follower, in: test) == [])
            #expect(try await test.wrongTimelines() == [])
            try await test.rebuildTimelines()
            #expect(try await delivered(to: follower, in: test) == [], "a rebuild wakes nobody")

            #expect(try await shown(to: follower, in: test) == [second, first])
            await test.services.timelineKeeper.workOff()
            #expect(try await delivered(to: follower, in: test) == [second, first])
            try await test.services.timelineKeeper.layUnreadToRest()
            #expect(try await delivered(to: follower, in: test) == [second, first])
        }
    }

    /// As after an upgrade from before there were any, or after `minitter copy`.
    @Test func aTimelineThatIsNotMadeIsShownAllTheSameAndMadeThen() async throws {
        try await TestServices.with { test in
            let (author, follower) = try await (test.person("author").id, test.person("follower").id)
            _ = try await test.services.follows.follow(author, by: follower)
            let tweet = try await test.services.tweets.post("x", by: author).id
            for table in ["home_timeline", "timelines"] {
                try await test.database.write { db in _ = try db.execute("DELETE FROM \(SQL(identifier: table))") }
            }
            #expect(try await shown(to: follower, in: test) == [tweet])
            #expect(try await delivered(to: follower, in: test) == [])
            await test.services.timelineKeeper.workOff()
            #expect(try await delivered(to: follower, in: test) == [tweet])
            #expect(try await shown(to: follower, in: test) == [tweet])
        }
    }

    @Test func aRebuildMendsWhatACheckFinds() async throws {
        try await TestServices.with { test in
            let (author, follower, stranger) = try await (
                test.person("author").id, test.person("follower").id, test.person("stranger").id
            )
            _ = try await test.services.follows.follow(author, by: follower)
            let tweet = try await test.services.tweets.post("x", by: author).id
            let foreign = try await test.services.tweets.post("foreign", by: stranger).id
            #expect(try await test.wrongTimelines() == [])
            try await test.database.write { db in
                try db.execute("DELETE FROM home_timeline WHERE owner_id = \(follower)")
                try db.execute(
                    """
                    INSERT INTO home_timeline (owner_id, tweet_id, author_id)
                    VALUES (\(follower), \(foreign), \(stranger))
                    """)
            }
            #expect(try await test.wrongTimelines().count == 1)
            try await test.rebuildTimelines()
            #expect(try await test.wrongTimelines() == [])
            #expect(try await delivered(to: follower, in: test) == [tweet])
        }
    }

    @Test func nothingOfADeletedAccountStays() async throws {
        try await TestServices.with(settings: Self.small) { test in
            let (author, follower) = try await (test.person("author").id, test.person("follower").id)
            _ = try await test.services.follows.follow(author, by: follower)
            _ = try await test.services.tweets.post("x", by: author)
            try await test.services.users.delete(author)
            #expect(try await shown(to: follower, in: test) == [])
            try await test.services.users.delete(follower)
            #expect(try await delivered(to: follower, in: test) == [])
        }
    }

    /// With as many followers as make popular in ``small``.
    private func popularAuthor(in test: TestServices) async throws -> (author: Int64, followers: [Int64]) {
        let author = try await test.person("author").id
        var followers: [Int64] = []
        for number in 0..<4 {
            followers.append(try await test.person("follower\(number)").id)
            _ = try await test.services.follows.follow(author, by: followers[number])
        }
        return (author, followers)
    }

    private func delivered(to owner: Int64, in test: TestServices) async throws -> [Int64] {
        try await test.database.read { db in
            try db.rows("SELECT tweet_id FROM home_timeline WHERE owner_id = \(owner) ORDER BY tweet_id DESC") {
                try $0[0]
            }
        }
    }

    private func pending(in test: TestServices) async throws -> Int {
        try await test.database.read { db in try db.value("SELECT COUNT(*) FROM pending_deliveries") ?? 0 }
    }

    private func shown(to owner: Int64, in test: TestServices) async throws -> [Int64] {
        try await items { try await test.services.timelines.page(of: owner, for: owner, $0) }.map(\.id)
    }
}
