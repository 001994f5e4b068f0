import Database
import Foundation
import MinitterModel
package import ObjectStorage

/// Finds and removes pictures that no row names: what a failed upload, a failed removal or a crash left behind.
///
/// It can't take away what is in use. A picture is stored moments before its row names it, and only what is hours older
/// than that counts as left behind; a key that no row names any more is never named again.
package struct PictureSweeper: Sendable {
    let database: any Database
    let storage: any ObjectStorage
    let store = ProfilePictureStore()
    let now: @Sendable () -> Timestamp

    /// Hours that a picture must be old, unless something else is asked for.
    package static let defaultAge = 24

    package struct Findings: Sendable {
        /// Pictures that a row names.
        package var named = 0
        /// Pictures that no row names, but which are too young to tell.
        package var young = 0
        package var leftBehind: [ObjectInfo] = []

        /// Many pictures and few that the database knows, or some and none: the database is rather another one than all are
        /// left behind.
        package var looksWrong: Bool {
            leftBehind.count > max(100, named) || (named == 0 && !leftBehind.isEmpty)
        }
    }

    /// - Parameter age: hours, 1 or more.
    /// - Throws: ``ObjectStorageError``, ``DatabaseError``.
    package func find(olderThan age: Int = defaultAge) async throws -> Findings {
        var findings = Findings()
        var batch: [(userID: Int64, info: ObjectInfo)] = []
        for try await info in storage.list(prefix: ProfilePictureService.keyPrefix) {
            try Task.checkCancellation()
            // What is not named as our pictures are is not ours to remove.
            guard let userID = Self.userID(in: info.key) else { continue }
            batch.append((userID, info))
            if batch.count == 500 {
                try await sort(batch, into: &findings, age)
                batch = []
            }
        }
        try await sort(batch, into: &findings, age)
        return findings
    }

    private func sort(
        _ batch: [(userID: Int64, info: ObjectInfo)], into findings: inout Findings, _ age: Int
    ) async throws {
        let userIDs = Array(Set(batch.map(\.userID)))
        let named = try await database.read { [store] db in try store.keys(of: userIDs, in: db) }
        let limit = Double(now().milliseconds) / 1_000 - Double(max(age, 1)) * 3_600
        for (_, info) in batch {
            if named.contains(info.key.description) {
                findings.named += 1
            } else if info.lastModified.timeIntervalSince1970 >= limit {
                findings.young += 1
            } else {
                findings.leftBehind.append(info)
            }
        }
    }

    /// - Throws: ``ObjectStorageError``.
    package func remove(_ info: ObjectInfo) async throws {
        try await storage.delete(info.key)
    }

    /// 7 for `profile/7/3f2a-22.webp`.
    private static func userID(in key: ObjectKey) -> Int64? {
        let parts = key.description.split(separator: "/")
        return parts.count == 3 ? Int64(parts[1]) : nil
    }
}
