package import HTTPTypes
import Hummingbird
package import HummingbirdTesting
import Logging
import MinitterModel
package import MinitterService
package import MinitterView
import NIOCore
package import ObjectStorage
import Prometheus

/// The HTTP server that the program runs, on services of its own.
package struct TestApplication: Sendable {
    package let client: any TestClientProtocol
    package let services: TestServices

    /// Builds it, runs the body, and removes all that it left.
    ///
    /// - Parameters:
    ///   - setup: `.router` calls the application without sockets, `.live` through them.
    ///   - isInMemory: see ``TestDatabases/withDatabase(isInMemory:_:)``.
    ///   - storage: of pictures; nil takes a folder.
    package static func with<Result: Sendable>(
        _ setup: TestingSetup = .router, isInMemory: Bool = true, server: ServerSettings = .forTests,
        storage: (any ObjectStorage)? = nil, settings: ServiceSettings = .forTests, drain: Drain? = nil,
        _ body: @escaping @Sendable (TestApplication) async throws -> Result
    ) async throws -> Result {
        try await TestServices.with(isInMemory: isInMemory, storage: storage, settings: settings) { services in
            let application = buildApplication(
                services: services.services, settings: server,
                drain: drain ?? Drain(delay: .zero, logger: .silent), metrics: PrometheusRegistry(), logger: .silent)
            return try await application.test(setup) { client in
                try await body(TestApplication(client: client, services: services))
            }
        }
    }

    /// Sends a request.
    ///
    /// - Parameters:
    ///   - json: the body; nil sends none.
    ///   - token: goes into `Authorization`.
    ///   - key: goes into `Idempotency-Key`.
    package func send(
        _ method: HTTPRequest.Method, _ path: String, json: String? = nil, token: String? = nil, key: String? = nil
    ) async throws -> TestResponse {
        var headers: HTTPFields = [:]
        if json != nil { headers[.contentType] = "application/json" }
        if let token { headers[.authorization] = token }
        if let key { headers[HTTPField.Name("Idempotency-Key")!] = key }
        return try await client.execute(
            uri: path, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) })
    }

    /// Signs a person up with the password `password` and logs in.
    package func person(_ name: String) async throws -> (id: Int64, token: String) {
        let user = try await services.person(name)
        let session = try await services.services.logIns.logIn(email: "\(name)@example.com", password: "password")
        return (user.id, session.token)
    }
}

extension ServerSettings {
    package static let forTests = ServerSettings(hasRateLimits: false, logsRequests: false)
}

extension TestResponse {
    package var text: String { String(buffer: body) }
}
