/// Who writes what: half of the posts come from everyone alike, half mostly from the popular.
struct Authors: Sendable {
    let crowd: Crowd
    let randomSeed: UInt64

    func author(ofPost post: Int) -> (person: Int, rank: Int) {
        var random = SplitMix64(seed: randomSeed, stream: .authors, index: post)
        let rank =
            random.chance(50)
            ? random.below(crowd.size)
            : random.skewed(below: crowd.size, squared: true)
        return (crowd.person(ofRank: rank), rank)
    }
}
