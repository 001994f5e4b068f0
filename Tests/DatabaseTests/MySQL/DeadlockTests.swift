import Database
import TestSupport
import Testing

@Suite(.onMySQL) struct DeadlockTests {
    @Test func ofTwoThatWaitForEachOtherBothAreDoneInTheEnd() async throws {
        try await withCounters(2) { database in
            let runs = Counter()
            let firsts = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        try await database.write { db in
                            runs.add(1)
                            try db.execute("UPDATE counters SET number = number + 1 WHERE id = \(first)")
                            firsts.add(1)
                            // Each has the row that the other wants next; who runs again finds both there already.
                            while firsts.value < 2 {}
                            try db.execute("UPDATE counters SET number = number + 1 WHERE id = \(second)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(runs.value == 3)
            #expect(try await numbers(database) == [2, 2])
        }
    }

    @Test func underContentionEveryWriteSucceedsAndEveryCountIsExact() async throws {
        try await withCounters(4) { database in
            var random = SeededRandom(seed: 1)
            let pairs = (0..<300).map { _ in Array((1...4).shuffled(using: &random).prefix(2)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for pair in pairs {
                    group.addTask {
                        try await database.write { db in
                            for id in pair {
                                try db.execute("UPDATE counters SET number = number + 1 WHERE id = \(id)")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let expected = (1...4).map { id in pairs.filter { $0.contains(id) }.count }
            #expect(try await numbers(database) == expected)
        }
    }

    /// MySQL undoes the whole transaction at a deadlock; what the body does after it would be written alone.
    @Test func aBodyThatGoesOnAfterADeadlockWritesNoHalf() async throws {
        try await withCounters(2) { database in
            let firsts = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        try await database.write { db in
                            try db.execute("UPDATE counters SET number = number + 1 WHERE id = \(first)")
                            firsts.add(1)
                            while firsts.value < 2 {}
                            _ = try? db.execute("UPDATE counters SET number = number + 1 WHERE id = \(second)")
                            _ = try? db.execute("UPDATE counters SET number = number + 10 WHERE id = \(first)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await numbers(database) == [12, 12])
        }
    }

    private func withCounters(_ count: Int, _ body: (any Database) async throws -> Void) async throws {
        try await TestDatabases.withEmptyDatabase { database in
            try await database.write { db in
                try db.execute("CREATE TABLE counters (id \(db.dialect.identity), number BIGINT NOT NULL)")
                for _ in 1...count { try db.execute("INSERT INTO counters (number) VALUES (0)") }
            }
            try await body(database)
        }
    }

    private func numbers(_ database: any Database) async throws -> [Int] {
        try await database.read { db in try db.rows("SELECT number FROM counters ORDER BY id") { try $0[0] as Int } }
    }
}
