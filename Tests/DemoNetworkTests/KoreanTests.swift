import Testing

@testable import DemoNetwork

@Suite("Korean particles")
struct KoreanTests {
    @Test(
        "fit the word before them",
        arguments: [
            ("{w:을/를}", "라면", "라면을"), ("{w:을/를}", "김치찌개", "김치찌개를"), ("{w:이/가}", "냉면", "냉면이"),
            ("{w:이/가}", "피자", "피자가"), ("{w:은/는}", "제주", "제주는"), ("{w:은/는}", "봄", "봄은"),
            ("{w:으로/로}", "라면", "라면으로"), ("{w:으로/로}", "칼국수", "칼국수로"), ("{w:으로/로}", "삼겹살", "삼겹살로"),
            ("{w:을/를}", "삼겹살", "삼겹살을"), ("{w:이랑/랑}", "김밥", "김밥이랑"), ("{w:이에요/예요}", "영어", "영어예요"),
            ("{w:이었다/였다}", "오타", "오타였다"), ("{w}", "파스타", "파스타"),
        ])
    func particles(template: String, word: String, expected: String) {
        #expect(written(template, word) == expected)
    }

    @Test(
        "go by how a foreign word is read",
        arguments: [
            ("{w:을/를}", "JSON~제이슨", "JSON을"), ("{w:을/를}", "Swift~스위프트", "Swift를"), ("{w:이/가}", "Git~깃", "Git이"),
            ("{w:으로/로}", "MySQL~마이에스큐엘", "MySQL로"), ("{w:은/는}", "MySQL~마이에스큐엘", "MySQL은"),
        ])
    func readings(template: String, word: String, expected: String) {
        #expect(written(template, word) == expected)
    }

    @Test("every foreign word in the Korean lists says how it is read")
    func everyReading() {
        for (name, words) in Phrasebook.koreanWords where name != "laugh" {
            #expect(words.allSatisfy { $0.ending != .foreign }, "\(name)")
        }
    }

    @Test("a template keeps the text around its gaps and fills in numbers")
    func template() {
        #expect(written("앞 {w} 뒤 {w:이/가} 끝.", "비") == "앞 비 뒤 비가 끝.")
        let text = written("{#7-7}시간", "비")
        #expect(text == "7시간")
    }

    private func written(_ template: String, _ word: String) -> String {
        var text = ""
        var random = SplitMix64(seed: 1, stream: .posts)
        Template(template[...], words: ["w": [Word(word)]]).write(to: &text, using: &random)
        return text
    }
}
