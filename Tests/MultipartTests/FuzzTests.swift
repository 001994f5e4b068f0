import Testing

@testable import Multipart

/// Random bodies from a fixed seed: a failure names the round, and comes again at the next run.
@Suite struct FuzzTests {
    /// SplitMix64 (Steele, Lea and Flood 2014).
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private let boundary = "b-1"

    /// Bytes out of what delimiters and headers are made of, so that what almost matches is common.
    private func noise(_ count: Int, _ generator: inout Generator) -> [UInt8] {
        let pieces = [
            "\r", "\n", "\r\n", "\r\n\r\n", "-", "--", "b", "b-1", "\r\n--b-", "\r\n--b-1", "--b-1", " ", "\0", "x",
            ":",
            ";", "\"", "é", "Content-Disposition: form-data; name=",
        ]
        return (0..<count).flatMap { _ in
            let piece = Array(pieces.randomElement(using: &generator)!.utf8)
            return Bool.random(using: &generator) ? piece : piece + [.random(in: 0...255, using: &generator)]
        }
    }

    private func chunks(of body: [UInt8], _ generator: inout Generator) -> [ArraySlice<UInt8>] {
        var rest = body[...]
        var chunks: [ArraySlice<UInt8>] = []
        let longest = [1, 3, 10, 100].randomElement(using: &generator)!
        while !rest.isEmpty {
            let chunk = rest.prefix(.random(in: 0...longest, using: &generator))
            chunks.append(chunk)
            rest = rest.dropFirst(chunk.count)
        }
        return chunks
    }

    /// A writer must choose a boundary that isn't in the data. Ours is fixed, so data that holds it is no good.
    private func holdsDelimiter(_ data: [UInt8], end: String) -> Bool {
        let text = Array("\r\n".utf8) + data + Array("\r\n--\(boundary)\(end)".utf8)
        let delimiters = ["\r\n", "--", " ", "\t"].map { Array("\r\n--\(boundary)\($0)".utf8) }
        return (0..<data.count + 2).contains { place in delimiters.contains { text[place...].starts(with: $0) } }
    }

    private func part(_ number: Int, end: String, _ generator: inout Generator) -> Part {
        var data: [UInt8]
        repeat {
            data = noise(.random(in: 0...20, using: &generator), &generator)
        } while holdsDelimiter(data, end: end)
        let filename = Bool.random(using: &generator) ? "\(number)" : nil
        return Part(.init(name: "필드 \(number)", filename: filename), data: data)
    }

    private func encode(_ parts: [Part]) -> [UInt8] {
        parts.flatMap { part in
            let filename = part.headers.filename.map { "; filename=\"\($0)\"" } ?? ""
            let header = "Content-Disposition: form-data; name=\"\(part.headers.name)\"\(filename)\r\n\r\n"
            return Array("--\(boundary)\r\n\(header)".utf8) + part.data + Array("\r\n".utf8)
        } + Array("--\(boundary)--\r\n".utf8)
    }

    @Test func `what is encoded is read back`() {
        var generator = Generator(state: 1)
        for round in 0..<1_000 {
            let count = Int.random(in: 0...4, using: &generator)
            let parts = (0..<count).map { part($0, end: $0 == count - 1 ? "--" : "\r\n", &generator) }
            let body = encode(parts)
            #expect(read(chunks: [body[...]], boundary: boundary) == .success(parts), "round \(round)")
            let chunks = chunks(of: body, &generator)
            #expect(read(chunks: chunks, boundary: boundary) == .success(parts), "round \(round)")
        }
    }

    @Test func `garbage reads the same in any chunks`() {
        var generator = Generator(state: 2)
        let limits = MultipartParser.Limits(maximumParts: 3, maximumHeaderBytes: 80, maximumPreambleBytes: 40)
        for round in 0..<1_500 {
            var body = noise(.random(in: 0...40, using: &generator), &generator)
            if Bool.random(using: &generator) { body = Array("--\(boundary)\r\n".utf8) + body }
            let whole = read(chunks: [body[...]], boundary: boundary, limits: limits)
            let chunks = chunks(of: body, &generator)
            #expect(read(chunks: chunks, boundary: boundary, limits: limits) == whole, "round \(round)")
        }
    }

    @Test func `a valid body with a few bytes changed reads the same in any chunks`() {
        var generator = Generator(state: 3)
        for round in 0..<1_500 {
            var body = encode((0..<3).map { part($0, end: $0 == 2 ? "--" : "\r\n", &generator) })
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<body.count, using: &generator)
                body[place] = Bool.random(using: &generator) ? body[place] ^ 1 : .random(in: 0...255, using: &generator)
            }
            let whole = read(chunks: [body[...]], boundary: boundary)
            #expect(read(chunks: chunks(of: body, &generator), boundary: boundary) == whole, "round \(round)")
        }
    }
}
