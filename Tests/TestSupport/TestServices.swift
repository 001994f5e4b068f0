import Database
package import Foundation
import Imaging
import Logging
package import MinitterModel
package import MinitterService
package import ObjectStorage

/// Every service on a database and a picture folder of its own.
package struct TestServices: Sendable {
    package let services: Services
    /// A real one, which fails when a test says so.
    package let database: FailingDatabase
    package let storage: any ObjectStorage
    /// Where the pictures are, unless they are in a storage of the test's own.
    package let pictureFolder: URL
    package let clock: TestClock

    /// Makes them, runs the body, and removes all that they left.
    ///
    /// - Parameters:
    ///   - isInMemory: see ``TestDatabases/withDatabase(isInMemory:_:)``.
    ///   - storage: nil takes a folder.
    ///   - settings: bcrypt's cost is the lowest, which takes 1 ms.
    package static func with<Result>(
        isInMemory: Bool = true, storage: (any ObjectStorage)? = nil, settings: ServiceSettings = .forTests,
        _ body: (TestServices) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            try await TestDatabases.withDatabase(isInMemory: isInMemory) { database in
                try await body(
                    TestServices(
                        database: FailingDatabase(database), pictureFolder: folder, storage: storage,
                        settings: settings))
            }
        }
    }

    /// More services on the same database, as a second server would have.
    package func another(settings: ServiceSettings = .forTests) async throws -> TestServices {
        try await TestServices(
            database: database, pictureFolder: pictureFolder, storage: storage, settings: settings, clock: clock)
    }

    private init(
        database: FailingDatabase, pictureFolder: URL, storage: (any ObjectStorage)?, settings: ServiceSettings,
        clock: TestClock = TestClock()
    ) async throws {
        let storage = try storage ?? LocalDirectory(root: pictureFolder)
        self.database = database
        self.storage = storage
        self.pictureFolder = pictureFolder
        self.clock = clock
        services = await Services(
            database: database, storage: storage, renderer: try ProfilePictureRenderer(), settings: settings,
            logger: .silent, now: { clock.now })
    }

    /// Signs a person up with the password `password`.
    package func person(_ name: String) async throws -> User {
        try await services.users.signUp(
            email: "\(name)@example.com", name: name, password: "password", profile: "I am \(name).")
    }
}

extension ServiceSettings {
    package static let forTests = forTests()

    package static func forTests(
        timeline: TimelinePolicy = .init(), deletedRowsAtOnce: Int = 1_000
    ) -> ServiceSettings {
        ServiceSettings(
            tokenSecret: Array("a secret of tests, 32 bytes long".utf8), bcryptCost: 4, timeline: timeline,
            deletedRowsAtOnce: deletedRowsAtOnce, storagePatience: .seconds(30))
    }
}
