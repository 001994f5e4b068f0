/// A table as it was when it was copied, and as it is in both databases after that.
struct TableComparison: Sendable {
    enum Verdict: String {
        case same = "ok"
        case sourceChanged = "the source changed"
        case targetDiffers = "the copy differs"
    }

    let table: String
    let copied: TableSummary
    let source: TableSummary
    let target: TableSummary

    var verdict: Verdict {
        if source != copied { return .sourceChanged }
        return Self.isFaithful(target, to: source) ? .same : .targetDiffers
    }

    /// The target may hold more ids for used, where rows were deleted from it before the copy.
    private static func isFaithful(_ target: TableSummary, to source: TableSummary) -> Bool {
        target.rows == source.rows && target.checksum == source.checksum && target.lastID >= source.lastID
    }
}

extension [TableComparison] {
    /// For people: a line a table with the rows and the beginning of the checksum.
    var report: String {
        let lines: [[String]] =
            [["Table", "Rows", "SHA-256", ""]]
            + map { [$0.table, "\($0.source.rows)", String($0.source.checksum.prefix(12)), $0.verdict.rawValue] }
        let width = { (column: Int) in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { cells in
            let rows = String(repeating: " ", count: width(1) - cells[1].count) + cells[1]
            let line = [padded(cells[0], to: width(0)), rows, padded(cells[2], to: width(2)), cells[3]]
            return line.joined(separator: "  ") + "\n"
        }.joined()
    }

    private func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: width - text.count)
    }
}
