import Database
import MinitterModel
import MinitterService
import TestSupport
import Testing

@Suite struct MigrationTests {
    /// A program that is killed between a step and its note leaves it done and not noted, where the engine commits a
    /// change of the schema at once.
    @Test func everyStepBearsToBeRunAgain() async throws {
        try await TestServices.with { test in
            let minji = try await test.person("minji")
            let tweet = try await test.services.tweets.post("kept", by: minji.id)
            try await test.database.write { db in _ = try db.execute("DELETE FROM schema_migrations") }
            let ran = try await Migrator(Migrations.all).migrate(test.database)
            #expect(ran.map(\.version) == Migrations.all.map(\.version))
            #expect(try await test.services.tweets.tweet(tweet.id, for: minji.id) == tweet)
        }
    }
}
