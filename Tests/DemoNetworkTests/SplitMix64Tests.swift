import Testing

@testable import DemoNetwork

@Suite("The generator of random numbers")
struct SplitMix64Tests {
    var random = SplitMix64(seed: 42, stream: .posts)

    @Test("gives all numbers below a bound, about equally often")
    mutating func even() {
        var counts = Array(repeating: 0, count: 10)
        for _ in 0..<10_000 { counts[random.below(10)] += 1 }
        #expect(counts.allSatisfy { (850...1_150).contains($0) })
    }

    @Test("skews towards small numbers, and reaches the large ones")
    mutating func skewed() {
        let cubed = (0..<10_000).map { _ in random.skewed(below: 1_000) }
        #expect(cubed.allSatisfy { (0..<1_000).contains($0) })
        // u³ < 1/8 for half of all u.
        #expect((4_800...5_200).contains(cubed.filter { $0 < 125 }.count))
        #expect(cubed.contains { $0 > 950 })
        let squared = (0..<10_000).map { _ in random.skewed(below: 1_000, squared: true) }
        #expect((4_800...5_200).contains(squared.filter { $0 < 250 }.count))
    }

    @Test("is unrelated between items, streams and seeds")
    func streams() {
        var first: Set<UInt64> = []
        for seed in 0..<20 as Range<UInt64> {
            for stream in [SplitMix64.Stream.people, .posts, .likes] {
                for index in 0..<50 {
                    var random = SplitMix64(seed: seed, stream: stream, index: index)
                    first.insert(random.next())
                }
            }
        }
        #expect(first.count == 20 * 3 * 50)
    }

    @Test("scales without overflow")
    func scaled() {
        #expect(UInt64.max.scaled(by: 3, of: 4) == UInt64.max / 4 * 3 + 2)
        #expect(UInt64(10).scaled(by: 1, of: 3) == 3)
        #expect(UInt64(0).scaled(by: 5, of: 5) == 0)
    }
}
