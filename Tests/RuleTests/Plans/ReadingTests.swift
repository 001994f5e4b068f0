import Database
import MinitterModel
import MinitterService
import TestSupport
import Testing

/// Each list is read by the index that it should, and reads no more than the page needs.
@Suite struct ReadingTests {
    /// A list, and how many rows of tables and indexes a page of it may cost.
    struct List: CustomTestStringConvertible {
        let testDescription: String
        let cost: Int
        let read: @Sendable (LargeNetwork, any DatabaseConnection) throws -> Int
    }

    private static let request = PageRequest(before: 11_000, limit: 20)

    /// A row of the list, the tweet, its author, whether it is liked: four a tweet; three a person.
    static let lists = [
        List(testDescription: "a timeline", cost: 4 * 21 + 4) { network, db in
            try network.timeline(PageRequest(), for: network.people[7], in: db)
        },
        List(testDescription: "a timeline, further down", cost: 4 * 21 + 4) { network, db in
            try network.timeline(request, for: network.people[7], in: db)
        },
        // The newest tweet of each of 61 authors, then 21 of each of 21 authors, which MariaDB puts down and reads again
        // twice. All tweets of the followed are 3,660, and theirs would be put down, too.
        List(testDescription: "a timeline, below the window", cost: 4_500) { network, db in
            try network.timeline(PageRequest(before: 3_000, limit: 20), for: nil, in: db)
        },
        List(testDescription: "a person's tweets", cost: 3 * 21 + 4) { network, db in
            try TweetStore().page(by: network.people[7], for: network.people[9], request, in: db).items.count
        },
        List(testDescription: "a person's likes", cost: 4 * 21 + 4) { network, db in
            try LikeStore().page(by: network.people[7], for: network.people[9], request, in: db).items.count
        },
        List(testDescription: "followers", cost: 3 * 21 + 4) { network, db in
            try FollowStore().followers(of: network.people[7], for: network.people[9], request, in: db).items.count
        },
        // A row of the index, the person, whether they are followed.
        List(testDescription: "people of a name", cost: 3 * 21 + 4) { network, db in
            try network.found(PageRequest(), for: network.people[9], in: db)
        },
        // The name of the last one, and whether others have the same.
        List(testDescription: "people of a name, further down", cost: 3 * 21 + 8) { network, db in
            try network.found(PageRequest(before: network.people[0]), for: network.people[9], in: db)
        },
        List(testDescription: "following", cost: 3 * 21 + 4) { network, db in
            try FollowStore().following(by: network.people[7], for: network.people[9], request, in: db).items.count
        },
    ]

    /// https://www.sqlite.org/eqp.html: SEARCH is by an index, SCAN reads all of a table, and a B-tree is a sort.
    @Test(.onSQLite) func onSQLiteIndexesAreSearchedAndNothingIsSorted() async throws {
        try await LargeNetwork.with { network in
            for list in Self.lists {
                let plans = try await network.test.database.read { db in
                    let recording = RecordingConnection(db)
                    #expect(try list.read(network, recording) == 20, "\(list.testDescription)")
                    return try recording.queries.map { query in
                        try db.rows("EXPLAIN QUERY PLAN \(query)") { try $0[3] as String }
                    }
                }
                for step in plans.joined() {
                    #expect(!step.hasPrefix("SCAN") || Self.isOfThePage(step), "\(list.testDescription): \(plans)")
                    #expect(
                        !step.contains("TEMP B-TREE") || list.testDescription.contains("below the window"),
                        "\(list.testDescription): \(plans)")
                }
            }
        }
    }

    /// What a query has made itself: the candidates of a page, or a row of values. Or whether there is a first row.
    private static func isOfThePage(_ step: String) -> Bool {
        ["branch", "candidates", "newest", "CONSTANT ROW", "pending_deliveries"].contains { step.contains($0) }
    }

    /// https://mariadb.com/kb/en/server-status-variables/#handler_read_key and its kin count the rows that the engine
    /// was asked for.
    @Test(.onMySQL) func onMySQLNoMoreRowsAreReadThanThePageNeeds() async throws {
        try await LargeNetwork.with { network in
            for list in Self.lists {
                let read = try await network.test.database.read { db in try Self.cost(of: list, network, db) }
                #expect(read <= list.cost, "\(list.testDescription)")
                #expect(read >= 20, "\(list.testDescription): the counters count")
            }
        }
    }

    private static func cost(
        of list: List, _ network: LargeNetwork, _ db: any DatabaseConnection
    ) throws -> Int {
        // The first time the statements are prepared and the tables are opened.
        #expect(try list.read(network, db) == 20, "\(list.testDescription)")
        let before = try rowsRead(in: db)
        let idle = try rowsRead(in: db) - before
        let start = try rowsRead(in: db)
        _ = try list.read(network, db)
        return try rowsRead(in: db) - start - idle
    }

    private static func rowsRead(in db: any DatabaseConnection) throws -> Int {
        try db.rows("SHOW SESSION STATUS LIKE 'Handler_read%'") { Int(try $0[1] as String) ?? 0 }.reduce(0, +)
    }
}

extension LargeNetwork {
    fileprivate func found(_ request: PageRequest, for reader: Int64, in db: any DatabaseConnection) throws -> Int {
        try NameStore().page(beginning: NameKey("PERSON"), for: reader, request, in: db)?.items.count ?? 0
    }

    fileprivate func timeline(
        _ request: PageRequest, for reader: Int64?, in db: any DatabaseConnection
    ) throws -> Int {
        let timelines = TimelineStore(policy: TimelinePolicy())
        return try timelines.page(of: people[7], for: reader, request, today: test.clock.now, in: db).page.items.count
    }
}
