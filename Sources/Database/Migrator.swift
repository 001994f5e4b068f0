/// Brings a database's schema to the version that the program knows.
///
/// What has been done is kept in the table `schema_migrations`, a row a step, written in the same transaction as the
/// step itself where the engine can. Where it can't, a program that is killed between the two leaves the step done but
/// not noted, and the next start runs it again, which every step bears (see ``Migration/steps``).
///
/// The table `schema_compatibility` says of each version which programs may work on it (``Migration/compatibleFrom``). An
/// older program reads that there: it is accepted when all versions that it doesn't know leave room for it.
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
    /// - Returns: the migrations that were run, in whole or in part; empty when the schema was up to date, or is newer and
    ///   leaves room for this program.
    /// - Throws: ``DatabaseError/incompatible(_:)`` when the database is too new for the program.
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
            try db.execute(
                """
                CREATE TABLE IF NOT EXISTS schema_compatibility (
                    version INTEGER NOT NULL PRIMARY KEY,
                    compatible_from INTEGER NOT NULL
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
    /// - Parameter acceptsNewer: false where all that is stored must be known, as for a copy.
    /// - Throws: ``DatabaseError/incompatible(_:)`` when the schema is older than the program's, or too new for it.
    package func check(_ database: some Database, acceptsNewer: Bool = true) async throws {
        let (version, complete) = try await database.read { db in
            guard let newest = try newestVersion(in: db) else { return (0, false) }
            try refuseNewer(in: db)
            if newest > currentVersion, !acceptsNewer { throw tooNew(newest) }
            let next = try nextStep(in: db)
            return (next?.migration.version ?? currentVersion, next == nil)
        }
        guard complete else {
            throw DatabaseError.incompatible(
                "the database's schema lacks version \(max(version, 1)) of \(currentVersion): "
                    + "run “minitter migrate” or let the server migrate at start")
        }
    }

    /// The newest version that the database has, in whole or in part; nil when it has none.
    package func newestVersion(of database: some Database) async throws -> Int? {
        try await database.read { db in try newestVersion(in: db) }
    }

    /// A step a lock: the choice of the step is made under it, so that of two programs that migrate at once one does the
    /// step and the other waits.
    private func runNextStep(in db: any DatabaseConnection) throws -> Migration? {
        try refuseNewer(in: db)
        guard let (migration, step, sql) = try nextStep(in: db) else { return nil }
        // First, because the change of the schema may be there for good before anything after it is.
        try noteCompatibility(of: migration, in: db)
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

    private func noteCompatibility(of migration: Migration, in db: any DatabaseConnection) throws {
        let isNoted = try db.value(
            "SELECT COUNT(*) FROM schema_compatibility WHERE version = \(migration.version)", as: Int.self)
        guard isNoted == 0 else { return }
        try db.execute(
            """
            INSERT INTO schema_compatibility (version, compatible_from)
            VALUES (\(migration.version), \(migration.compatibleFrom))
            """)
    }

    /// Versions that the program doesn't know, unless each says that it leaves room for it. One that says nothing was made
    /// by a program that did not know the question.
    private func refuseNewer(in db: any DatabaseConnection) throws {
        guard let newest = try newestVersion(in: db), newest > currentVersion else { return }
        let open = try knownCompatibility(in: db)
        for version in (currentVersion + 1)...newest where open[version] ?? .max > currentVersion {
            throw tooNew(newest)
        }
    }

    private func tooNew(_ newest: Int) -> DatabaseError {
        .incompatible(
            "the database's schema has version \(newest), this program knows only up to \(currentVersion): "
                + "run a newer minitter, or restore a backup that this one made")
    }

    /// Of the steps that are noted, and of those that were begun.
    private func newestVersion(in db: any DatabaseConnection) throws -> Int? {
        let noted: Int?
        do {
            noted = try db.value("SELECT MAX(version) FROM schema_migrations", as: Int?.self) ?? nil
        } catch DatabaseError.other {
            // There is no such table yet.
            return nil
        }
        return max(noted ?? 0, try knownCompatibility(in: db).keys.max() ?? 0)
    }

    /// The oldest program for each version.
    private func knownCompatibility(in db: any DatabaseConnection) throws -> [Int: Int] {
        do {
            let rows = try db.rows("SELECT version, compatible_from FROM schema_compatibility") {
                (version: try $0[0] as Int, from: try $0[1] as Int)
            }
            return Dictionary(uniqueKeysWithValues: rows.map { ($0.version, $0.from) })
        } catch DatabaseError.other {
            // The last to migrate it was a program without this table.
            return [:]
        }
    }
}
