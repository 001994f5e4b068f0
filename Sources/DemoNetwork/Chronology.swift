/// When posts are written: the nearer the end, the denser, as in a network that grows.
struct Chronology: Sendable {
    let tweetCount: Int
    let secondsCovered: Int64

    /// Each post has a slot of its own, so that time never runs backwards, and falls anywhere in it.
    func secondsBeforeEnd(ofPost post: Int, using random: inout SplitMix64) -> Int64 {
        let slot: UInt64 = 1 << 20
        let left = UInt64(tweetCount - post) * slot - random.next() % slot
        let even = UInt64(secondsCovered).scaled(by: left, of: UInt64(tweetCount) * slot)
        let growing = even.scaled(by: left, of: UInt64(tweetCount) * slot)
        return Int64((even + growing) / 2)
    }
}
