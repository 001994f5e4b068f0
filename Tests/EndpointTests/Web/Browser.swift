import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport

extension TestApplication {
    /// Sends a request as a page of ours in a browser does.
    func browse(
        _ method: HTTPRequest.Method, _ path: String, json: String? = nil, cookie: String? = nil,
        headers more: KeyValuePairs<String, String> = ["Sec-Fetch-Site": "same-origin"]
    ) async throws -> TestResponse {
        var headers: HTTPFields = [:]
        if json != nil { headers[.contentType] = "application/json" }
        if let cookie { headers[.cookie] = "other=1; minitter-session=\(cookie)" }
        for (name, value) in more { headers[HTTPField.Name(name)!] = value }
        return try await client.execute(
            uri: path, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) })
    }

    /// Logs a person in whom ``TestApplication/person(_:)`` made.
    func logInByCookie(_ name: String = "minji") async throws -> TestResponse {
        try await browse(.post, "/session", json: #"{"email":"\#(name)@example.com","password":"password"}"#)
    }
}

extension TestResponse {
    /// `minitter-session=…; Path=/; …`
    var sessionCookie: String? {
        headers[values: .setCookie].first { $0.hasPrefix("minitter-session=") }
    }

    var forgetsSession: Bool {
        sessionCookie?.hasPrefix("minitter-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax") == true
    }

    /// The token in it.
    var sessionToken: String? {
        sessionCookie?.split(separator: ";").first?.split(separator: "=", maxSplits: 1).last.map(String.init)
    }
}
