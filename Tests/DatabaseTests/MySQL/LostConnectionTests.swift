import Database
import TestSupport
import Testing

/// What becomes of a transaction whose connection is cut, by where it is cut.
@Suite(.onMySQL) struct LostConnectionTests {
    @Test func aReadIsRunAgainOnANewConnection() async throws {
        try await withNotesBehindProxy { database, proxy in
            try await database.insertNote("a")
            let runs = Counter()
            proxy.cutOnce(at: "SELECT body FROM notes", passesOn: true)
            let notes = try await database.read { db in
                runs.add(1)
                return try db.notes()
            }
            #expect(notes == ["a"])
            #expect(runs.value == 2)
        }
    }

    @Test(arguments: [true, false])
    func aWriteThatIsCutBeforeItsCommitIsRunAgainAndStoredOnce(serverHears: Bool) async throws {
        try await withNotesBehindProxy { database, proxy in
            let runs = Counter()
            proxy.cutOnce(at: "INSERT INTO notes", passesOn: serverHears)
            try await database.write { db in
                runs.add(1)
                try db.execute("INSERT INTO notes (body) VALUES (\("once"))")
            }
            #expect(runs.value == 2)
            #expect(try await database.notes() == ["once"])
        }
    }

    /// The one case in which nobody can know.
    @Test(arguments: [true, false])
    func aWriteThatIsCutInItsCommitIsNeverRepeatedAndSaidToBeUnknown(serverHears: Bool) async throws {
        try await withNotesBehindProxy { database, proxy in
            try await database.insertNote("before")
            let runs = Counter()
            proxy.cutOnce(at: "COMMIT", passesOn: serverHears)
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { db in
                    runs.add(1)
                    try db.execute("INSERT INTO notes (body) VALUES (\("perhaps"))")
                }
            }
            #expect(error?.isOutcomeUnknown == true)
            #expect(runs.value == 1)
            // The server may still be at it.
            let expected: [String?] = serverHears ? ["before", "perhaps"] : ["before"]
            try await eventually("the commit is done or undone") {
                try await database.notes() == expected ? true : nil
            }
        }
    }

    /// The second half alone would break what the transaction is for.
    @Test func aBodyThatGoesOnAfterTheLossWritesNoHalf() async throws {
        try await withNotesBehindProxy { database, proxy in
            let runs = Counter()
            proxy.cutOnce(at: "INSERT INTO notes", passesOn: true)
            try await database.write { db in
                runs.add(1)
                _ = try? db.execute("INSERT INTO notes (body) VALUES (\("first"))")
                _ = try? db.execute("UPDATE notes SET body = \("second") WHERE body = \("first")")
            }
            #expect(runs.value == 2)
            #expect(try await database.notes() == ["second"])
        }
    }

    /// The lock was the lost connection's.
    @Test func anExclusiveWriteHasItsLockAlsoWhenItIsRunAgain() async throws {
        try await withNotesBehindProxy { database, proxy in
            proxy.cutOnce(at: "INSERT INTO notes", passesOn: true)
            let runs = Counter()
            let isLocked: SQL = "IS_USED_LOCK(LEFT(CONCAT('a test ', DATABASE()), 64)) = CONNECTION_ID()"
            try await database.writeExclusively("a test") { db in
                runs.add(1)
                #expect(try db.value("SELECT \(isLocked)", as: Int?.self) == 1)
                try db.execute("INSERT INTO notes (body) VALUES (\("once"))")
            }
            #expect(runs.value == 2)
            #expect(try await database.notes() == ["once"])
            let isFree = try await database.read { db in
                try db.value("SELECT IS_FREE_LOCK(LEFT(CONCAT('a test ', DATABASE()), 64))", as: Int.self)
            }
            #expect(isFree == 1)
        }
    }

    @Test func aConnectionThatTheServerEndedWhileItRestedIsReplaced() async throws {
        try await withNotesBehindProxy { database, _ in
            try await database.insertNote("before")
            try await database.endConnections()
            try await database.insertNote("after")
            #expect(try await database.notes() == ["before", "after"])
        }
    }

    @Test func aQueryWhoseConnectionIsKilledIsRunAgain() async throws {
        try await withNotesBehindProxy { database, _ in
            let runs = Counter()
            async let slow = database.read { db in
                runs.add(1)
                // Only the first time: the second must come to its end.
                return try db.value("SELECT SLEEP(\(runs.value == 1 ? 30 : 0))", as: Int.self)
            }
            await runs.untilAtLeast(1)
            try await eventually("the query is running and killed") {
                try await database.endConnections(running: "%SLEEP%") > 0 ? true : nil
            }
            #expect(try await slow == 0)
            #expect(runs.value == 2)
        }
    }

    /// A database of four connections behind a proxy.
    private func withNotesBehindProxy(_ body: (MySQLDatabase, CuttableProxy) async throws -> Void) async throws {
        try await TestDatabases.withServerDatabase { configuration in
            try await CuttableProxy.with(to: Int(configuration.hosts[0].port)) { proxy in
                var behind = configuration
                behind.hosts = [.init(name: "127.0.0.1", port: UInt32(proxy.port))]
                behind.pool.connections = 4
                let database = MySQLDatabase(behind)
                try await database.makeNotes()
                try await body(database, proxy)
                try await database.close()
            }
        }
    }
}

extension MySQLDatabase {
    /// Ends the other connections to this database, as a server does that has waited too long for them.
    ///
    /// - Parameter pattern: only those that run such a statement.
    /// - Returns: how many there were.
    @discardableResult
    fileprivate func endConnections(running pattern: String? = nil) async throws -> Int {
        try await read { db in
            let ids = try db.rows(
                """
                SELECT id FROM information_schema.processlist
                WHERE db = DATABASE() AND id <> CONNECTION_ID() AND COALESCE(info, '') LIKE \(pattern ?? "%")
                """
            ) { try $0[0] as Int64 }
            // A statement of an administrator's, which returns no row; MariaDB takes its number bound.
            for id in ids { _ = try db.rows("KILL CONNECTION \(id)") { _ in } }
            return ids.count
        }
    }
}
