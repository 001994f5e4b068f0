import HTTPTypes
import HummingbirdTesting
import MinitterService
import MinitterView
import TestSupport
import Testing

@Suite struct OpenAPITests {
    @Test func everyRouteIsInTheContractAndNothingElse() async throws {
        try await TestApplication.with { app in
            let routes = Routes(
                services: app.services.services,
                links: PictureLinks(
                    pictures: app.services.services.pictures, publicURL: nil,
                    addresses: ClientAddresses(trustedProxies: [])),
                drain: Drain(delay: .zero, logger: .silent), limiter: RateLimiter(isOn: false))
            let contract = try await Contract(of: app)
            let onOneSideAlone = Set(contract.operations.map(\.name))
                .symmetricDifference(routes.all.map { "\($0.method) \($0.path)" })
            #expect(onOneSideAlone == [])
        }
    }

    @Test func everyOperationIsNamedExplainedAndShown() async throws {
        try await TestApplication.with { app in
            let contract = try await Contract(of: app)
            let tags = contract.document["tags"].elements.map { $0["name"] }
            for operation in contract.operations {
                #expect(operation.json["summary"].text?.isEmpty == false, "\(operation.name)")
                #expect(operation.json["tags"].elements.contains { tags.contains($0) }, "\(operation.name)")
                #expect(!contract.examples(of: operation.json["responses"]["200"]).isEmpty, "\(operation.name)")
                if operation.json["requestBody"] != .null {
                    #expect(!contract.examples(of: operation.json["requestBody"]).isEmpty, "\(operation.name)")
                }
            }
            let ids = contract.operations.compactMap { $0.json["operationId"].text }
            #expect(Set(ids).count == contract.operations.count)
        }
    }

    @Test func everyReferenceLeadsToSomething() async throws {
        try await TestApplication.with { app in
            let contract = try await Contract(of: app)
            func check(_ json: JSON) {
                if let reference = json["$ref"].text { #expect(contract.resolve(json) != .null, "\(reference)") }
                for inner in json.elements + json.members.values { check(inner) }
            }
            check(contract.document)
        }
    }

    @Test func theExamplesAreTakenAndAnsweredAsShown() async throws {
        let contract = try await TestApplication.with { app in try await Contract(of: app) }
        for operation in contract.operations {
            let requests = contract.examples(of: operation.json["requestBody"])
            for request in requests.isEmpty ? [nil] : requests.map(Optional.some) {
                try await TestApplication.with { app in
                    let world = try await ExampleWorld(contract, app, isEmpty: operation.path == "/sign-up")
                    let response = try await world.send(operation, request, in: contract)
                    #expect(response.status == .ok, "\(operation.name): \(response.text)")
                    for (mediaType, example) in contract.examples(of: operation.json["responses"]["200"]) {
                        #expect(response.headers[.contentType]?.hasPrefix(mediaType) == true, "\(operation.name)")
                        guard mediaType == "application/json" else { continue }
                        let differences = try example["value"].differences(from: JSON(response))
                        #expect(differences == [], "\(operation.name)")
                    }
                }
            }
        }
    }

    @Test func everyTypeOfProblemIsListedAndShown() async throws {
        try await TestApplication.with { app in
            let contract = try await Contract(of: app)
            let types = Set(ProblemType.allCases.map(\.urn))
            let listed = contract.document["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]
            #expect(types.symmetricDifference(listed.elements.compactMap(\.text)) == [])
            let shown = contract.document["components"]["responses"].members.values
                .flatMap { contract.examples(of: $0) }
                .compactMap { $0.example["value"]["type"].text }
            #expect(types.symmetricDifference(shown) == [])
        }
    }
}
