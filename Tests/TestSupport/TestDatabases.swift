package import Database
package import Foundation
import MinitterModel
import Synchronization

/// A database for one test alone, gone after it: on SQLite, or on the server that `MINITTER_TEST_MYSQL` names
/// (`script/with-mariadb` starts one and sets it).
package enum TestDatabases {
    /// The server on which every test's data is; nil: none is, tests run on SQLite.
    package static let server: MySQLConfiguration? = ProcessInfo.processInfo.environment["MINITTER_TEST_MYSQL"].map {
        guard var server = MySQLConfiguration(url: $0 + "/none") else {
            preconditionFailure("MINITTER_TEST_MYSQL is not mysql://user:password@host:port")
        }
        server.database = ""
        return server
    }

    /// - Parameter isInMemory: in a file instead, readers and the writer work at the same time, as in the program. On a
    ///   server they always do.
    package static func withDatabase<Result>(
        isInMemory: Bool = true, _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        try await withEmptyDatabase(isInMemory: isInMemory) { database in
            try await Migrator(Migrations.all).migrate(database)
            return try await body(database)
        }
    }

    /// One without tables.
    package static func withEmptyDatabase<Result>(
        isInMemory: Bool = true, _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        if server != nil {
            return try await withServerDatabase { try await closing(MySQLDatabase($0), body) }
        }
        if isInMemory { return try await closing(SQLiteDatabase(), body) }
        return try await withTemporaryFolder { folder in
            try await closing(SQLiteDatabase(path: folder.appendingPathComponent("test.sqlite").path), body)
        }
    }

    /// One without tables that several programs open, each by the function that the body is given.
    package static func withSharedDatabase<Result>(
        _ body: (_ open: @escaping @Sendable () throws -> any Database) async throws -> Result
    ) async throws -> Result {
        if server != nil {
            return try await withServerDatabase { configuration in try await body { MySQLDatabase(configuration) } }
        }
        return try await withTemporaryFolder { folder in
            let path = folder.appendingPathComponent("test.sqlite").path
            return try await body { try SQLiteDatabase(path: path) }
        }
    }

    /// What a program that is run on a data directory is told of its database; nil: nothing, it takes a file there. The
    /// database is made by the program, and goes with the server.
    package static func url(forDataDirectory path: String) -> String? {
        guard let server = ProcessInfo.processInfo.environment["MINITTER_TEST_MYSQL"] else { return nil }
        let digits = path.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return "\(server)/program_\(digits)"
    }

    /// Makes the database of a program that will be run on a data directory, where the program doesn't make it itself.
    package static func make(forDataDirectory folder: URL) async throws {
        guard let url = url(forDataDirectory: folder.path) else { return }
        guard let configuration = MySQLConfiguration(url: url) else { preconditionFailure("\(url) is no URL") }
        try await MySQLDatabase.makeIfMissing(configuration)
    }

    /// Opens the database of a program that was run on a data directory.
    package static func open(inDataDirectory folder: URL) throws -> any Database {
        guard let url = url(forDataDirectory: folder.path) else {
            return try SQLiteDatabase(path: folder.appendingPathComponent("minitter.sqlite").path)
        }
        guard let configuration = MySQLConfiguration(url: url) else { preconditionFailure("\(url) is no URL") }
        return MySQLDatabase(configuration)
    }

    /// The configuration of a new database on the server, for tests that open it themselves.
    package static func withServerDatabase<Result>(
        _ body: (MySQLConfiguration) async throws -> Result
    ) async throws -> Result {
        guard let server, let administration else { preconditionFailure("MINITTER_TEST_MYSQL is not set") }
        await turnstile.enter()
        defer { turnstile.leave() }
        let number = count.add(1, ordering: .relaxed).newValue
        let name = "test_\(getpid())_\(number)"
        try await administration.write { db in _ = try db.execute("CREATE DATABASE \(SQL(identifier: name))") }
        var configuration = server
        configuration.database = name
        configuration.pool.connections = 8
        // The machine may be busy with other tests.
        configuration.pool.maximumWait = .seconds(60)
        let result = await Swift.Result { () async throws in try await body(configuration) }
        try await administration.write { db in _ = try db.execute("DROP DATABASE \(SQL(identifier: name))") }
        return try result.get()
    }

    private static let administration = server.map { MySQLDatabase($0) }
    private static let count = Atomic(0)
    /// Hundreds of tests start at once; that many databases would be made and unmade all at the same time.
    private static let turnstile = Turnstile(places: 12)

    private static func closing<Result>(
        _ database: some Database, _ body: (any Database) async throws -> Result
    ) async throws -> Result {
        let result = await Swift.Result { () async throws in try await body(database) }
        try await database.close()
        return try result.get()
    }
}

extension Result where Failure == any Error {
    /// What a body returned or threw, for what must be done in either case.
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
