import Database
import Foundation
import HTTPTypes
import HummingbirdTesting
import MinitterView
import ServiceLifecycle
import TestSupport
import Testing

@Suite struct HealthTests {
    private static let plainText: [String: String?] = ["content-type": "text/plain; charset=utf-8"]

    @Test func pingAnswersAsTheSeedDid() async throws {
        try await TestApplication.with { app in
            expectAnswer(try await app.send(.get, "/ping"), "some some pong", headers: Self.plainText)
        }
    }

    @Test func theProcessIsAliveAlsoWithoutADatabase() async throws {
        try await TestApplication.with { app in
            app.services.database.fail(with: .unavailable("gone"))
            expectAnswer(try await app.send(.get, "/livez"), "ok", headers: Self.plainText)
        }
    }

    @Test func isReadyWhenAllThatItStandsOnIsThere() async throws {
        try await TestApplication.with { app in
            expectAnswer(
                try await app.send(.get, "/readyz"),
                #"{"ready":true,"draining":false,"database":"ok","object_storage":"ok"}"#)
        }
    }

    @Test func isNotReadyWithoutADatabaseUntilItIsBack() async throws {
        try await TestApplication.with { app in
            app.services.database.fail(with: .unavailable("can't connect to 10.0.0.7 as minitter"))
            expectAnswer(
                try await app.send(.get, "/readyz"), .serviceUnavailable,
                #"{"ready":false,"draining":false,"database":"unavailable","object_storage":"ok"}"#,
                headers: ["retry-after": "2"])
            app.services.database.fail(with: nil)
            #expect(try await app.send(.get, "/readyz").status == .ok)
        }
    }

    /// Tweets are read and written without it.
    @Test func isReadyWithoutAStorageAndSaysSo() async throws {
        try await TestApplication.with { app in
            try FileManager.default.removeItem(at: app.services.pictureFolder)
            expectAnswer(
                try await app.send(.get, "/readyz"),
                #"{"ready":true,"draining":false,"database":"ok","object_storage":"unavailable"}"#)
        }
    }

    /// From the signal on, balancers send requests elsewhere and clients open no connection anew; those that come are
    /// answered.
    @Test func isNotReadyWhenItStopsAndSendsClientsAway() async throws {
        let drain = Drain(delay: .zero, logger: .silent)
        try await TestApplication.with(drain: drain) { app in
            #expect(try await app.send(.get, "/ping").headers[.connection] == nil)
            let group = ServiceGroup(services: [drain], logger: .silent)
            async let run: Void = group.run()
            await group.triggerGracefulShutdown()
            try await run

            expectAnswer(
                try await app.send(.get, "/readyz"), .serviceUnavailable,
                #"{"ready":false,"draining":true,"database":"ok","object_storage":"ok"}"#,
                headers: ["retry-after": "2", "connection": "close"])
            #expect(try await app.send(.get, "/ping").status == .ok)
        }
    }
}
