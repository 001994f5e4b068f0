import Foundation
import ObjectStorage

/// Where pictures are kept, checked.
struct StorageSettings: Sendable {
    /// nil: in the data directory.
    let bucket: String?
    private let region: String?
    private let endpoint: String?
    private let addressing: S3Settings.Addressing?
    private let sharing: S3Settings.Sharing
    private let timeout: Int
    private let attempts: Int

    /// - Throws: ``SettingError``.
    init(_ values: SettingValues) throws {
        bucket = try values.parsed(.s3Bucket, takes: "3 to 63 lower-case letters, digits, dots and hyphens") {
            Self.isBucket($0) ? $0 : nil
        }
        region = try values.parsed(.s3Region, takes: "a name like eu-central-1") { name in
            name.wholeMatch(of: /[a-z0-9-]+/).map { String($0.0) }
        }
        endpoint = try values.parsed(.s3Endpoint, takes: "an http or https URL without a path") { Settings.origin($0) }
        addressing = try values.parsed(.s3Addressing, takes: "path or virtual-host") {
            S3Settings.Addressing(rawValue: $0)
        }
        let lifetime = try values.integer(.s3PresignSeconds, in: 60...604_800) ?? 3_600
        sharing =
            try values.parsed(.s3Public, takes: "proxy, presign, or an http or https URL") {
                Self.sharing($0, lifetime: lifetime)
            } ?? .proxy
        timeout = try values.integer(.s3Timeout, in: 1...300) ?? 10
        attempts = try values.integer(.s3Attempts, in: 1...10) ?? 3
    }

    /// How a bucket is used, this one or another.
    ///
    /// - Parameter environment: for the region where it is not set.
    func s3(bucket: String, environment: [String: String]) -> S3Settings {
        S3Settings(
            bucket: bucket,
            region: region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "us-east-1",
            endpoint: endpoint, addressing: addressing, sharing: sharing,
            // A key is never used for another picture.
            cacheControl: "public, max-age=31536000, immutable", timeout: timeout, attempts: attempts)
    }

    static func isBucket(_ name: String) -> Bool {
        name.wholeMatch(of: /[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/) != nil
    }

    private static func sharing(_ text: String, lifetime: Int) -> S3Settings.Sharing? {
        switch text {
        case "proxy": return .proxy
        case "presign": return .presign(lifetime: lifetime)
        default:
            guard let url = URLComponents(string: text), url.scheme == "http" || url.scheme == "https",
                url.host?.isEmpty == false, url.query == nil, url.fragment == nil
            else { return nil }
            return .base(text.hasSuffix("/") ? text : text + "/")
        }
    }
}
