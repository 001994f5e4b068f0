extension Array {
    /// Parts whose lengths are powers of two, so that statements that list them have few texts to be prepared.
    func powerOfTwoParts(atMost largest: Int) -> [[Element]] {
        var parts: [[Element]] = []
        var (start, length) = (0, largest)
        while start < count {
            while length > count - start { length /= 2 }
            parts.append(Array(self[start..<start + length]))
            start += length
        }
        return parts
    }
}
