import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@Suite struct PingTests {
    @Test func answersAsTheSeedDid() async throws {
        try await TestApplication.with { app in
            let response = try await app.send(.get, "/ping")
            #expect(response.status == .ok)
            #expect(response.text == "some some pong")
        }
    }
}
