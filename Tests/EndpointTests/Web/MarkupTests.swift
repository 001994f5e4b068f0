import MinitterView
import Testing

@Suite struct MarkupTests {
    @Test(arguments: [
        ("plain 안녕 🥐", "plain 안녕 🥐"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onload=\"x' y", "&quot; onload=&quot;x&#39; y"),
        ("&amp; &", "&amp;amp; &amp;"),
        ("<!--main-->", "&lt;!--main--&gt;"),
        ("a\tb\nc\r\nd", "a\tb\nc\r\nd"),
        ("\u{0}\u{8}\u{1F}\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("e\u{301}\u{200D}\u{202E}", "e\u{301}\u{200D}\u{202E}"),
        // A combining mark makes one character with what it follows, and must not hide it.
        ("<\u{338}b>\u{338}&\u{338}\"\u{338}'\u{338}", "&lt;\u{338}b&gt;\u{338}&amp;\u{338}&quot;\u{338}&#39;\u{338}"),
        ("", ""),
    ])
    func aTextIsEscaped(text: String, escaped: String) {
        let markup: Markup = "<p title=\"\(text)\">\(text)</p>"
        #expect(markup.text == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func markupIsInsertedAsItIs() {
        let inner: Markup = "<b>\("<")</b>"
        let none: Markup? = nil
        let outer: Markup = "\(inner)\([inner, inner])\(none)\(7)"
        #expect(outer.text == "<b>&lt;</b><b>&lt;</b><b>&lt;</b>7")
    }

    @Test(arguments: [
        ("see https://example.com", "see [https://example.com]"),
        ("https://example.com/a?b=1&c=2#d, http://x.org.", "[https://example.com/a?b=1&amp;c=2#d], [http://x.org]."),
        ("(https://example.com/a_(b))", "([https://example.com/a_(b)])"),
        ("(http://example.com).", "([http://example.com])."),
        ("보기: https://예시.한국/경로?q=값。", "보기: [https://예시.한국/경로?q=값]。"),
        ("HTTPS://EXAMPLE.COM!", "[HTTPS://EXAMPLE.COM]!"),
        ("http://[::1]:8080/", "[http://[::1]:8080/]"),
        ("https://example.com/\"onclick=\"x", "[https://example.com/]&quot;onclick=&quot;x"),
        ("https://example.com/<b>", "[https://example.com/]&lt;b&gt;"),
        ("https://example.com\nhttps://example.org", "[https://example.com]\n[https://example.org]"),
        ("xhttp://example.com", "x[http://example.com]"),
    ])
    func anAddressIsALink(text: String, expected: String) {
        let link = /<a href="([^"<>]*)" rel="nofollow noopener noreferrer ugc" target="_blank">([^<>]*)<\/a>/
        let shown = LinkedText.markup(text).text.replacing(link) { match in
            #expect(match.1 == match.2)
            return "[\(match.1)]"
        }
        #expect(shown == expected)
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,<script>", "ftp://example.com", "//example.com", "http://", "https:// x",
        "http:///etc", "https://?a", "www.example.com", "hhhhttp:/x", "vbscript:http", "http://.", "https://@evil", "",
    ])
    func nothingElseIsALink(text: String) {
        let markup: Markup = "\(text)"
        #expect(LinkedText.markup(text).text == markup.text)
    }
}
