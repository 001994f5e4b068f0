import Testing

@testable import DemoNetwork

@Suite("People and posts")
struct PeopleAndPostsTests {
    let network = DemoNetwork(users: 2_000, tweets: 20_000, follows: 0, randomSeed: 11)

    @Test("every e-mail address is there once and can be typed")
    func emails() {
        let emails = network.people.map(\.email)
        #expect(Set(emails).count == 2_000)
        #expect(emails.allSatisfy { $0.wholeMatch(of: /[a-z]+\.[a-z]+\.\d+@example\.com/) != nil })
    }

    @Test("names and profiles are there and short")
    func profiles() {
        for person in network.people {
            #expect((2...40).contains(person.name.count))
            #expect((5...120).contains(person.profile.count))
        }
        let korean = network.people.filter { isKorean($0.name) }
        #expect(korean.count == 1_200)
        #expect(korean.allSatisfy { isKorean($0.profile) })
    }

    @Test("a text is 1 to 300 Unicode scalars")
    func lengths() {
        #expect(network.posts.allSatisfy { (1...300).contains($0.text.unicodeScalars.count) })
        #expect(longestText(.korean) <= 300)
        #expect(longestText(.english) <= 300)
    }

    @Test("no gap, no reading and no stray space is left in a text")
    func tidy() {
        let texts = network.posts.map(\.text) + network.people.map(\.profile)
        #expect(texts.filter { $0.contains("  ") || $0.first == " " || $0.last == " " } == [])
        #expect(texts.filter { $0.contains { "{}~".contains($0) } } == [])
        #expect(texts.filter { text in [" a a", " a e", " a i", " a o"].contains { text.contains($0) } } == [])
    }

    @Test("people write in their own language, mostly")
    func languages() {
        let own = network.posts.filter { isKorean($0.text) == isKorean(network.people[$0.author].name) }
        #expect((18_000..<20_000).contains(own.count))
        let korean = network.posts.filter { isKorean($0.text) }
        #expect((9_000..<15_000).contains(korean.count))
    }

    @Test("texts are varied, with emoji and hashtags here and there")
    func variety() {
        #expect(Set(network.posts.prefix(1_000).map(\.text)).count > 900)
        #expect(Set(network.posts.map(\.text)).count > 14_000)
        let emoji = network.posts.filter { $0.text.unicodeScalars.contains { $0.properties.isEmojiPresentation } }
        #expect((4_000..<10_000).contains(emoji.count))
        let hashtags = network.posts.filter { $0.text.contains("#") }
        #expect((2_000..<6_000).contains(hashtags.count))
    }

    @Test("posts come oldest first and end at the end")
    func times() throws {
        let times = network.posts.map(\.secondsBeforeEnd)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(try #require(times.first) <= network.secondsCovered)
        #expect(try #require(times.first) > network.secondsCovered * 9 / 10)
        #expect(try (0..<600).contains(#require(times.last)))
        // More is written in the younger half than in the older.
        #expect(times[10_000] < network.secondsCovered / 2)
    }

    @Test("everyone writes a little, a few write very much")
    func activity() {
        var posts = Array(repeating: 0, count: 2_000)
        for post in network.posts { posts[post.author] += 1 }
        posts.sort(by: >)
        #expect(posts[0] > 100)
        #expect((3...15).contains(posts[1_000]))
    }

    private func isKorean(_ text: String) -> Bool {
        text.unicodeScalars.contains { ("가"..."힣").contains($0) || ("ㄱ"..."ㅣ").contains($0) }
    }

    /// As many Unicode scalars as `Writer` can put together in a language.
    private func longestText(_ language: Language) -> Int {
        func longest(_ texts: [String]) -> Int { texts.map(\.unicodeScalars.count).max() ?? 0 }
        func longest(_ templates: [Template]) -> Int { templates.map(\.longest).max() ?? 0 }
        let book = Phrasebook.of(language)
        return book.topics.map { topic in
            longest(book.openers) + 1 + longest(topic.sentences) + 1 + longest(topic.tails) + 1 + longest(book.tails)
                + 1 + longest(book.laughs) + 1 + longest(topic.emoji) * 3 + 2 * (1 + longest(topic.hashtags))
        }.max() ?? 0
    }
}
