/// A small pseudo-random generator (SplitMix64, by Sebastiano Vigna) that is the same on every machine.
///
/// Nothing here uses the standard library's `random(in:using:)` or floating point: how those turn bits into numbers may
/// change with a release or a processor, and then the same seed would give another network.
struct SplitMix64 {
    /// What a generator is for. Items of different streams are unrelated although they share a seed and an index.
    enum Stream: UInt64 {
        case people = 1
        case tastes, authors, posts, followCounts, follows, likes, ranks
    }

    private var state: UInt64

    /// The generator of one item: any item can be made without making those before it.
    init(seed: UInt64, stream: Stream, index: Int = 0) {
        let base = Self.mix(seed &+ stream.rawValue &* 0xD134_2543_DE82_EF95)
        state = Self.mix(base &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A number in `0..<bound`, all equally likely (but for a bias of `bound` in 2⁶⁴). The bound is at least 1.
    mutating func below(_ bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True this many times in a hundred.
    mutating func chance(_ percent: Int) -> Bool {
        below(100) < percent
    }

    mutating func pick<Element>(_ list: [Element]) -> Element {
        list[below(list.count)]
    }

    /// A number in `0..<bound`, small ones far more likely: that is `bound · u³` for an even `u` below 1, so 0 comes up
    /// once in `∛bound` times. `squared` gives the milder `bound · u²`.
    mutating func skewed(below bound: Int, squared: Bool = false) -> Int {
        let even = next() >> 32
        let square = (even * even) >> 32
        let power = squared ? square : (square * even) >> 32
        return Int((power << 32).multipliedFullWidth(by: UInt64(bound)).high)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension UInt64 {
    /// `self · part / whole`, rounded down, where the product may be wider than 64 bits. `part` is at most `whole`.
    func scaled(by part: UInt64, of whole: UInt64) -> UInt64 {
        whole.dividingFullWidth(multipliedFullWidth(by: part)).quotient
    }
}
