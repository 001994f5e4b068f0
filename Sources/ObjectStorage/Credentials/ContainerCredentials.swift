import Foundation
import NIOHTTP1

/// The role of a container: of an ECS task by a path on a fixed address, of a pod in EKS by a whole URL
/// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).
package struct ContainerCredentials: CredentialSource {
    private let url: String?
    private let environment: [String: String]
    private let http: CredentialRequests

    /// The only hosts that a URL without TLS may name; they never leave the machine.
    private static let nearHosts: Set<String> = [
        "localhost", "127.0.0.1", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23",
    ]

    /// - Parameter taskOrigin: where ECS answers.
    package init(
        _ environment: [String: String], http: CredentialRequests, taskOrigin: String = "http://169.254.170.2"
    ) {
        url =
            environment.value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").map { taskOrigin + $0 }
            ?? environment.value("AWS_CONTAINER_CREDENTIALS_FULL_URI")
        self.environment = environment
        self.http = http
    }

    package func credentials() async throws -> Credentials? {
        guard let url else { return nil }
        let parts = URLComponents(string: url)
        let host = parts?.host?.trimmingCharacters(in: ["[", "]"]) ?? ""
        guard parts?.scheme == "https" || Self.nearHosts.contains(host) else {
            throw ObjectStorageError("“\(url)” is neither https nor an address beside the container")
        }
        let headers = try authorization().map { [("authorization", $0)] } ?? []
        guard let json = try await http.send(.GET, url, headers: headers) else {
            throw ObjectStorageError("can't get credentials from \(url): it answers 404")
        }
        return try RoleCredentials.read(json)
    }

    /// The file is read each time, because EKS replaces it.
    private func authorization() throws -> String? {
        guard let path = environment.value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") else {
            return environment.value("AWS_CONTAINER_AUTHORIZATION_TOKEN")
        }
        guard let token = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ObjectStorageError("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names “\(path)”, which can't be read")
        }
        return token.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
