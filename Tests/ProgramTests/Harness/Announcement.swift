import Foundation
import TestSupport

/// What the program says on standard output when it listens.
struct Announcement {
    let port: Int
    /// nil when it has none.
    let adminPort: Int?

    /// Waits for it.
    static func awaited(in output: URL, from process: ChildProcess) async throws -> Announcement {
        try await eventually("the program listens") {
            let text = try String(contentsOf: output, encoding: .utf8)
            if process.hasEnded, text.isEmpty { throw ProgramFailure("The program ended instead of listening.") }
            guard text.hasSuffix("\n"), let port = number(after: #/listening on http://[^:]+:/#, in: text) else {
                return nil
            }
            return Announcement(port: port, adminPort: number(after: #/metrics +http://[^:]+:/#, in: text))
        }
    }

    private static func number(after prefix: Regex<Substring>, in text: String) -> Int? {
        guard let range = text.firstRange(of: prefix) else { return nil }
        return Int(text[range.upperBound...].prefix { $0.isNumber })
    }
}
