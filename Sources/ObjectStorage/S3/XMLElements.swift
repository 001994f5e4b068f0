/// Reads the few flat elements that S3's answers have. Foundation's parser would bring libxml2 into the program.
enum XMLElements {
    /// The text of the first element of a name; nil where there is none.
    static func first(_ name: String, in text: some StringProtocol) -> String? {
        all(name, in: text).first.map { unescaped($0) }
    }

    /// What is between the tags of each element of a name that has no others of its name in it.
    static func all<Text: StringProtocol>(_ name: String, in text: Text) -> [Text.SubSequence] {
        var elements: [Text.SubSequence] = []
        var rest = text[...]
        while let start = rest.firstRange(of: "<\(name)>"),
            let end = rest[start.upperBound...].firstRange(of: "</\(name)>")
        {
            elements.append(rest[start.upperBound..<end.lowerBound])
            rest = rest[end.upperBound...]
        }
        return elements
    }

    private static func unescaped(_ text: some StringProtocol) -> String {
        guard text.contains("&") else { return String(text) }
        var result = ""
        var rest = Substring(text)
        while let ampersand = rest.firstIndex(of: "&"), let end = rest[ampersand...].firstIndex(of: ";") {
            result += rest[..<ampersand]
            result += character(rest[rest.index(after: ampersand)..<end]) ?? String(rest[ampersand...end])
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    /// - Parameter reference: between `&` and `;`.
    private static func character(_ reference: Substring) -> String? {
        let names = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
        if let character = names[String(reference)] { return character }
        guard reference.hasPrefix("#") else { return nil }
        let digits = reference.dropFirst()
        let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
}
