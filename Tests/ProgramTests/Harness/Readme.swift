import Foundation

/// The README, whose session and table are tested.
enum Readme {
    /// The lines of the fenced block after a line `<!-- name -->`.
    static func block(after name: String) throws -> String {
        let lines = try lines(after: name).drop { !$0.hasPrefix("```") }
        return lines.dropFirst().prefix { !$0.hasPrefix("```") }.joined(separator: "\n") + "\n"
    }

    /// The cells of the table after a line `<!-- name -->`, without its head and without the signs for code.
    static func table(after name: String) throws -> [[String]] {
        let rows = try lines(after: name).drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
        return rows.dropFirst(2).map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "") }
        }
    }

    private static func lines(after name: String) throws -> ArraySlice<Substring> {
        let lines = try text().split(separator: "\n", omittingEmptySubsequences: false)
        guard let mark = lines.firstIndex(of: "<!-- \(name) -->") else {
            throw ProgramFailure("README.md has no line <!-- \(name) -->.")
        }
        return lines[(mark + 1)...]
    }

    private static func text() throws -> String {
        var package = URL(fileURLWithPath: #filePath)
        for _ in ["Readme.swift", "Harness", "ProgramTests", "Tests"] { package.deleteLastPathComponent() }
        return try String(contentsOf: package.appendingPathComponent("README.md"), encoding: .utf8)
    }
}
