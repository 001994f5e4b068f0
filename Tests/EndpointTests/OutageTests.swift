import Database
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

/// What callers see when the database fails. The texts of its errors are for the log alone.
@Suite struct OutageTests {
    private static let endpoints = Endpoint.all.filter(\.usesDatabase)
    /// Those that reach the database with what is sent here, when the token is already known to be good.
    private static let reachingIt = endpoints.filter { !Endpoint.takingPicture.map(\.path).contains($0.path) }

    @Test(
        arguments: endpoints,
        [
            DatabaseError.unavailable("10.0.0.7: connection refused, SELECT hashed_password FROM users"),
            .busy("database is locked, UPDATE users"),
        ])
    func isAnsweredWith503(by endpoint: Endpoint, error: DatabaseError) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            app.services.database.fail(with: error)
            let token = endpoint.access == .account || endpoint.access == .readable ? minji.token : nil
            // The first token that a server sees is compared with those that were ended, in the database.
            let response = try await app.send(
                endpoint.method, endpoint.path(id: minji.id), json: endpoint.json(), token: token)
            expectProblem(response, .databaseAway)
        }
    }

    @Test(arguments: reachingIt)
    func isAnsweredWith503AlsoAfterTheTokenWasChecked(by endpoint: Endpoint) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            _ = try await app.send(.get, "/timeline", token: minji.token)
            app.services.database.fail(with: .unavailable("gone"))
            let token = endpoint.access == .account ? minji.token : nil
            let response = try await app.send(
                endpoint.method, endpoint.path(id: minji.id), json: endpoint.json(), token: token)
            expectProblem(response, .databaseAway)
        }
    }

    @Test func endsByItself() async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            app.services.database.fail(with: .unavailable("gone"))
            expectProblem(
                try await app.send(.post, "/tweet", json: #"{"tweet":"lost"}"#, token: minji.token), .databaseAway)
            app.services.database.fail(with: nil)
            _ = try await app.send(.post, "/tweet", json: #"{"tweet":"kept"}"#, token: minji.token)
            let id = try await app.newestTweet(of: minji.id)
            expectAnswer(
                try await app.send(.get, "/timeline", token: minji.token),
                ExpectedJSON.page("timeline", of: minji.id, [ExpectedJSON.tweet(id, by: (minji.id, "minji"), "kept")]))
        }
    }

    @Test(arguments: [
        DatabaseError.other("no such column: hashed_passwrd in SELECT hashed_passwrd FROM users"),
        .uniqueViolation(constraint: "users_name"), .foreignKeyViolation, .incompatible("version 7"),
    ])
    func aMistakeOfOursIsAnsweredWith500AndNoDetail(error: DatabaseError) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            app.services.database.fail(with: error)
            expectProblem(
                try await app.send(.get, "/users/\(minji.id)"),
                ExpectedProblem(
                    status: .internalServerError, type: "internal-error", title: "The server made a mistake",
                    detail: "Tell its operator the request_id."))
        }
    }
}
