/// Copies objects from one storage to another.
///
/// An object that is there with the same size is left alone, so that a copy that was stopped can be run again: the keys
/// of pictures carry a hash of their content, so the same key means the same bytes.
package struct ObjectCopy: Sendable {
    let source: any ObjectStorage
    let target: any ObjectStorage
    /// Objects that are on their way at once.
    let width: Int

    package init(from source: any ObjectStorage, to target: any ObjectStorage, width: Int = 8) {
        self.source = source
        self.target = target
        self.width = width
    }

    package enum Outcome: Sendable {
        case copied, wasThere
        /// It was removed from the source meanwhile.
        case gone
    }

    /// - Parameters:
    ///   - prefix: of the keys.
    ///   - report: is called for each object, one call at a time.
    /// - Throws: ``ObjectStorageError`` at the first object that can't be copied; those before it are.
    package func run(prefix: String = "", report: (Outcome) -> Void) async throws {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            var running = 0
            for try await object in source.list(prefix: prefix) {
                if running == width, let outcome = try await group.next() {
                    report(outcome)
                    running -= 1
                }
                group.addTask { try await copy(object) }
                running += 1
            }
            for try await outcome in group { report(outcome) }
        }
    }

    private func copy(_ info: ObjectInfo) async throws -> Outcome {
        if try await target.head(info.key)?.size == info.size { return .wasThere }
        guard let object = try await source.get(info.key) else { return .gone }
        try await target.put(ObjectContent(of: object), contentType: info.key.contentType, at: info.key)
        return .copied
    }
}

extension ObjectKey {
    /// The media type that the key's ending stands for.
    package var contentType: String {
        switch description.split(separator: ".").last {
        case "webp": "image/webp"
        case "jpg", "jpeg": "image/jpeg"
        case "png": "image/png"
        case "gif": "image/gif"
        default: "application/octet-stream"
        }
    }
}
