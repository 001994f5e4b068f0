/// Who likes what, post by post.
package struct Likes: Sequence, Sendable {
    let authors: Authors
    let postCount: Int
    let randomSeed: UInt64

    package func makeIterator() -> Iterator { Iterator(likes: self) }

    /// How many there are in all. This goes through all posts, which takes a third of a second for ten million.
    package func count() -> Int {
        (0..<postCount).reduce(0) { sum, post in
            var random = SplitMix64(seed: randomSeed, stream: .likes, index: post)
            return sum + count(rank: authors.author(ofPost: post).rank, using: &random)
        }
    }

    package struct Iterator: IteratorProtocol {
        private let likes: Likes
        private var post = -1
        /// Those who like the post, and how many of them have been told.
        private var people: [Int] = []
        private var told = 0

        init(likes: Likes) { self.likes = likes }

        package mutating func next() -> (person: Int, post: Int)? {
            while told == people.count {
                guard post + 1 < likes.postCount else { return nil }
                post += 1
                told = 0
                likes.choose(&people, forPost: post)
            }
            defer { told += 1 }
            return (people[told], post)
        }
    }
}

extension Likes {
    /// How many people like a post of an author of this rank. What the most popular hundredth write is liked four times
    /// as much.
    private func count(rank: Int, using random: inout SplitMix64) -> Int {
        let draws = rank < authors.crowd.size / 100 ? 4 : 1
        let count = (0..<draws).reduce(0) { sum, _ in sum + ordinaryCount(using: &random) }
        return Swift.min(count, authors.crowd.size - 1)
    }

    /// 1.28 on average.
    private func ordinaryCount(using random: inout SplitMix64) -> Int {
        switch random.below(1_000) {
        case 0..<620: 0
        case 620..<795: 1
        case 795..<880: 2
        case 880..<927: 3
        case 927..<960: random.number(in: 4...6)
        case 960..<987: random.number(in: 7...12)
        case 987..<999: random.number(in: 13...30)
        default: random.number(in: 30...200)
        }
    }

    fileprivate func choose(_ people: inout [Int], forPost post: Int) {
        people.removeAll(keepingCapacity: true)
        let (author, rank) = authors.author(ofPost: post)
        let crowd = authors.crowd
        var random = SplitMix64(seed: randomSeed, stream: .likes, index: post)
        for _ in 0..<count(rank: rank, using: &random) {
            var person = crowd.admirer(of: author, using: &random)
            for _ in 0..<8 where person == author || people.contains(person) {
                person = crowd.admirer(of: author, using: &random)
            }
            // In a small crowd nearly everyone may like it already: the next person round who doesn't.
            while person == author || people.contains(person) { person = (person + 1) % crowd.size }
            people.append(person)
        }
    }
}
