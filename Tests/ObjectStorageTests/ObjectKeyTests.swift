import ObjectStorage
import Testing

@Suite struct ObjectKeyTests {
    @Test(arguments: [
        "a", "profile/7/3f2a.webp", "a b", "민지/그림.webp", "🙂", "a..b", "a.", "%2e%2e", "~", "a?b#c&d+e;f", "-rf",
        String(repeating: "x", count: 1_024), "e\u{301}",
    ])
    func takesPlainNames(key: String) throws {
        #expect(try #require(ObjectKey(key)).description == key)
    }

    @Test(arguments: [
        "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/..", "a/../b", "a/./b", "./a", "../../etc/passwd", ".hidden",
        "a/.hidden", "...", "a\\..\\b", "\\", "a\u{0}", "a\u{0}/../b", "a\nb", "\u{7F}", "a\u{85}b",
        String(repeating: "x", count: 1_025), String(repeating: "민", count: 342),
    ])
    func refusesWhatCouldLeadElsewhere(key: String) {
        #expect(ObjectKey(key) == nil)
    }

    /// Swift joins a scalar to its neighbours in a `Character`, the file system does not.
    @Test(arguments: [
        "a\u{600}/../\u{301}b", ".\u{301}hidden", "a/.\u{301}", "a\u{600}/", "\u{600}/../b",
        "a/\u{200D}/\u{301}/..", "a\\\u{301}b", "a\r\nb", "a\u{600}\u{1}",
    ])
    func refusesWhatHidesInACharacter(key: String) {
        #expect(ObjectKey(key) == nil)
    }
}
