import AsyncHTTPClient
import Foundation
import NIOHTTP1
import Testing

@testable import ObjectStorage

/// A real S3 server beside the tests, which checks every signature; `script/test` starts them.
enum S3Server: String, CaseIterable, Sendable {
    case seaweedFS = "MINITTER_TEST_S3_SEAWEEDFS"
    case rclone = "MINITTER_TEST_S3_RCLONE"

    static let available = allCases.filter { $0.url != nil }
    static let bucket = "minitter-test"

    /// `http://KEY:SECRET@127.0.0.1:PORT` in the variable of the environment.
    var url: URLComponents? { ProcessInfo.processInfo.environment[rawValue].flatMap { URLComponents(string: $0) } }

    var settings: S3Settings {
        get throws {
            let url = try #require(url)
            return S3Settings(
                bucket: Self.bucket, endpoint: "http://\(try #require(url.host)):\(try #require(url.port))",
                cacheControl: "public, max-age=60", timeout: 60)
        }
    }

    var credentials: Credentials {
        get throws {
            Credentials(
                accessKeyID: try #require(url?.user), secretAccessKey: try #require(url?.password))
        }
    }

    /// The tests' bucket, made where it is not there.
    ///
    /// - Parameters:
    ///   - adjust: changes how it is used.
    ///   - credentials: nil: the right ones.
    ///   - now: the clock.
    func withStorage<Result>(
        _ adjust: (inout S3Settings) -> Void = { _ in }, credentials: Credentials? = nil, at now: Date? = nil,
        run body: (S3Storage, HTTPClient) async throws -> Result
    ) async throws -> Result {
        let (plain, right) = (try settings, try self.credentials)
        var settings = plain
        adjust(&settings)
        return try await withClient { http in
            let owner = try S3Storage(plain, credentials: .fixed(right), http: http)
            do {
                _ = try await owner.client.send(S3Request(method: .PUT, path: owner.client.address.bucketPath))
                    .body.collect(upTo: 65_536)
            } catch S3Failure.refused(status: 409, _, _) {}
            let storage = try S3Storage(
                settings, credentials: .fixed(credentials ?? right), http: http, now: { now ?? Date() })
            return try await body(storage, http)
        }
    }
}

/// An HTTP client as the program has it, ended after the body.
func withClient<Result>(
    timeout: Int = 60, dns: [String: String] = [:], _ body: (HTTPClient) async throws -> Result
) async throws -> Result {
    var configuration = HTTPClient.Configuration.forObjectStorage(timeout: timeout)
    configuration.dnsOverride = dns
    let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    do {
        let result = try await body(http)
        try await http.shutdown()
        return result
    } catch {
        try? await http.shutdown()
        throw error
    }
}

extension CredentialKeeper {
    static func fixed(_ credentials: Credentials) -> CredentialKeeper { CredentialKeeper(Fixed(value: credentials)) }

    private struct Fixed: CredentialSource {
        let value: Credentials

        func credentials() -> Credentials? { value }
    }
}
