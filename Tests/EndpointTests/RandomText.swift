import TestSupport

/// Texts that are hard on whoever handles them, the same for the same seed.
struct RandomText: RandomNumberGenerator {
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func next() -> UInt64 {
        random.next()
    }

    private static let control = (0..<0x20).map { String(Character(Unicode.Scalar(UInt8($0)))) } + ["\u{7F}", "\u{85}"]
    private static let pieces = [
        "a", " ", "\"", "\\", "/", "</script>", "\\u0041", "\u{2028}", "\u{2029}", "안녕", "가\u{1100}\u{1161}",
        "e\u{301}", "\u{E9}", "Z\u{324}\u{30A}\u{36F}", "😀", "👍🏽", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇰🇷", "שלום", "مرحبا", "\u{202E}",
        "\u{200B}",
        "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "\u{10FFFF}", "𝄞", "ﬁ", "ß", "İ", "null", "{}", "1e9",
    ]

    /// - Parameter hasControls: whether it may hold control characters, which no text of a person may.
    mutating func text(hasControls: Bool = true, maximumPieces: Int = 12) -> String {
        let pieces = hasControls ? Self.pieces + Self.control : Self.pieces
        return (0..<Int.random(in: 0...maximumPieces, using: &self))
            .map { _ in pieces.randomElement(using: &self)! }.joined()
    }
}
