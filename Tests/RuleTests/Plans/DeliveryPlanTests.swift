import Database
import MinitterModel
import TestSupport
import Testing

/// A tweet's delivery finds the followers in one index, which is all that it reads of the table of follows. The engines
/// don't count what they read of a table beside an index, so it is their plans that tell.
@Suite struct DeliveryPlanTests {
    private static let index = "users_follow_list_follow_user_id_id"

    /// https://www.sqlite.org/eqp.html
    @Test(.onSQLite) func onSQLiteFollowersComeFromOneIndex() async throws {
        let steps = try await plan { db, delivery in
            try db.rows("EXPLAIN QUERY PLAN \(delivery)") { try $0[3] as String }
        }
        #expect(steps.contains { $0.hasPrefix("SEARCH f USING COVERING INDEX \(Self.index)") }, "\(steps)")
    }

    /// https://mariadb.com/kb/en/explain/: “Using index” is without a row of the table.
    @Test(.onMySQL) func onMySQLFollowersComeFromOneIndex() async throws {
        let steps = try await plan { db, delivery in
            try db.rows("EXPLAIN \(delivery)") { row in
                (table: try row[2] as String?, index: try row[5] as String?, notes: try row[9] as String?)
            }
        }
        let follows = try #require(steps.first { $0.table == "f" })
        #expect(follows.index == Self.index)
        #expect(follows.notes?.contains("Using index") == true, "\(follows)")
    }

    private func plan<Step: Sendable>(
        _ explain: @escaping @Sendable (any DatabaseConnection, SQL) throws -> [Step]
    ) async throws -> [Step] {
        var steps: [Step] = []
        try await LargeNetwork.with { network in
            steps = try await network.test.database.write { db in
                let recording = RecordingConnection(db)
                let isPending = try TimelineStore(policy: TimelinePolicy()).deliver(
                    1_000_000, by: network.people[7], followerCount: LargeNetwork.followedCount, in: recording)
                #expect(!isPending)
                return try explain(db, try #require(recording.changes.first))
            }
        }
        return steps
    }
}
