/// `index.html`: what all pages share. Two comments in it are the places for what a page has of its own.
struct Shell: Sendable {
    private let beforeLanguage: String
    private let beforeHead: String
    private let beforeMain: String
    private let end: String

    /// nil where a place is missing.
    init?(_ document: String) {
        let language = "<html lang=\"\(Language.english.rawValue)\">"
        guard let (start, rest) = document.split(at: language),
            let (beforeHead, afterHead) = rest.split(at: "<!--head-->"),
            let (beforeMain, end) = afterHead.split(at: "<!--main-->")
        else { return nil }
        (beforeLanguage, self.beforeHead, self.beforeMain, self.end) = (start, beforeHead, beforeMain, end)
    }

    /// - Parameters:
    ///   - head: goes into `<head>`, with the title.
    ///   - main: goes into `<main>`, until a module takes it over.
    func page(_ language: Language, head: Markup, main: Markup = "") -> String {
        let tag: Markup = "<html lang=\"\(language.rawValue)\">"
        return beforeLanguage + tag.text + beforeHead + head.text + beforeMain + main.text + end
    }
}

extension String {
    fileprivate func split(at separator: String) -> (String, String)? {
        guard let range = firstRange(of: separator) else { return nil }
        return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
    }
}
