import DemoNetwork
import Testing

@Suite("Follows and likes")
struct FollowsAndLikesTests {
    let network = DemoNetwork(users: 1_000, tweets: 10_000, follows: 30_000, randomSeed: 5)

    @Test(
        "follows are distinct pairs of different people, however full the network is",
        arguments: [(30, 0), (30, 1), (30, 100), (30, 435), (30, 800), (30, 869), (30, 870), (2, 1), (1_000, 30_000)])
    func pairs(users: Int, follows: Int) {
        let network = DemoNetwork(users: users, tweets: 0, follows: follows, randomSeed: 5)
        var seen: Set<Int> = []
        for (follower, followed) in network.follows {
            #expect(follower != followed)
            #expect((0..<users).contains(follower) && (0..<users).contains(followed))
            #expect(seen.insert(follower * users + followed).inserted)
        }
        #expect(seen.count == follows)
    }

    @Test("a few people have very many followers, and nobody is left alone")
    func popularity() {
        var followers = Array(repeating: 0, count: 1_000)
        var following = Array(repeating: 0, count: 1_000)
        for (follower, followed) in network.follows {
            following[follower] += 1
            followers[followed] += 1
        }
        followers.sort(by: >)
        #expect(followers[0] > 300)
        #expect(followers[..<10].reduce(0, +) > 30_000 / 20)
        #expect(followers[500] < 30)
        #expect(following.min() ?? 0 > 0)
        #expect(following.max() ?? 0 > 150)
    }

    @Test("friends follow each other, and people mostly follow their own language")
    func circles() {
        let pairs = Set(network.follows.map { $0.follower * 1_000 + $0.followed })
        let returned = pairs.filter { pairs.contains($0 % 1_000 * 1_000 + $0 / 1_000) }
        #expect(returned.count > pairs.count / 20)
        func isKorean(_ person: Int) -> Bool { network.people[person].name.first.map { $0 >= "가" } ?? false }
        let sameLanguage = network.follows.filter { isKorean($0.follower) == isKorean($0.followed) }
        #expect(sameLanguage.count > pairs.count * 6 / 10)
    }

    @Test("likes are distinct, never of the own post, and in the order of the posts")
    func likes() {
        var seen: Set<Int> = []
        var last = 0
        for (person, post) in network.likes {
            #expect(seen.insert(post * 1_000 + person).inserted)
            #expect(network.posts[post].author != person)
            #expect(post >= last)
            last = post
        }
    }

    @Test("most posts have no like, a few have very many")
    func likeCounts() {
        var counts = Array(repeating: 0, count: 10_000)
        for like in network.likes { counts[like.post] += 1 }
        #expect((13_000...17_000).contains(counts.reduce(0, +)))
        #expect(counts.filter { $0 == 0 }.count > 5_000)
        #expect(counts.max() ?? 0 > 50)
    }

    @Test("in a small network nobody likes a post twice", arguments: [1, 2, 3, 10])
    func smallNetwork(users: Int) {
        let network = DemoNetwork(users: users, tweets: 500, follows: 0, randomSeed: 5)
        var seen: Set<Int> = []
        for (person, post) in network.likes { #expect(seen.insert(post * users + person).inserted) }
        #expect(seen.isEmpty == (users == 1))
    }
}
