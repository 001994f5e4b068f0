import Database
package import MinitterModel

/// All timelines, made anew from the other tables or compared with them, while servers go on.
package struct TimelineRebuild: Sendable {
    private let database: any Database
    private let timelines: TimelineStore
    private let keeper: TimelineKeeper
    private let users = UserStore()
    private let now: @Sendable () -> Timestamp

    /// Timelines that are made at once. On SQLite their commits become one; on MySQL each has a connection.
    private static let atOnce = 8
    private static let batch = 200
    /// Accounts that are looked at in one statement, which keeps others from changing them.
    private static let accountsPerLook: Int64 = 1_000

    package init(_ services: Services) {
        database = services.timelines.database
        timelines = services.timelines.timelines
        keeper = services.timelineKeeper
        now = services.timelines.now
    }

    /// - Parameter id: of the last account that is left out.
    package func accountCount(after id: Int64 = 0) async throws -> Int {
        try await database.read { [users] db in try users.count(after: id, in: db) }
    }

    /// Makes every timeline anew that is read, by ascending id of the account; those that nobody reads are left to be made
    /// when somebody does. What is done stays done when it is stopped.
    ///
    /// - Parameters:
    ///   - id: of the last account that is left out.
    ///   - progress: is told the account up to which all is done, and how many more that is than before. It returns
    ///     whether to go on.
    package func makeAll(after id: Int64 = 0, _ progress: (_ upTo: Int64, _ count: Int) -> Bool) async throws {
        try await addMissing()
        try await forEachBatch(after: id) { owner in
            try await keeper.make(owner, onlyIfRead: true)
        } then: { _, last, count in
            progress(last, count)
        }
    }

    private func addMissing() async throws {
        let last = try await database.read { [users] db in try users.greatestID(in: db) }
        for first in stride(from: Int64(1), through: last, by: Int(Self.accountsPerLook)) {
            try await database.write { [now] db in
                try TimelineStore.addMissing(
                    owners: first...(first + Self.accountsPerLook - 1), at: now(), in: db)
            }
        }
    }

    /// Compares every timeline with the other tables.
    ///
    /// - Parameter progress: is told of each account that is not as it should be or holds what is left behind, and
    ///   how many have been compared since. It returns whether to go on.
    package func compareAll(
        _ progress: (_ findings: [(owner: Int64, TimelineFindings)], _ count: Int) -> Bool
    ) async throws {
        try await forEachBatch(after: 0) { owner in
            try await database.read { [timelines] db in try timelines.findings(on: owner, in: db) }
        } then: { findings, _, count in
            progress(findings.sorted { $0.owner < $1.owner }, count)
        }
    }

    private func forEachBatch<Value: Sendable>(
        after id: Int64, _ work: @escaping @Sendable (Int64) async throws -> Value,
        then progress: (_ values: [(owner: Int64, Value)], _ upTo: Int64, _ count: Int) -> Bool
    ) async throws {
        var last = id
        while true {
            let owners = try await database.read { [users, last] db in
                try users.ids(after: last, limit: Self.batch, in: db)
            }
            guard let end = owners.last else { return }
            let values = try await withThrowingTaskGroup(of: (owner: Int64, Value).self) { group in
                var values: [(owner: Int64, Value)] = []
                for (index, owner) in owners.enumerated() {
                    if index >= Self.atOnce, let value = try await group.next() { values.append(value) }
                    group.addTask { (owner, try await work(owner)) }
                }
                for try await value in group { values.append(value) }
                return values
            }
            last = end
            guard progress(values, end, owners.count) else { return }
        }
    }
}
