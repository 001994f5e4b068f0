import Foundation
import HTTPTypes
import HummingbirdTesting
import TestSupport

/// `GET /openapi.json`, read for comparing it with the application.
struct Contract: Sendable {
    let document: JSON

    init(of app: TestApplication) async throws {
        document = try JSON(try await app.send(.get, "/openapi.json"))
    }

    /// A method of a path.
    struct Operation: Sendable {
        let method: HTTPRequest.Method
        let path: String
        let json: JSON

        var name: String { "\(method) \(path)" }
        var needsToken: Bool { !json["security"].elements.isEmpty }
    }

    var operations: [Operation] {
        document["paths"].members.flatMap { path, item in
            item.members.map { method, json in
                Operation(method: HTTPRequest.Method(method.uppercased())!, path: path, json: json)
            }
        }
    }

    /// What a `{"$ref": "#/…"}` stands for; anything else is itself.
    func resolve(_ json: JSON) -> JSON {
        guard let reference = json["$ref"].text else { return json }
        return reference.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] }
    }

    /// The examples of a body or an answer, by media type.
    func examples(of body: JSON) -> [(mediaType: String, example: JSON)] {
        resolve(body)["content"].members.flatMap { mediaType, content in
            content["examples"].members.values.map { (mediaType, resolve($0)) }
        }
    }

    /// A named example of the JSON body that a path takes with POST.
    func jsonExample(_ name: String, ofBodyOf path: String) -> JSON {
        let content = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        return resolve(content["examples"][name])["value"]
    }

    /// The path with the examples of its parameters and of those in the query.
    func uri(of operation: Operation) -> String {
        var path = operation.path
        var query: [String] = []
        for parameter in operation.json["parameters"].elements.map(resolve) {
            guard let name = parameter["name"].text else { continue }
            let example = Self.spelling(of: parameter["example"])
            switch parameter["in"].text {
            case "path": path = path.replacingOccurrences(of: "{\(name)}", with: example)
            case "query": query.append("\(name)=\(example)")
            default: break
            }
        }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    private static func spelling(of json: JSON) -> String {
        if case .integer(let number) = json { String(number) } else { json.text ?? "" }
    }
}

extension JSON {
    /// Where the two differ but for what strings, numbers and truth values say. Null is like anything, so is an empty
    /// object or array, and of arrays the first elements are compared.
    func differences(from other: JSON, at path: String = "$") -> [String] {
        switch (self, other) {
        case (.null, _), (_, .null), (.string, .string), (.integer, .integer), (.number, .number),
            (.bool, .bool):
            return []
        case (.array(let mine), .array(let theirs)):
            guard let first = mine.first, let second = theirs.first else { return [] }
            return first.differences(from: second, at: path + "[0]")
        case (.object(let mine), .object(let theirs)):
            guard !mine.isEmpty, !theirs.isEmpty else { return [] }
            let here = Set(mine.keys).symmetricDifference(theirs.keys).map { "\(path).\($0)" }
            return here
                + mine.flatMap { name, value in
                    theirs[name].map { value.differences(from: $0, at: "\(path).\(name)") } ?? []
                }
        default:
            return [path]
        }
    }
}
