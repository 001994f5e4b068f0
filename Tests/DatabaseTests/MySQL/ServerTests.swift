import Database
import Foundation
import TestSupport
import Testing

/// What a server is asked for, and what is not left to its settings.
@Suite(.onMySQL) struct MySQLServerTests {
    /// The seed's `CREATE DATABASE` said nothing of characters, and a server may take Latin-1 then.
    @Test func anyTextIsKeptWhateverTheDatabasesOwnCharacters() async throws {
        try await TestDatabases.withServerDatabase { configuration in
            let database = MySQLDatabase(configuration)
            let name = SQL(identifier: configuration.database)
            try await database.write { db in _ = try db.execute("ALTER DATABASE \(name) CHARACTER SET latin1") }
            try await database.makeNotes()
            for text in ["안녕하세요", "👩🏽‍💻", "e\u{301}", "é", "É", "straße", "STRASSE"] {
                try await database.insertNote(text)
            }
            // Each is another: nothing is folded, so nothing collides.
            #expect(try await database.notes().count == 7)
            let found = try await database.read { db in
                try db.rows("SELECT body FROM notes WHERE body = \("é")") { try $0[0] as String }
            }
            #expect(found.map { Array($0.unicodeScalars) } == [Array("é".unicodeScalars)])
            try await database.close()
        }
    }

    @Test func whatDoesNotFitIsRefusedAndNotCut() async throws {
        try await TestDatabases.withEmptyDatabase { database in
            try await database.write { db in
                _ = try db.execute("CREATE TABLE words (word VARCHAR(3) NOT NULL) \(db.dialect.tableOptions)")
            }
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { db in _ = try db.execute("INSERT INTO words (word) VALUES (\("가나다라"))") }
            }
            guard case .other = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try await database.write { db in _ = try db.execute("INSERT INTO words (word) VALUES (\("👩🏽💻"))") }
            #expect(try await database.read { db in try db.value("SELECT word FROM words", as: String.self) } == "👩🏽💻")
        }
    }

    @Test func aTimeKeepsItsMillisecondsAndItsZone() async throws {
        try await TestDatabases.withEmptyDatabase { database in
            let time = Timestamp(milliseconds: 1_793_491_200_007)
            try await database.write { db in
                try db.execute("CREATE TABLE times (at \(db.dialect.timestamp) NOT NULL)")
                try db.execute("INSERT INTO times (at) VALUES (\(time))")
            }
            let (read, offset) = try await database.read { db in
                (
                    try db.value("SELECT at FROM times", as: Timestamp.self),
                    try db.value("SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), NOW())", as: Int.self)
                )
            }
            #expect(read == time)
            #expect(offset == 0)
        }
    }

    @Test func aDatabaseThatIsNotThereIsMadeOnce() async throws {
        try await TestDatabases.withServerDatabase { configuration in
            let name = SQL(identifier: configuration.database)
            let database = MySQLDatabase(configuration)
            try await MySQLDatabase.makeIfMissing(configuration)
            try await database.makeNotes()
            try await database.insertNote("kept")
            try await MySQLDatabase.makeIfMissing(configuration)
            #expect(try await database.notes() == ["kept"])
            try await database.write { db in _ = try db.execute("DROP DATABASE \(name)") }
            try await MySQLDatabase.makeIfMissing(configuration)
            try await database.close()
        }
    }

    @Test func aWrongPasswordIsSaidAndIsNotShown() async throws {
        try await TestDatabases.withServerDatabase { configuration in
            var wrong = configuration
            wrong.password = "hunter2"
            let database = MySQLDatabase(wrong)
            let error = await #expect(throws: DatabaseError.self) { try await database.notes() }
            guard case .unavailable(let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("Access denied"))
            #expect(!reason.contains("hunter2"))
            try await database.close()
        }
    }

    @Test func ofSeveralHostsOneThatAnswersIsTaken() async throws {
        try await TestDatabases.withServerDatabase { configuration in
            var several = configuration
            let dead = MySQLConfiguration.Host(name: "127.0.0.1", port: UInt32(try freePort()))
            several.hosts = [dead, dead] + configuration.hosts
            let database = MySQLDatabase(several)
            #expect(try await database.read { db in try db.value("SELECT 1", as: Int.self) } == 1)
            try await database.close()

            several.hosts = [dead, dead]
            let away = MySQLDatabase(several)
            let error = await #expect(throws: DatabaseError.self) { try await away.notes() }
            guard case .unavailable(let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("127.0.0.1:\(dead.port)"))
            try await away.close()
        }
    }

    @Test func aServerThatIsStartedAgainIsFoundAgain() async throws {
        try await MariaDBServer.with { server in
            let database = MySQLDatabase(try await server.configuration(database: "notes"))
            try await database.makeNotes()
            try await database.insertNote("before")
            await server.kill()
            for _ in 1...3 {
                let error = await #expect(throws: DatabaseError.self) { try await database.insertNote("lost") }
                guard case .unavailable = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
            }
            try await server.start()
            try await eventually("the database is reached again", within: .seconds(5)) {
                try? await database.insertNote("after")
            }
            #expect(try await database.notes() == ["before", "after"])
            try await database.close()
        }
    }
}
