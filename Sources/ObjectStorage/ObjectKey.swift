/// The name of an object: segments that are joined by slashes, `profile/7/3f2a.webp`.
package struct ObjectKey: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// - Returns: nil unless every segment is a plain name: not empty, not `.` or `..`, without control characters or
    ///   backslashes, and not hidden (a leading dot). So a key never leads out of the folder that objects are kept in.
    package init?(_ key: String) {
        // By scalars, as a file system reads it: a `Character` may hold a slash or a dot together with its neighbours.
        let segments = key.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = segments.allSatisfy { segment in
            !segment.isEmpty && segment.first != "."
                && segment.allSatisfy { $0.properties.generalCategory != .control && $0 != "\\" }
        }
        // S3 takes keys of up to 1,024 bytes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html).
        guard isPlain, key.utf8.count <= 1_024 else { return nil }
        description = key
    }
}
