import DemoNetwork
import Testing

@Suite("A demo network")
struct DemoNetworkTests {
    let network = DemoNetwork(users: 400, tweets: 3_000, follows: 8_000, randomSeed: 7)

    @Test("is of the size that was asked for")
    func counts() {
        #expect(network.people.count == 400)
        #expect(network.posts.count == 3_000)
        #expect(network.follows.reduce(0) { sum, _ in sum + 1 } == 8_000)
        #expect(network.followCount == 8_000)
        #expect(network.likes.count() == network.likes.reduce(0) { sum, _ in sum + 1 })
    }

    /// Whoever changes a word, a rule or the generator changes every demo network; these numbers make that a decision.
    @Test("is the same on every machine")
    func pinned() {
        var people = Fingerprint()
        for person in network.people.prefix(1_000) { people.add("\(person.name)|\(person.email)|\(person.profile)") }
        var posts = Fingerprint()
        for post in network.posts.prefix(1_000) { posts.add("\(post.author)|\(post.text)|\(post.secondsBeforeEnd)") }
        var follows = Fingerprint()
        for (follower, followed) in network.follows.prefix(1_000) { follows.add("\(follower)|\(followed)") }
        var likes = Fingerprint()
        for (person, post) in network.likes.prefix(1_000) { likes.add("\(person)|\(post)") }
        #expect(people.value == 0x4AC6_410E_43DB_145F)
        #expect(posts.value == 0xFFBA_33C2_7CED_9058)
        #expect(follows.value == 0x1B44_B127_E40B_116B)
        #expect(likes.value == 0xBCAB_544C_103E_6EF2)
    }

    @Test("is another with another seed")
    func seeds() {
        let other = DemoNetwork(users: 400, tweets: 3_000, follows: 8_000, randomSeed: 8)
        #expect(network.people.elementsEqual(network.people))
        #expect(network.posts.elementsEqual(network.posts))
        #expect(zip(network.people, other.people).filter { $0 == $1 }.count < 10)
        #expect(zip(network.posts, other.posts).filter { $0.text == $1.text }.count < 30)
        #expect(!network.follows.elementsEqual(other.follows, by: ==))
        #expect(!network.likes.elementsEqual(other.likes, by: ==))
    }

    @Test("gives any post without making those before it")
    func tenMillion() throws {
        let large = DemoNetwork(users: 1_000_000, tweets: 10_000_000, follows: 50_000_000, randomSeed: 1)
        let last = try #require(large.posts.last)
        #expect((0..<1_000_000).contains(last.author))
        #expect(last.secondsBeforeEnd < 60)
        #expect(large.people[999_999].email.hasSuffix(".1000000@example.com"))
        #expect(large.likes.first { _ in true } != nil)
        #expect(large.secondsCovered == 20 * 86_400)
    }

    @Test(
        "brings numbers that can't be to the nearest that can",
        arguments: [
            (users: 0, tweets: 5, follows: 5, madeTweets: 0, madeFollows: 0),
            (users: 1, tweets: 5, follows: 5, madeTweets: 5, madeFollows: 0),
            (users: 2, tweets: 5, follows: 5, madeTweets: 5, madeFollows: 2),
            (users: 3, tweets: 0, follows: 0, madeTweets: 0, madeFollows: 0),
            (users: 3, tweets: -1, follows: -1, madeTweets: 0, madeFollows: 0),
            (users: -3, tweets: 5, follows: 5, madeTweets: 0, madeFollows: 0),
            (users: 7, tweets: 1, follows: 1_000, madeTweets: 1, madeFollows: 42),
        ])
    func edges(users: Int, tweets: Int, follows: Int, madeTweets: Int, madeFollows: Int) {
        let edge = DemoNetwork(users: users, tweets: tweets, follows: follows, randomSeed: 3)
        #expect(Array(edge.people).count == max(users, 0))
        #expect(Array(edge.posts).count == madeTweets)
        #expect(edge.tweetCount == madeTweets)
        #expect(edge.posts.allSatisfy { edge.people.indices.contains($0.author) })
        #expect(Array(edge.follows).count == madeFollows)
        #expect(edge.followCount == madeFollows)
        #expect(edge.likes.allSatisfy { $0.person != edge.posts[$0.post].author && $0.person < users })
        #expect(Array(edge.likes).count == edge.likes.count())
    }

    @Test("takes the largest numbers there are")
    func overflow() {
        #expect(DemoNetwork(users: .max, tweets: 1, follows: .max, randomSeed: .max).followCount == .max)
        #expect(DemoNetwork(users: 1, tweets: .max, follows: 0, randomSeed: 0).secondsCovered == 730 * 86_400)
    }
}

/// FNV-1a, so that a failing test shows a short number and not a thousand tweets.
private struct Fingerprint {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ text: String) {
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}
