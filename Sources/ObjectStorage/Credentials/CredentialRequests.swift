package import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks the services beside a container or an instance, which answer at once or not at all.
package struct CredentialRequests: Sendable {
    private let http: HTTPClient
    private let timeout: Int

    /// - Parameter timeout: seconds.
    package init(_ http: HTTPClient, timeout: Int = 2) {
        self.http = http
        self.timeout = timeout
    }

    /// - Returns: the body of an answer of 200; nil for 404.
    /// - Throws: ``ObjectStorageError``.
    func send(_ method: HTTPMethod, _ url: String, headers: [(String, String)] = []) async throws -> String? {
        var request = HTTPClientRequest(url: url)
        request.method = method
        request.headers = HTTPHeaders(headers)
        do {
            let response = try await http.execute(request, timeout: .seconds(Int64(timeout)))
            let body = try await response.body.collect(upTo: 64 * 1_024)
            if response.status == .notFound { return nil }
            guard response.status == .ok else { throw ObjectStorageError("it answers \(response.status.code)") }
            return String(buffer: body)
        } catch {
            throw ObjectStorageError("can't get credentials from \(url): \(error)")
        }
    }
}

/// Credentials as those services write them.
struct RoleCredentials: Decodable {
    let accessKeyId: String
    let secretAccessKey: String
    let token: String
    let expiration: String

    private enum CodingKeys: String, CodingKey {
        case accessKeyId = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case token = "Token"
        case expiration = "Expiration"
    }

    static func read(_ json: String) throws -> Credentials {
        guard let role = try? JSONDecoder().decode(RoleCredentials.self, from: Data(json.utf8)),
            let expiration = AmazonTime.parse(role.expiration)
        else { throw ObjectStorageError("what came instead of credentials has no AccessKeyId, or no time of its end") }
        return Credentials(
            accessKeyID: role.accessKeyId, secretAccessKey: role.secretAccessKey, sessionToken: role.token,
            expiration: expiration)
    }
}
