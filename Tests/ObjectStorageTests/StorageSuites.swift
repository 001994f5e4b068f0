import ObjectStorage
import TestSupport
import Testing

/// The suite that every storage passes, on each of them.
@Suite struct LocalDirectorySuite {
    @Test(arguments: StorageCheck.all) func passes(check: StorageCheck) async throws {
        try await withTemporaryFolder { folder in try await check.run(on: LocalDirectory(root: folder)) }
    }
}

@Suite struct InMemoryStorageSuite {
    @Test(arguments: StorageCheck.all) func passes(check: StorageCheck) async throws {
        try await check.run(on: InMemoryStorage())
    }
}

@Suite(.enabled(if: S3Server.seaweedFS.url != nil, "script/test starts SeaweedFS; MINITTER_TEST_S3_SEAWEEDFS names it"))
struct SeaweedFSSuite {
    @Test(arguments: StorageCheck.all) func passes(check: StorageCheck) async throws {
        try await S3Server.seaweedFS.withStorage { storage, _ in try await check.run(on: storage) }
    }
}

@Suite(.enabled(if: S3Server.rclone.url != nil, "script/test starts rclone; MINITTER_TEST_S3_RCLONE names it"))
struct RcloneSuite {
    @Test(arguments: StorageCheck.all) func passes(check: StorageCheck) async throws {
        try await S3Server.rclone.withStorage { storage, _ in try await check.run(on: storage) }
    }
}
