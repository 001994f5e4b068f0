import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

/// Ids in paths.
@Suite struct PathIDTests {
    @Test(arguments: Endpoint.withID)
    func anIDIsAWholeNumberFrom1(in endpoint: Endpoint) async throws {
        let name = try #require(endpoint.path.firstMatch(of: /\{([a-z_]*id)\}/)).1
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            for id in ["0", "-1", "two", "1.5", "0x1", "01", "+1", "%20", "9223372036854775808", "1e3", "2;3", "٢"] {
                let response = try await app.send(endpoint.method, endpoint.path(id: id), token: minji.token)
                expectProblem(
                    response, .invalid(String(name), "The id in the path is not a whole number from 1."))
            }
        }
    }

    @Test(arguments: Endpoint.withID)
    func anIDOfNothingIsNotFound(in endpoint: Endpoint) async throws {
        let detail =
            switch endpoint.path {
            case let path where path.hasPrefix("/tweet/"): "There is no tweet 9223372036854775807."
            case let path where path.hasPrefix("/pictures/"): "There is no such picture."
            default: "There is no user 9223372036854775807."
            }
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let response = try await app.send(endpoint.method, endpoint.path(id: Int64.max), token: minji.token)
            expectProblem(response, .notFound(detail))
        }
    }
}
