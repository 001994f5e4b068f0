import Database
import TestSupport
import Testing

@Suite(.onMySQL) struct TimeOutTests {
    @Test func aStatementThatTakesTooLongIsEndedAndNotRunAgain() async throws {
        try await TestDatabases.withServerDatabase { configuration in
            var impatient = configuration
            impatient.statementTimeout = .seconds(1)
            let database = MySQLDatabase(impatient)
            let runs = Counter()
            let error = await #expect(throws: DatabaseError.self) {
                try await database.read { db in
                    runs.add(1)
                    return try db.value("SELECT SLEEP(60) FROM information_schema.tables LIMIT 1", as: Int.self)
                }
            }
            guard case .unavailable(let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("took too long"))
            #expect(runs.value == 1)
            #expect(try await database.read { db in try db.value("SELECT 1", as: Int.self) } == 1)
            try await database.close()
        }
    }

    @Test func aServerThatFallsSilentIsGivenUpAndTheStatementIsNotRunAgain() async throws {
        try await TestDatabases.withServerDatabase { configuration in
            try await CuttableProxy.with(to: Int(configuration.hosts[0].port)) { proxy in
                var behind = configuration
                behind.hosts = [.init(name: "127.0.0.1", port: UInt32(proxy.port))]
                behind.statementTimeout = .seconds(1)
                behind.connectTimeout = .seconds(1)
                behind.pool.connections = 1
                let database = MySQLDatabase(behind)
                #expect(try await database.read { db in try db.value("SELECT 1", as: Int.self) } == 1)
                try await eventually("its transaction is ended, too") { database.load?.busy == 0 ? true : nil }
                // The answer to that is read by the next, and must have come through.
                try await Task.sleep(for: .seconds(2))
                proxy.beSilent(true)
                let runs = Counter()
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.read { db in
                        runs.add(1)
                        return try db.value("SELECT 2", as: Int.self)
                    }
                }
                guard case .unavailable = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(runs.value == 1)
                proxy.beSilent(false)
                try await eventually("the database is reached again") {
                    try? await database.read { db in try db.value("SELECT 3", as: Int.self) }
                }
                try await database.close()
            }
        }
    }
}
