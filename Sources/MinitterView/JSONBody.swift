import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Reads the JSON body of a request.
enum JSONBody {
    /// The largest there is: a profile of 1,000 characters, each written as two escapes, fits five times.
    static let maximumBytes = 64 * 1_024

    /// - Throws: a ``Problem`` that names the member to blame.
    static func decode<Body: Decodable>(_ type: Body.Type, from request: Request) async throws -> Body {
        try requireJSON(request.headers)
        let buffer = try await bytes(of: request)
        guard isUTF8(buffer.readableBytesView) else { throw Problem.notJSON }
        do {
            return try JSONDecoder().decode(type, from: Data(buffer.readableBytesView))
        } catch let error as DecodingError {
            throw problem(for: error)
        }
    }

    /// The body as it came.
    ///
    /// - Throws: a ``Problem`` or `NIOTooManyBytesError`.
    static func bytes(of request: Request) async throws -> ByteBuffer {
        if let length = request.announcedLength, length > maximumBytes {
            throw Problem.tooLarge(maximumBytes: maximumBytes)
        }
        return try await request.body.collect(upTo: maximumBytes)
    }

    private static func requireJSON(_ headers: HTTPFields) throws {
        let contentType = headers[.contentType] ?? ""
        let essence = contentType.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        guard essence == "application/json" || essence.hasSuffix("+json") else {
            throw Problem.unsupportedType("Send JSON with the header Content-Type: application/json.")
        }
        guard (headers[.contentEncoding] ?? "identity").lowercased() == "identity" else {
            throw Problem.unsupportedType("Send the body as it is, without a Content-Encoding.")
        }
    }

    /// Foundation takes UTF-16 and UTF-32, too, which JSON between systems may not be (RFC 8259, section 8.1). Both have
    /// bytes of zero, which no JSON in UTF-8 has.
    private static func isUTF8(_ bytes: ByteBufferView) -> Bool {
        !bytes.contains(0) && String(validating: bytes, as: UTF8.self) != nil
    }

    private static func problem(for error: DecodingError) -> Problem {
        switch error {
        case .keyNotFound(let key, _):
            return .invalid(field: key.stringValue, "“\(key.stringValue)” is missing.")
        case .valueNotFound(_, let context):
            guard let field = context.codingPath.last?.stringValue else { return .notAnObject }
            return .invalid(field: field, "“\(field)” is null.")
        case .typeMismatch(let type, let context):
            guard let field = context.codingPath.last?.stringValue else { return .notAnObject }
            return .invalid(field: field, "“\(field)” is not \(name(of: type)).")
        case .dataCorrupted(let context):
            guard let field = context.codingPath.last?.stringValue else {
                return .notJSON
            }
            return .invalid(field: field, "“\(field)” \(context.debugDescription)")
        @unknown default:
            return .malformed("The body can't be read.")
        }
    }

    private static func name(of type: Any.Type) -> String {
        type == String.self ? "a string" : "of the right type"
    }
}

extension Problem {
    fileprivate static let notJSON = Problem.malformed("The body is not JSON in UTF-8.")
    fileprivate static let notAnObject = Problem.malformed("The body is not a JSON object.")
}

/// An id in a body: `2` or, as clients of the seed send it, `"2"`.
struct BodyID: Decodable {
    let value: Int64

    /// In a string: all numbers of so many digits are below 2^63, which a schema can say.
    private static let maximumDigits = 18

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let number = (try? container.decode(Int64.self)) ?? (try? container.decode(String.self)).flatMap(Self.number)
        guard !container.decodeNil() else {
            throw DecodingError.valueNotFound(
                Int64.self, .init(codingPath: decoder.codingPath, debugDescription: "null"))
        }
        guard let number, number > 0 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "is not an id: a whole number from 1."))
        }
        value = number
    }

    private static func number(_ text: String) -> Int64? {
        text.utf8.count <= maximumDigits ? Int64(wholeNumber: text) : nil
    }
}
