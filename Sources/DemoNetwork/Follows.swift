/// Who follows whom, follower by follower.
package struct Follows: Sequence, Sendable {
    let crowd: Crowd
    let count: Int
    let randomSeed: UInt64

    package func makeIterator() -> Iterator {
        Iterator(
            crowd: crowd,
            randomSeed: randomSeed,
            counts: crowd.followCounts(total: count, randomSeed: randomSeed)
        )
    }

    package var underestimatedCount: Int { count }

    package struct Iterator: IteratorProtocol {
        let crowd: Crowd
        let randomSeed: UInt64
        /// How many each person follows.
        let counts: [Int]
        private var follower = -1
        /// Those whom the follower follows, and how many of them have been told.
        private var followed: [Int] = []
        private var told = 0
        /// The last follower for whom a person was drawn.
        private var drawnFor: [Int]

        init(crowd: Crowd, randomSeed: UInt64, counts: [Int]) {
            self.crowd = crowd
            self.randomSeed = randomSeed
            self.counts = counts
            drawnFor = Array(repeating: -1, count: counts.count)
        }

        package mutating func next() -> (follower: Int, followed: Int)? {
            while told == followed.count {
                guard follower + 1 < counts.count else { return nil }
                follower += 1
                told = 0
                choose(counts[follower])
            }
            defer { told += 1 }
            return (follower, followed[told])
        }

        /// Fills `followed`. Whoever follows more than half of all people is drawn by those left out, so that a free
        /// person is always found soon.
        private mutating func choose(_ count: Int) {
            followed.removeAll(keepingCapacity: true)
            var random = SplitMix64(seed: randomSeed, stream: .follows, index: follower)
            drawnFor[follower] = follower
            guard count > (crowd.size - 1) / 2 else {
                for _ in 0..<count { followed.append(draw(using: &random)) }
                return
            }
            for _ in count..<(crowd.size - 1) { _ = drawAnyone(using: &random) }
            for person in 0..<crowd.size where drawnFor[person] != follower { followed.append(person) }
        }

        private mutating func draw(using random: inout SplitMix64) -> Int {
            for _ in 0..<8 {
                let person = crowd.interest(of: follower, using: &random)
                if drawnFor[person] != follower {
                    drawnFor[person] = follower
                    return person
                }
            }
            return drawAnyone(using: &random)
        }

        private mutating func drawAnyone(using random: inout SplitMix64) -> Int {
            while true {
                let person = random.below(crowd.size)
                if drawnFor[person] != follower {
                    drawnFor[person] = follower
                    return person
                }
            }
        }
    }
}

extension Crowd {
    /// How many each person follows: most a few, some many, `total` in all, which is at most everyone × everyone else.
    fileprivate func followCounts(total: Int, randomSeed: UInt64) -> [Int] {
        let weights = (0..<size).map { person in
            var random = SplitMix64(seed: randomSeed, stream: .followCounts, index: person)
            return UInt64(4096 / (260 - random.below(256)))
        }
        let whole = weights.reduce(0, +)
        var reached: UInt64 = 0
        var left = total
        var counts = weights.map { weight in
            let before = UInt64(total).scaled(by: reached, of: whole)
            reached += weight
            let count = min(Int(UInt64(total).scaled(by: reached, of: whole) - before), size - 1)
            left -= count
            return count
        }
        // What somebody could not take, because there is nobody left to follow, goes round the others.
        while left > 0 {
            for person in counts.indices where left > 0 && counts[person] < size - 1 {
                counts[person] += 1
                left -= 1
            }
        }
        return counts
    }
}
