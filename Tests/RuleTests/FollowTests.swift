import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct FollowTests {
    @Test func aFollowIsCountedOnBothSidesAndShownToTheFollower() async throws {
        try await TestServices.with { test in
            let (minji, haneul) = (try await test.person("minji"), try await test.person("haneul"))
            let followed = try await test.services.follows.follow(haneul.id, by: minji.id)
            #expect(followed.followerCount == 1)
            #expect(followed.followed)
            #expect(try await test.services.users.user(haneul.id, for: minji.id) == followed)

            let follower = try await test.services.users.user(minji.id, for: haneul.id)
            #expect([follower.followerCount, follower.followingCount] == [0, 1])
            #expect(!follower.followed)
            #expect(try await !test.services.users.user(haneul.id, for: nil).followed)
        }
    }

    @Test func followingTwiceIsTheSameAsOnce() async throws {
        try await TestServices.with { test in
            let (minji, haneul) = (try await test.person("minji"), try await test.person("haneul"))
            let once = try await test.services.follows.follow(haneul.id, by: minji.id)
            let twice = try await test.services.follows.follow(haneul.id, by: minji.id)
            #expect(once == twice)
            #expect(twice.followerCount == 1)
            #expect(try await test.services.users.user(minji.id, for: nil).followingCount == 1)
        }
    }

    @Test func unfollowingTwiceIsTheSameAsOnce() async throws {
        try await TestServices.with { test in
            let (minji, haneul) = (try await test.person("minji"), try await test.person("haneul"))
            _ = try await test.services.follows.follow(haneul.id, by: minji.id)
            let once = try await test.services.follows.unfollow(haneul.id, by: minji.id)
            let twice = try await test.services.follows.unfollow(haneul.id, by: minji.id)
            #expect(once == twice)
            #expect(twice.followerCount == 0)
            #expect(!twice.followed)
            #expect(try await test.services.users.user(minji.id, for: nil).followingCount == 0)
        }
    }

    @Test func nobodyFollowsThemselves() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            #expect(
                try await refusal { try await test.services.follows.follow(minji.id, by: minji.id) }
                    == .invalid(field: "follow"))
            #expect(try await test.services.users.user(minji.id, for: nil) == minji)
        }
    }

    @Test func anAbsentPersonCanNotBeFollowed() async throws {
        try await TestServices.with { test in
            let (minji, gone) = (try await test.person("minji"), try await test.person("gone"))
            try await test.services.users.delete(gone.id)
            for absent in [gone.id, 404, -1, .max] {
                #expect(try await refusal { try await test.services.follows.follow(absent, by: minji.id) } == .notFound)
                #expect(
                    try await refusal { try await test.services.follows.unfollow(absent, by: minji.id) } == .notFound)
            }
            #expect(
                try await refusal { try await test.services.follows.follow(minji.id, by: gone.id) } == .invalidToken)
            #expect(try await test.services.users.user(minji.id, for: nil) == minji)
        }
    }

    @Test func theNewestFollowComesFirstOnBothPages() async throws {
        try await TestServices.with { test in
            let center = try await test.person("center").id
            var others: [Int64] = []
            for number in 0..<5 { others.append(try await test.person("other\(number)").id) }
            // The fourth twice: the second time changes nothing. The first again after leaving: it is newest.
            for index in [0, 3, 1, 3, 4] { try await followBothWays(others[index], center, in: test) }
            _ = try await test.services.follows.unfollow(center, by: others[0])
            _ = try await test.services.follows.unfollow(others[0], by: center)
            try await followBothWays(others[0], center, in: test)

            let expected = [0, 4, 1, 3].map { others[$0] }
            for limit in [1, 2, 20] {
                let followers = try await pages(limit: limit) {
                    try await test.services.follows.followers(of: center, for: nil, $0)
                }
                #expect(followers.flatMap(\.items).map(\.id) == expected)
                let following = try await pages(limit: limit) {
                    try await test.services.follows.following(by: center, for: nil, $0)
                }
                #expect(following.flatMap(\.items).map(\.id) == expected)
            }
        }
    }

    @Test func pagesTellWhomTheReaderFollows() async throws {
        try await TestServices.with { test in
            let (minji, haneul, bora) = (
                try await test.person("minji").id, try await test.person("haneul").id, try await test.person("bora").id
            )
            for follower in [minji, haneul] { _ = try await test.services.follows.follow(bora, by: follower) }
            _ = try await test.services.follows.follow(haneul, by: minji)
            let seen = try await items { try await test.services.follows.followers(of: bora, for: minji, $0) }
            #expect(seen.map(\.id) == [haneul, minji])
            #expect(seen.map(\.followed) == [true, false])
        }
    }

    @Test func theFollowersOfNobodyAreNotFound() async throws {
        try await TestServices.with { test in
            let follows = test.services.follows
            let followers = try await refusal { try await follows.followers(of: 404, for: nil, PageRequest()) }
            let following = try await refusal { try await follows.following(by: 404, for: nil, PageRequest()) }
            #expect([followers, following] == [.notFound, .notFound])
        }
    }

    private func followBothWays(_ one: Int64, _ other: Int64, in test: TestServices) async throws {
        _ = try await test.services.follows.follow(one, by: other)
        _ = try await test.services.follows.follow(other, by: one)
    }
}
