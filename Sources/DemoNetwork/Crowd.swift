/// Who the people are to one another: which language each speaks, who is popular, who is near whom.
///
/// People stand in a ring, and those who stand close know each other; that gives the circles of friends, and follows
/// that are returned, of a real network. Apart from the ring everyone has a rank of popularity.
struct Crowd: Sendable {
    let size: Int
    private let stride: Int
    private let offset: Int

    init(size: Int, randomSeed: UInt64) {
        self.size = size
        guard size > 2 else {
            stride = 1
            offset = 0
            return
        }
        var random = SplitMix64(seed: randomSeed, stream: .ranks)
        // Without a common factor, each rank is one person; a long stride scatters the popular over the ring.
        var stride = size / 2 + random.below(size / 4 + 1)
        while Self.greatestCommonDivisor(stride, size) != 1 { stride += 1 }
        self.stride = stride % size
        offset = random.below(size)
    }

    /// The person who is the `rank`-th most popular, from 0.
    func person(ofRank rank: Int) -> Int {
        (rank * stride + offset) % size
    }

    /// Three of five people write Korean, and two people are enough to hear both languages.
    func language(of person: Int) -> Language {
        person % 5 % 2 == 0 ? .korean : .english
    }

    /// Someone whom `person` might follow: a friend, someone popular or someone less so, mostly of the same language.
    func interest(of person: Int, using random: inout SplitMix64) -> Int {
        let other =
            switch random.below(10) {
            case 0..<3: neighbour(of: person, using: &random)
            case 3..<7: self.person(ofRank: random.skewed(below: size))
            default: self.person(ofRank: random.skewed(below: size, squared: true))
            }
        guard language(of: other) != language(of: person), random.chance(75) else { return other }
        return neighbour(of: person, using: &random)
    }

    /// Someone who might like what `person` writes: a friend or anyone.
    func admirer(of person: Int, using random: inout SplitMix64) -> Int {
        random.chance(60) ? neighbour(of: person, using: &random) : self.person(ofRank: random.below(size))
    }

    private func neighbour(of person: Int, using random: inout SplitMix64) -> Int {
        let distance = (1 + random.skewed(below: 60, squared: true)) % size
        return (person + (random.chance(50) ? distance : size - distance)) % size
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
        second == 0 ? first : greatestCommonDivisor(second, first % second)
    }
}

enum Language: Sendable {
    case korean, english

    var other: Language { self == .korean ? .english : .korean }
}
