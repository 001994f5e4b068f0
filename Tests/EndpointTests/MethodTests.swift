import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@Suite struct MethodTests {
    static let paths = Set(Endpoint.all.map(\.path)).sorted()

    /// RFC 9110, section 15.5.6: the answer says which methods there are.
    @Test(arguments: paths)
    func aPathRefusesOtherMethods(_ path: String) async throws {
        let endpoints = Endpoint.all.filter { $0.path == path }
        var allowed = endpoints.map(\.method)
        if allowed.contains(.get) { allowed.append(.head) }
        let list = allowed.map(\.rawValue).joined(separator: ", ")
        let others: [HTTPRequest.Method] = [
            .get, .post, .put, .patch, .delete, .options, .trace, .connect, HTTPRequest.Method("QUERY")!,
            HTTPRequest.Method("PROPFIND")!, HTTPRequest.Method("PURGE")!, HTTPRequest.Method("M-SEARCH")!,
        ]
        try await TestApplication.with { [allowed] app in
            for method in others where !allowed.contains(method) {
                let response = try await app.send(method, endpoints[0].path(id: 1))
                expectProblem(response, .methodNotAllowed(list))
            }
        }
    }

    @Test(arguments: Endpoint.all.filter { $0.method == .get })
    func headAnswersAsGetButWithoutABody(_ endpoint: Endpoint) async throws {
        try await TestApplication.with { app in
            let minji = try await app.person("minji")
            let token = endpoint.access == .account ? minji.token : nil
            let get = try await app.send(.get, endpoint.path(id: minji.id), token: token)
            let head = try await app.send(.head, endpoint.path(id: minji.id), token: token)
            #expect(head.status == get.status)
            #expect(head.headersButItsID == get.headersButItsID)
            #expect(head.text == "")
        }
    }

    @Test(arguments: ["/nothing", "/tweets", "/tweet/1/likes", "/PING", "/../ping", "/핑"])
    func aPathThatIsNotThereIsNotFound(_ path: String) async throws {
        try await TestApplication.with { app in
            let response = try await app.send(.get, path)
            expectProblem(
                response, .notFound("There is nothing at \(path). GET /openapi.json tells what there is."))
        }
    }
}

extension TestResponse {
    fileprivate var headersButItsID: HTTPFields {
        var headers = headers
        headers[.requestID] = nil
        return headers
    }
}
