import Database
import TestSupport
import Testing

@Suite(.onMySQL) struct PoolTests {
    @Test func connectionsAreOpenedWhenTheyAreNeededAndClosedWhenTheyRest() async throws {
        try await withPool(PoolLimits(connections: 3, maximumIdle: .milliseconds(50))) { database in
            #expect(database.load == PoolLoad(connections: 0, busy: 0, waiting: 0))
            for _ in 1...5 {
                try await one(database)
                // A read is answered before its transaction is ended: until then the next would need another connection.
                try await eventually("the connection is free") { database.load?.busy == 0 ? true : nil }
                #expect(try #require(database.load).connections <= 1)
            }

            let gate = Gate()
            async let held: Void = database.read { _ in gate.wait() }
            await gate.untilReached()
            try await one(database)
            gate.open()
            try await held
            try await eventually("all connections are closed") { database.load?.connections == 0 ? true : nil }
            try await one(database)
        }
    }

    @Test func whenTooManyWaitOneMoreIsBusyAndTheOthersAreDone() async throws {
        try await withPool(PoolLimits(connections: 1, maximumWaiting: 2)) { database in
            let gate = Gate()
            async let held: Void = database.read { _ in gate.wait() }
            await gate.untilReached()
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 1...3 { group.addTask { try await isDone { try await one(database) } } }
                // Only the one that is refused is answered while the connection is held.
                #expect(try await group.next() == false)
                gate.open()
                while let isDone = try await group.next() { #expect(isDone) }
            }
            try await held
        }
    }

    @Test func whoHasWaitedTooLongIsToldSoWhileTheConnectionIsStillHeld() async throws {
        try await withPool(PoolLimits(connections: 1, maximumWait: .milliseconds(100))) { database in
            let gate = Gate()
            async let held: Void = database.read { _ in gate.wait() }
            await gate.untilReached()
            #expect(try await !isDone { try await one(database) })
            gate.open()
            try await held
            // The answer comes before its connection is free.
            try await eventually("the connection is free") { database.load?.busy == 0 ? true : nil }
            try await one(database)
        }
    }

    @Test func closingLetsWhatWaitsBeDoneAndRefusesWhatComesAfter() async throws {
        try await TestDatabases.withServerDatabase { configuration in
            var small = configuration
            small.pool.connections = 1
            let database = MySQLDatabase(small)
            let gate = Gate()
            async let held: Void = database.read { _ in gate.wait() }
            await gate.untilReached()
            async let waiting: Void = one(database)
            try await eventually("a call waits") { database.load?.waiting == 1 ? true : nil }
            async let closing: Void = database.close()
            gate.open()
            try await held
            try await waiting
            try await closing
            await #expect(throws: DatabaseError.unavailable("the database is closed")) { try await one(database) }
        }
    }

    private func withPool(_ limits: PoolLimits, _ body: (MySQLDatabase) async throws -> Void) async throws {
        try await TestDatabases.withServerDatabase { configuration in
            var configuration = configuration
            configuration.pool = limits
            let database = MySQLDatabase(configuration)
            try await body(database)
            try await database.close()
        }
    }

    private func one(_ database: MySQLDatabase) async throws {
        #expect(try await database.read { db in try db.value("SELECT 1", as: Int.self) } == 1)
    }

    /// - Returns: false when it is refused as busy.
    private func isDone(_ call: () async throws -> Void) async throws -> Bool {
        do {
            try await call()
            return true
        } catch DatabaseError.busy {
            return false
        }
    }
}
