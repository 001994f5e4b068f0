/// A word that may fill a gap of a template.
///
/// Written as `JSON~제이슨` it shows as the part before the tilde and is read as the part after it: the Korean particle
/// that follows a foreign word goes by how the word is read.
struct Word: Sendable {
    /// How a Korean word ends, which decides its particles.
    enum Ending: Sendable {
        case vowel, rieul, consonant
        /// Not in Hangul.
        case foreign
    }

    let text: String
    let ending: Ending

    init(_ word: some StringProtocol) {
        let parts = word.split(separator: "~")
        text = String(parts.first ?? "")
        ending = Self.ending(of: parts.last?.unicodeScalars.last)
    }

    /// Lists of words by their name, one a line: `name: word, word, word`.
    static func lists(_ lines: String) -> [String: [Word]] {
        let lists = lines.split(separator: "\n").map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            precondition(parts.count == 2, "not a name and its words: \(line)")
            return (String(parts[0]), parts[1].split(separator: ",").map { Word($0.drop { $0 == " " }) })
        }
        return Dictionary(uniqueKeysWithValues: lists)
    }

    /// A Hangul syllable's number is (initial · 21 + medial) · 28 + final, where final 0 is none and final 8 is ㄹ.
    private static func ending(of scalar: Unicode.Scalar?) -> Ending {
        guard let scalar, ("가"..."힣").contains(scalar) else { return .foreign }
        return switch (scalar.value - 0xAC00) % 28 {
        case 0: .vowel
        case 8: .rieul
        default: .consonant
        }
    }
}

/// The two forms of a Korean particle, as in `을/를`: one after a consonant, one after a vowel.
struct Particle: Sendable {
    private let afterConsonant: String
    private let afterVowel: String

    init(_ forms: Substring) {
        let parts = forms.split(separator: "/")
        precondition(parts.count == 2, "a particle has two forms: \(forms)")
        afterConsonant = String(parts[0])
        afterVowel = String(parts[1])
    }

    func form(after ending: Word.Ending) -> String {
        switch ending {
        case .vowel, .foreign: afterVowel
        case .consonant: afterConsonant
        // ㄹ counts as a vowel before 으로: 지하철로, and not 지하철으로.
        case .rieul: afterConsonant.hasPrefix("으로") ? afterVowel : afterConsonant
        }
    }

    var longest: Int { max(afterConsonant.unicodeScalars.count, afterVowel.unicodeScalars.count) }
}
