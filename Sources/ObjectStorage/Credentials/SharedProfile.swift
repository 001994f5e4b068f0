import Foundation

/// The keys of a profile in the files that AWS's tools share: `~/.aws/credentials`, then `~/.aws/config`
/// (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html). Profiles that lead to other services
/// (`role_arn`, `sso_…`, `credential_process`) are not followed.
package struct SharedProfile: CredentialSource {
    private let name: String
    private let isNamed: Bool
    /// Each file, and what a section's name begins with in it for every profile but the default one.
    private let files: [(path: String, prefix: String)]

    package init(_ environment: [String: String]) {
        let folder = environment.value("HOME").map { "\($0)/.aws" }
        name = environment.value("AWS_PROFILE") ?? "default"
        isNamed = environment.value("AWS_PROFILE") != nil
        files = [
            (environment.value("AWS_SHARED_CREDENTIALS_FILE") ?? folder.map { "\($0)/credentials" }, ""),
            (environment.value("AWS_CONFIG_FILE") ?? folder.map { "\($0)/config" }, "profile "),
        ].compactMap { path, prefix in path.map { ($0, prefix) } }
    }

    package func credentials() throws -> Credentials? {
        for (path, prefix) in files {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
            let section = name == "default" ? name : prefix + name
            let values = Self.values(of: section, in: text)
            guard let id = values["aws_access_key_id"] else { continue }
            guard let secret = values["aws_secret_access_key"] else {
                throw ObjectStorageError("\(path): the profile \(name) has aws_access_key_id alone")
            }
            return Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: values["aws_session_token"])
        }
        guard !isNamed else {
            throw ObjectStorageError(
                "AWS_PROFILE names “\(name)”, which has no aws_access_key_id in AWS's shared files")
        }
        return nil
    }

    private static func values(of section: String, in text: String) -> [String: String] {
        var values: [String: String] = [:]
        var isInside = false
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("[") {
                isInside = line.dropFirst().prefix { $0 != "]" }.trimmingCharacters(in: .whitespaces) == section
            } else if isInside, !line.hasPrefix("#"), !line.hasPrefix(";"), let equals = line.firstIndex(of: "=") {
                let name = line[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
                values[name] = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            }
        }
        return values.filter { !$0.value.isEmpty }
    }
}
