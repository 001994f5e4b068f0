import Database
import TestSupport
import Testing

@Suite struct MigratorTests {
    // None of these steps can be run twice, so each shows that it was run once.
    private static let first = Migration(version: 1, name: "notes", compatibleFrom: 1) { dialect in
        ["CREATE TABLE notes (id \(dialect.identity), body TEXT)", "INSERT INTO notes (body) VALUES (\("one"))"]
    }
    private static let second = Migration(version: 2, name: "a second note", compatibleFrom: 2) { _ in
        ["INSERT INTO notes (body) VALUES (\("two"))"]
    }

    @Test(arguments: [true, false])
    func anEmptyDatabaseIsBroughtToTheNewestVersion(isInMemory: Bool) async throws {
        try await withDatabase(isInMemory: isInMemory) { database in
            let ran = try await Migrator([Self.first, Self.second]).migrate(database)
            #expect(ran.map(\.version) == [1, 2])
            #expect(try await database.notes() == ["one", "two"])
            try await Migrator([Self.first, Self.second]).check(database)
        }
    }

    @Test func twiceIsTheSameAsOnce() async throws {
        try await withDatabase { database in
            let migrator = Migrator([Self.first, Self.second])
            try await migrator.migrate(database)
            #expect(try await migrator.migrate(database).isEmpty)
            #expect(try await database.notes() == ["one", "two"])
        }
    }

    @Test func anOlderDatabaseGetsOnlyWhatItLacks() async throws {
        try await withDatabase { database in
            try await Migrator([Self.first]).migrate(database)
            try await database.insertNote("in between")
            let ran = try await Migrator([Self.first, Self.second]).migrate(database)
            #expect(ran.map(\.version) == [2])
            #expect(try await database.notes() == ["one", "in between", "two"])
        }
    }

    @Test func programsThatMigrateAtOnceDoEachStepOnce() async throws {
        try await TestDatabases.withSharedDatabase { open in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...4 {
                    group.addTask {
                        let database = try open()
                        try await Migrator([Self.first, Self.second]).migrate(database)
                        #expect(try await database.notes() == ["one", "two"])
                        try await database.close()
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func afterAStepFailedItGoesOnFromThere() async throws {
        try await withDatabase { database in
            let broken = Migration(version: 2, name: "broken", compatibleFrom: 2) { _ in
                ["INSERT INTO notes (body) VALUES (\("two"))", "INSERT INTO absent (body) VALUES (\("three"))"]
            }
            await #expect(throws: DatabaseError.self) { try await Migrator([Self.first, broken]).migrate(database) }
            #expect(try await database.notes() == ["one", "two"])

            let mended = Migration(version: 2, name: "mended", compatibleFrom: 2) { _ in
                ["INSERT INTO notes (body) VALUES (\("two"))", "INSERT INTO notes (body) VALUES (\("three"))"]
            }
            await #expect(throws: DatabaseError.self) { try await Migrator([Self.first, mended]).check(database) }
            let ran = try await Migrator([Self.first, mended]).migrate(database)
            #expect(ran.map(\.version) == [2])
            #expect(try await database.notes() == ["one", "two", "three"])
        }
    }

    @Test func aNewerDatabaseIsRefusedAndTheTextSaysWhatToDo() async throws {
        try await withDatabase { database in
            try await Migrator([Self.first, Self.second]).migrate(database)
            for attempt in [
                { _ = try await Migrator([Self.first]).migrate(database) },
                { try await Migrator([Self.first]).check(database) },
            ] as [() async throws -> Void] {
                let text = try await incompatibility(attempt)
                #expect(text.contains("version 2"))
                #expect(text.contains("up to 1"))
                #expect(text.contains("run a newer minitter"))
            }
            #expect(try await database.notes() == ["one", "two"])
        }
    }

    @Test func anEmptyOrOldDatabaseIsNotUsedAndTheTextSaysWhatToDo() async throws {
        try await withDatabase { database in
            let migrator = Migrator([Self.first, Self.second])
            let empty = try await incompatibility { try await migrator.check(database) }
            #expect(empty.contains("version 1 of 2"))
            #expect(empty.contains("minitter migrate"))

            try await Migrator([Self.first]).migrate(database)
            let old = try await incompatibility { try await migrator.check(database) }
            #expect(old.contains("version 2 of 2"))

            try await migrator.migrate(database)
            try await migrator.check(database)
        }
    }

    /// What makes rolling back over a migration possible.
    @Test func aNewerDatabaseIsAcceptedWhenEachOfItsVersionsLeavesRoom() async throws {
        try await withDatabase { database in
            try await Migrator([Self.first, Self.addition(2), Self.addition(3)]).migrate(database)
            let old = Migrator([Self.first])
            #expect(try await old.migrate(database).isEmpty)
            try await old.check(database)
            #expect(try await old.newestVersion(of: database) == 3)
            _ = try await incompatibility { try await old.check(database, acceptsNewer: false) }
        }
    }

    @Test func oneVersionThatLeavesNoRoomIsEnoughToBeRefused() async throws {
        try await withDatabase { database in
            try await Migrator([Self.first, Self.second, Self.addition(3)]).migrate(database)
            let text = try await incompatibility { try await Migrator([Self.first]).check(database) }
            #expect(text.contains("version 3"))
            try await Migrator([Self.first, Self.second]).check(database)
        }
    }

    /// Where the engine can't take a change of the schema back, it is done before it is noted.
    @Test func aVersionThatIsOnlyBegunCountsToo() async throws {
        try await withDatabase { database in
            try await Migrator([Self.first, Self.second]).migrate(database)
            try await database.write { db in _ = try db.execute("DELETE FROM schema_migrations WHERE version = 2") }
            _ = try await incompatibility { try await Migrator([Self.first]).check(database) }
        }
    }

    @Test func aNewerDatabaseThatSaysNothingOfOlderProgramsIsRefused() async throws {
        try await withDatabase { database in
            try await Migrator([Self.first, Self.addition(2)]).migrate(database)
            try await database.write { db in _ = try db.execute("DROP TABLE schema_compatibility") }
            _ = try await incompatibility { try await Migrator([Self.first]).check(database) }
            _ = try await incompatibility { try await Migrator([Self.first]).migrate(database) }
            // Its own program needs no word of it.
            try await Migrator([Self.first, Self.addition(2)]).check(database)
        }
    }

    private static func addition(_ version: Int) -> Migration {
        Migration(version: version, name: "only adds", compatibleFrom: 1) { _ in
            ["INSERT INTO notes (body) VALUES (\("more"))"]
        }
    }

    private func incompatibility(_ attempt: () async throws -> Void) async throws -> String {
        let error = await #expect(throws: DatabaseError.self) { try await attempt() }
        guard case .incompatible(let text) = error else {
            Issue.record("\(String(describing: error))")
            return ""
        }
        return text
    }

    private func withDatabase(isInMemory: Bool = true, _ body: (any Database) async throws -> Void) async throws {
        try await TestDatabases.withEmptyDatabase(isInMemory: isInMemory, body)
    }
}
