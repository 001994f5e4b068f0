/// A sentence with gaps, written as one line of text:
///
/// - `{food}` is filled with a word of the list of that name,
/// - `{food:을/를}` with a word and the particle that fits it: the first after a consonant, the second after a vowel,
/// - `{#2-9}` with a number.
struct Template: Sendable {
    private enum Piece: Sendable {
        case text(String)
        case word([Word], particle: Particle?)
        case number(ClosedRange<Int>)
    }

    private let pieces: [Piece]

    /// - Parameter words: the lists that gaps may name. A gap that names no list is a mistake in the program.
    init(_ line: Substring, words: [String: [Word]]) {
        pieces = line.split(separator: "{").enumerated().flatMap { index, part -> [Piece] in
            // What comes before the first gap has no brace; a line that begins with a gap has nothing there.
            guard index > 0 || line.first == "{" else { return [.text(String(part))] }
            guard let brace = part.firstIndex(of: "}") else { preconditionFailure("a gap stays open: \(line)") }
            let rest = part[part.index(after: brace)...]
            return [Self.gap(part[..<brace], words: words)] + (rest.isEmpty ? [] : [.text(String(rest))])
        }
    }

    /// One template a line.
    static func list(_ lines: String, words: [String: [Word]]) -> [Template] {
        lines.split(separator: "\n").map { Template($0, words: words) }
    }

    func write(to text: inout String, using random: inout SplitMix64) {
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .number(let range): text += String(random.number(in: range))
            case .word(let list, let particle):
                let word = random.pick(list)
                text += word.text
                if let particle { text += particle.form(after: word.ending) }
            }
        }
    }

    /// The Unicode scalars of the longest text that this template can give.
    var longest: Int {
        pieces.reduce(0) { sum, piece in
            switch piece {
            case .text(let part): sum + part.unicodeScalars.count
            case .number(let range): sum + String(range.upperBound).count
            case .word(let list, let particle):
                sum + (list.map(\.text.unicodeScalars.count).max() ?? 0) + (particle?.longest ?? 0)
            }
        }
    }

    private static func gap(_ gap: Substring, words: [String: [Word]]) -> Piece {
        if gap.first == "#" {
            let bounds = gap.dropFirst().split(separator: "-").compactMap { Int($0) }
            guard bounds.count == 2, bounds[0] <= bounds[1] else { preconditionFailure("not a range: \(gap)") }
            return .number(bounds[0]...bounds[1])
        }
        let parts = gap.split(separator: ":")
        guard let name = parts.first, let list = words[String(name)], !list.isEmpty else {
            preconditionFailure("no such list of words: \(gap)")
        }
        return .word(list, particle: parts.count > 1 ? Particle(parts[1]) : nil)
    }
}
