import Foundation

/// Any JSON, read by Codable's decoder: to compare two texts by what they say.
///
/// Strings are compared by their bytes: Swift holds “é” for equal however it is written.
enum JSONValue: Decodable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string([UInt8])
    case array([JSONValue])
    case object([String: JSONValue])

    init(_ json: Data) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: json)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let bool = try? container.decode(Bool.self) {
            self = .bool(bool)
        } else if let integer = try? container.decode(Int64.self) {
            self = .integer(integer)
        } else if let string = try? container.decode(String.self) {
            self = .string(Array(string.utf8))
        } else if let array = try? container.decode([JSONValue].self) {
            self = .array(array)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}
