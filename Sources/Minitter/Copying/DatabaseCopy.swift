import Database
import MinitterModel

/// Carries every row from one database into another, and compares them afterwards. The source is only read.
struct DatabaseCopy: Sendable {
    let source: any Database
    /// Has the program's schema and no rows.
    let target: any Database
    private let tables = StoredTable.copied

    /// Rows that are read at once and written in one transaction. A thousand accounts with the longest texts are some
    /// 6 MB, which a server takes (`max_allowed_packet`) and a small machine has.
    private static let batch = 2_000

    func rowCount() async throws -> Int {
        try await source.read { [tables] db in try tables.reduce(0) { try $0 + $1.rowCount(in: db) } }
    }

    /// Copies all tables.
    ///
    /// - Parameter progress: is told of rows that are stored.
    /// - Returns: what was read, for ``compare(with:_:)``, in the order of the tables.
    func run(_ progress: (Int) -> Void) async throws -> [TableSummary] {
        var summaries: [TableSummary] = []
        for table in tables {
            summaries.append(try await copy(table, progress))
        }
        // The timelines are found the long way until they are made.
        try await target.write { db in try TimelineStore.addMissing(owners: 1...Int64.max, at: .now, in: db) }
        return summaries
    }

    /// The next rows are read while these are written.
    private func copy(_ table: StoredTable, _ progress: (Int) -> Void) async throws -> TableSummary {
        var digest = TableDigest()
        var rows = try await Self.rows(of: table, after: 0, in: source)
        while let last = rows.last {
            async let following = Self.rows(of: table, after: last.id, in: source)
            _ = try await target.write { [rows] db in try table.insert(rows, in: db) }
            digest.add(rows)
            progress(rows.count)
            rows = try await following
        }
        let lastID = try await source.read { db in try table.lastID(in: db) }
        try await target.writeExclusively("minitter copy") { db in try table.raiseLastID(to: lastID, in: db) }
        return digest.summary(lastID: lastID)
    }

    /// Reads all of both again.
    ///
    /// - Parameters:
    ///   - copied: what was read when it was copied.
    ///   - progress: is told of rows of the source that are read again.
    func compare(with copied: [TableSummary], _ progress: (Int) -> Void) async throws -> [TableComparison] {
        var comparisons: [TableComparison] = []
        for (table, copied) in zip(tables, copied) {
            async let target = Self.summary(of: table, in: target) { _ in }
            let source = try await Self.summary(of: table, in: source, progress)
            comparisons.append(
                TableComparison(table: table.name, copied: copied, source: source, target: try await target))
        }
        return comparisons
    }

    private static func summary(
        of table: StoredTable, in database: any Database, _ progress: (Int) -> Void
    ) async throws -> TableSummary {
        var digest = TableDigest()
        var rows = try await rows(of: table, after: 0, in: database)
        while let last = rows.last {
            digest.add(rows)
            progress(rows.count)
            rows = try await Self.rows(of: table, after: last.id, in: database)
        }
        return digest.summary(lastID: try await database.read { db in try table.lastID(in: db) })
    }

    private static func rows(
        of table: StoredTable, after id: Int64, in database: any Database
    ) async throws -> [StoredTable.StoredRow] {
        try await database.read { db in try table.rows(after: id, limit: batch, in: db) }
    }
}
