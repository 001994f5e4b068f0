import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

/// Compares a whole answer: the status, every header, and the body to the letter.
///
/// What differs from call to call is replaced first: the request's id by `<id>`, a token by `<token>`.
///
/// - Parameter headers: those that differ from what every answer in JSON has; nil for one that must not be there.
func expectAnswer(
    _ response: TestResponse, _ status: HTTPResponse.Status, _ body: String,
    headers: [String: String?] = [:], sourceLocation: SourceLocation = #_sourceLocation
) {
    let everywhere: [String: String?] = [
        "content-type": "application/json; charset=utf-8", "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    ]
    #expect(response.status == status, sourceLocation: sourceLocation)
    let expectedHeaders = everywhere.merging(headers) { $1 }.compactMapValues { $0 }
    #expect(response.comparableHeaders == expectedHeaders, sourceLocation: sourceLocation)
    #expect(response.comparableText == body, sourceLocation: sourceLocation)
    #expect(response.headers[.requestID]?.isEmpty == false, sourceLocation: sourceLocation)
}

/// Compares a whole answer that is a success.
func expectAnswer(
    _ response: TestResponse, _ body: String, headers: [String: String?] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    expectAnswer(response, .ok, body, headers: headers, sourceLocation: sourceLocation)
}

/// Compares a whole answer that is a problem, and its two request ids with each other.
func expectProblem(
    _ response: TestResponse, _ problem: ExpectedProblem, sourceLocation: SourceLocation = #_sourceLocation
) {
    let problemHeaders = ["content-type": "application/problem+json; charset=utf-8"].merging(problem.headers) { $1 }
    expectAnswer(
        response, problem.status, problem.json, headers: problemHeaders.mapValues { $0 },
        sourceLocation: sourceLocation)
    let requestID = response.headers[.requestID] ?? ""
    #expect(response.text.contains(#""request_id":"\#(requestID)""#), sourceLocation: sourceLocation)
}

extension TestResponse {
    /// A member of the body's object as a string; nil when it is not there or is none.
    func string(_ name: String) -> String? {
        (try? JSON(self))?[name].text
    }

    /// By name in lower case. What the transport adds, and what differs from call to call, is left out.
    fileprivate var comparableHeaders: [String: String] {
        let ignored: Set = ["x-request-id", "content-length", "date", "server"]
        return Dictionary(
            headers.map { ($0.name.canonicalName, $0.value) }.filter { !ignored.contains($0.0) },
            uniquingKeysWith: { "\($0), \($1)" })
    }

    fileprivate var comparableText: String {
        text.replacing(/"request_id":"[^"]+"/, with: #""request_id":"<id>""#)
            .replacing(/"access_token":"[^"]+"/, with: #""access_token":"<token>""#)
    }
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("X-Request-Id")!
    static let link = HTTPField.Name("Link")!
}
