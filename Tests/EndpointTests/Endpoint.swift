import Database
import HTTPTypes
import MinitterService
import MinitterView
import TestSupport
import Testing

/// An endpoint of the contract as its callers know it, for what holds for many of them alike.
struct Endpoint: Sendable, CustomTestStringConvertible {
    enum Access { case open, readable, account }

    struct Field: Sendable {
        enum Kind { case text, id }
        let name: String
        let kind: Kind
        /// In JSON.
        let sample: String
        var isRequired = true
    }

    let method: HTTPRequest.Method
    /// In OpenAPI's form.
    let path: String
    let access: Access
    /// Of the JSON body; empty where there is none.
    var fields: [Field] = []
    /// What it can't do without.
    var query = ""
    var usesDatabase = true

    var testDescription: String { "\(method) \(path)" }

    /// The path with its ids filled in.
    func path(id: some CustomStringConvertible) -> String {
        path.replacing(/\{[a-z_]*id\}/, with: "\(id)").replacing("{file}", with: "a.webp") + query
    }

    /// A JSON body that is well formed; its ids are those of nothing. nil where there is no JSON body.
    func json(replacing name: String? = nil, with sample: String? = nil) -> String? {
        guard !fields.isEmpty else { return nil }
        let members = fields.compactMap { field -> String? in
            guard field.name == name else { return #""\#(field.name)":\#(field.sample)"# }
            return sample.map { #""\#(field.name)":\#($0)"# }
        }
        return "{\(members.joined(separator: ","))}"
    }
}

@Suite struct EndpointTableTests {
    @Test func theTableHoldsEveryRouteAndNoOther() async throws {
        try await TestServices.with { test in
            let links = PictureLinks(
                pictures: test.services.pictures, publicURL: nil, addresses: ClientAddresses(trustedProxies: []))
            let routes = Routes(
                services: test.services, links: links, drain: Drain(delay: .zero, logger: .silent),
                limiter: RateLimiter(isOn: false))
            let served = routes.all.map { "\($0.method) \($0.path)" }
            #expect(served.sorted() == Endpoint.all.map(\.testDescription).sorted())
        }
    }
}
