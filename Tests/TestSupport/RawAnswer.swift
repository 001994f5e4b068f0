/// An HTTP answer as it came through a ``RawConnection``.
package struct RawAnswer: Sendable {
    /// `HTTP/1.1 200 OK`
    package let statusLine: String
    package let body: String
    private let headerLines: [String]

    /// A header's value; nil when it is not there.
    package func header(_ name: String) -> String? {
        let prefix = name.lowercased() + ": "
        return headerLines.first { $0.lowercased().hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    private init(statusLine: String, headerLines: [String], body: String) {
        self.statusLine = statusLine
        self.headerLines = headerLines
        self.body = body
    }

    /// The answer that bytes begin with, and how many of them it takes; nil when it is not all there yet. Its body is
    /// as long as `Content-Length` says.
    static func first(in bytes: [UInt8], hasBody: Bool) -> (answer: RawAnswer, length: Int)? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n").map(String.init)
        let head = RawAnswer(statusLine: lines.first ?? "", headerLines: Array(lines.dropFirst()), body: "")
        let bodyLength = hasBody ? head.header("Content-Length").flatMap { Int($0) } ?? 0 : 0
        let rest = bytes[end.upperBound...]
        guard rest.count >= bodyLength else { return nil }
        let body = String(decoding: rest.prefix(bodyLength), as: UTF8.self)
        return (
            RawAnswer(statusLine: head.statusLine, headerLines: head.headerLines, body: body),
            end.upperBound + bodyLength
        )
    }
}
