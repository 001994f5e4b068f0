/// Brings a database's schema to the version that the program knows.
///
/// What has been done is kept in the table `schema_migrations`, a row a step, written in the same transaction as the
/// step itself where the engine can. Where it can't, a program that is killed between the two leaves the step done but
/// not noted, and the next start runs it again, which every step bears (see ``Migration/steps``).
package struct Migrator: Sendable {
    private let migrations: [Migration]
    private static let lock = "minitter migrate"

    /// - Parameter migrations: all versions from 1, in order.
    package init(_ migrations: [Migration]) {
        precondition(migrations.map(\.version) == Array(1...migrations.count), "versions run from 1 without a gap")
        self.migrations = migrations
    }

    /// The version that the program knows.
    package var currentVersion: Int { migrations.count }

    /// Runs every step that has not been run yet.
    ///
    /// - Returns: the migrations that were run, in whole or in part; empty when the schema was up to date.
    /// - Throws: ``DatabaseError/incompatible(_:)`` when the database is newer than the program.
    @discardableResult
    package func migrate(_ database: some Database) async throws -> [Migration] {
        try await database.writeExclusively(Self.lock) { db in
            let (applied, options) = (db.dialect.timestamp, db.dialect.tableOptions)
            try db.execute(
                """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    version INTEGER NOT NULL,
                    step INTEGER NOT NULL,
                    applied_at \(applied) NOT NULL,
                    PRIMARY KEY (version, step)
                ) \(options)
                """)
        }
        var ran: [Migration] = []
        while let migration = try await database.writeExclusively(Self.lock, { db in try runNextStep(in: db) }) {
            if ran.last?.version != migration.version { ran.append(migration) }
        }
        return ran
    }

    /// Says whether the program can use the database as it is.
    ///
    /// - Throws: ``DatabaseError/incompatible(_:)`` when the schema is older or newer than the program's.
    package func check(_ database: some Database) async throws {
        let (version, complete) = try await database.read { db in
            do {
                try refuseNewer(in: db)
            } catch DatabaseError.other {
                // There is no such table yet.
                return (0, false)
            }
            let next = try nextStep(in: db)
            return (next?.migration.version ?? currentVersion, next == nil)
        }
        guard complete else {
            throw DatabaseError.incompatible(
                "the database's schema lacks version \(max(version, 1)) of \(currentVersion): "
                    + "run “minitter migrate” or let the server migrate at start")
        }
    }

    /// A step a lock: the choice of the step is made under it, so that of two programs that migrate at once one does the
    /// step and the other waits.
    private func runNextStep(in db: any DatabaseConnection) throws -> Migration? {
        try refuseNewer(in: db)
        guard let (migration, step, sql) = try nextStep(in: db) else { return nil }
        try db.execute(sql)
        try db.execute(
            """
            INSERT INTO schema_migrations (version, step, applied_at)
            VALUES (\(migration.version), \(step), \(Timestamp.now))
            """)
        return migration
    }

    private func nextStep(in db: any DatabaseConnection) throws -> (migration: Migration, step: Int, sql: SQL)? {
        for migration in migrations {
            let done = try db.value(
                "SELECT COUNT(*) FROM schema_migrations WHERE version = \(migration.version)", as: Int.self)
            let steps = migration.steps(db.dialect)
            if let done, done < steps.count { return (migration, done, steps[done]) }
        }
        return nil
    }

    private func refuseNewer(in db: any DatabaseConnection) throws {
        let newest: Int? = try db.value("SELECT MAX(version) FROM schema_migrations", as: Int?.self) ?? nil
        if let newest, newest > currentVersion {
            throw DatabaseError.incompatible(
                "the database's schema has version \(newest), this program knows only up to \(currentVersion): "
                    + "run a newer minitter, or restore a backup that this one made")
        }
    }
}
