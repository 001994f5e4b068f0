import MinitterModel
import MinitterService
import TestSupport
import Testing

/// Several people write at once, while timelines are trimmed, laid to rest, made anew and read. Nobody can say beforehand who comes
/// first; but when all are done, each timeline is what the lists of the followed and of their tweets say, and while they
/// are at it no page shows a tweet twice or out of order.
@Suite struct ConcurrentTimelineTests {
    private static let people = 6
    private static let writers = 6
    private static let deedsOfAWriter = 25

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func everybodySeesWhatTheOtherListsSay(seed: UInt64) async throws {
        try await TestServices.with(isInMemory: false, settings: .forPlay(.forSeed(seed))) { test in
            var people: [Int64] = []
            for number in 0..<Self.people { people.append(try await test.person("person\(number)").id) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<Self.writers {
                    group.addTask { [people] in try await write(as: writer, seed: seed, among: people, in: test) }
                }
                group.addTask { [people] in try await lookAfter(people, in: test) }
                try await group.waitForAll()
            }
            #expect(try await test.wrongTimelines() == [])
            for person in people {
                let expected = try await expectedTimeline(of: person, in: test)
                for limit in [2, 20] {
                    let shown = try await items(limit: limit) {
                        try await test.services.timelines.page(of: person, for: nil, $0)
                    }
                    #expect(shown.map(\.id) == expected, "the timeline of \(person), \(limit) a page")
                }
            }
        }
    }

    private func write(as writer: Int, seed: UInt64, among people: [Int64], in test: TestServices) async throws {
        var random = SeededRandom(seed: seed &* 1_000 &+ UInt64(writer))
        var own: [(tweet: Int64, author: Int64)] = []
        for number in 0..<Self.deedsOfAWriter {
            let (one, other) = (people.randomElement(using: &random)!, people.randomElement(using: &random)!)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4:
                own.append((try await test.services.tweets.post("\(writer) \(number)", by: one).id, one))
            case 4 where !own.isEmpty:
                let (tweet, author) = own.removeFirst()
                try await test.services.tweets.delete(tweet, by: author)
            case 5..<8 where one != other:
                _ = try await test.services.follows.follow(one, by: other)
            case 8 where one != other:
                _ = try await test.services.follows.unfollow(one, by: other)
            default:
                let page = try await test.services.timelines.page(of: one, for: other, PageRequest(limit: 5))
                let ids = page.items.map(\.id)
                #expect(ids == ids.sorted(by: >) && Set(ids).count == ids.count)
            }
        }
    }

    /// What the server and an operator do meanwhile.
    private func lookAfter(_ people: [Int64], in test: TestServices) async throws {
        for round in 0..<12 {
            await test.services.timelineKeeper.workOff()
            if round.isMultiple(of: 3) { try await test.restTimelines() } else { try await test.rebuildTimelines() }
        }
    }

    /// From lists that know nothing of what was delivered.
    private func expectedTimeline(of person: Int64, in test: TestServices) async throws -> [Int64] {
        let followed = try await items(limit: 100) {
            try await test.services.follows.following(by: person, for: nil, $0)
        }
        var ids: [Int64] = []
        for author in followed.map(\.id) + [person] {
            ids += try await items(limit: 100) { try await test.services.tweets.page(by: author, for: nil, $0) }.map(
                \.id)
        }
        return ids.sorted(by: >)
    }
}
