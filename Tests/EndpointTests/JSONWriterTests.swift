import Foundation
import HTTPTypes
import HummingbirdTesting
import MinitterView
import NIOCore
import TestSupport
import Testing

/// What our writer writes is what Codable's encoder writes.
@Suite struct JSONWriterTests {
    private struct Mirror: Codable {
        let text: String
        let missing: String?
        let integer: Int64
        let flag: Bool
        let object: [String: String]
        let array: [Element]

        struct Element: Codable { let text: String }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(text, forKey: .text)
            // nil is written as null, not left out.
            try container.encode(missing, forKey: .missing)
            try container.encode(integer, forKey: .integer)
            try container.encode(flag, forKey: .flag)
            try container.encode(object, forKey: .object)
            try container.encode(array, forKey: .array)
        }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func writesAnyValueAsCodableDoes(seed: UInt64) throws {
        var random = RandomText(seed: seed)
        for _ in 1...500 {
            let mirror = Mirror(
                text: random.text(), missing: Bool.random(using: &random) ? nil : random.text(),
                integer: Int64.random(in: .min ... .max, using: &random), flag: Bool.random(using: &random),
                object: [random.text(): random.text()],
                array: (0..<Int.random(in: 0...3, using: &random)).map { _ in .init(text: random.text()) })
            var writer = JSONWriter(capacity: 1)
            writer.object { json in
                json.member("text", mirror.text)
                json.member("missing", mirror.missing)
                json.member("integer", mirror.integer)
                json.member("flag", mirror.flag)
                json.object("object") { json in
                    for (name, value) in mirror.object { json.member(named: name, value) }
                }
                json.array("array") { json in
                    for element in mirror.array { json.object { $0.member("text", element.text) } }
                }
            }
            let written = Data(writer.buffer.readableBytesView)
            #expect(try JSON(written) == JSON(JSONEncoder().encode(mirror)), "\(mirror)")
        }
    }

    /// RFC 8259, section 7: each character alone, so that none hides behind another.
    @Test func escapesWhatMustBeAndNothingElse() throws {
        let written = { (text: String) -> String in
            var writer = JSONWriter()
            writer.object { $0.member("a", text) }
            return String(buffer: writer.buffer)
        }
        #expect(written("\"") == #"{"a":"\""}"#)
        #expect(written("\\") == #"{"a":"\\"}"#)
        #expect(written("\u{0}\u{1F}\n\r\t\u{8}") == #"{"a":"\u0000\u001f\n\r\t\u0008"}"#)
        #expect(written("/\u{7F}\u{2028}é😀") == "{\"a\":\"/\u{7F}\u{2028}é😀\"}")
        for value in 0...0x10FFFF {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            // All of the first planes' beginnings, then a sample.
            guard value < 0x3000 || value.isMultiple(of: 251) else { continue }
            let text = String(Character(scalar))
            let read = try JSONDecoder().decode([String: String].self, from: Data(written(text).utf8))
            #expect(read["a"].map { Array($0.unicodeScalars) } == [scalar])
        }
    }

    @Test(arguments: [Int64.min, -1, 0, 1, 9_007_199_254_740_993, .max])
    func writesEveryDigitOfANumber(number: Int64) {
        var writer = JSONWriter()
        writer.object { $0.member("n", number) }
        #expect(String(buffer: writer.buffer) == "{\"n\":\(number)}")
    }
}
