import Database
import Foundation
import MinitterModel

/// The two databases of `minitter copy`, before they are opened, and what speaks against copying.
struct CopyEnds: Sendable {
    let from: DatabaseSettings
    let to: DatabaseSettings

    /// - Throws: ``ProgramError`` for a URL that is not taken, or for the same database twice.
    init(from: String, to: String, _ values: SettingValues) throws {
        self.from = try Self.settings("--from", from, values)
        self.to = try Self.settings("--to", to, values)
        guard !Self.isSame(self.from, self.to) else {
            throw ProgramError("--from and --to name the same database, “\(self.from.description)”.")
        }
    }

    private static func settings(_ option: String, _ url: String, _ values: SettingValues) throws -> DatabaseSettings {
        guard let settings = try DatabaseSettings(url: url, values) else {
            // Without what it is: it may hold a password.
            throw ProgramError("\(option) takes sqlite:PATH or mysql://USER:PASSWORD@HOST:3306/NAME.")
        }
        return settings
    }

    /// A server that goes by two names is not seen here, but as a target that has accounts.
    private static func isSame(_ one: DatabaseSettings, _ other: DatabaseSettings) -> Bool {
        switch (one, other) {
        case (.sqlite(let one), .sqlite(let other)):
            file(one) == file(other)
        case (.mySQL(let one, _), .mySQL(let other, _)):
            one.database == other.database && one.hosts.contains(where: other.hosts.contains)
        default: false
        }
    }

    private static func file(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    /// - Throws: ``ProgramError`` when there is no such database, or its schema is not this program's.
    func openSource() async throws -> any Database {
        let database: any Database
        if case .sqlite(let path) = from {
            guard FileManager.default.fileExists(atPath: path) else {
                throw ProgramError("--from names “\(path)”, which is not there.")
            }
            database = SQLiteReadOnlyDatabase(path: path)
        } else {
            database = try from.openForLongWork()
        }
        return try await closingOnError(database) {
            do {
                // What this program doesn't know it would leave out.
                try await Migrator(Migrations.all).check(database, acceptsNewer: false)
            } catch {
                throw ProgramError("--from names “\(from.description)”, which can't be copied: \(error).")
            }
        }
    }

    /// Makes the database where there is none, and its tables.
    ///
    /// - Throws: ``ProgramError`` when it can't be used, or has rows already.
    func openTarget() async throws -> any Database {
        do {
            switch to {
            case .sqlite(let path): makeFile(path)
            // Where that can't be, what follows says why.
            case .mySQL(let configuration, _): try? await MySQLDatabase.makeIfMissing(configuration)
            }
            let database = try to.openForLongWork()
            return try await closingOnError(database) {
                // First, so that a database which is in use keeps the schema that its servers know.
                try await refuseRows(in: database)
                try await Migrator(Migrations.all).migrate(database)
            }
        } catch let error as DatabaseError {
            throw ProgramError("--to names “\(to.description)”, which can't be used: \(error).")
        } catch is SettingError {
            throw ProgramError("--to names “\(to.description)”, which can't be opened: its folder must be there.")
        }
    }

    /// For its owner alone: it will hold e-mails and hashes of passwords. SQLite gives the files beside it the same mode.
    private func makeFile(_ path: String) {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }

    private func refuseRows(in database: any Database) async throws {
        for table in StoredTable.copied {
            do {
                guard try await database.read({ db in try table.isEmpty(in: db) }) else {
                    throw ProgramError(
                        "“\(to.description)” has rows in its table \(table.name) already, and a copy needs an empty "
                            + "database. Name another with --to, or, if this is what an interrupted copy left, "
                            + "\(wayToEmpty) and start again.")
                }
            } catch DatabaseError.other {
                // There is no such table yet.
            }
        }
    }

    /// What an operator does with a target that is of no use.
    var wayToEmpty: String {
        switch to {
        case .sqlite(let path): "remove \(path) with its -wal and -shm"
        case .mySQL(let configuration, _): "drop the database \(configuration.database)"
        }
    }

    private func closingOnError(
        _ database: any Database, _ body: () async throws -> Void
    ) async throws -> any Database {
        do {
            try await body()
            return database
        } catch {
            try? await database.close()
            throw error
        }
    }
}
