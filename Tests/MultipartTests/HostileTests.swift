import Testing

@testable import Multipart

/// Bodies that are meant to cost much, or that never end.
@Suite struct HostileTests {
    private let header = "Content-Disposition: form-data; name=a\r\n"

    @Test func `too many parts`() {
        let part = "--b\r\n\(header)\r\nx\r\n"
        let limits = MultipartParser.Limits(maximumParts: 3)
        let three = read(String(repeating: part, count: 3) + "--b--", boundary: "b", limits: limits)
        #expect(three == .success([Part("a", "x"), Part("a", "x"), Part("a", "x")]))
        let four = read(String(repeating: part, count: 4) + "--b--", boundary: "b", limits: limits)
        #expect(four == .failure(.tooManyParts(maximum: 3)))
    }

    @Test func `headers of exactly the limit, and one byte more`() {
        let body = "--b\r\n\(header)\r\nx\r\n--b--"
        let length = header.utf8.count + 2
        let exact = MultipartParser.Limits(maximumHeaderBytes: length)
        #expect(read(body, boundary: "b", limits: exact) == .success([Part("a", "x")]))
        let less = MultipartParser.Limits(maximumHeaderBytes: length - 1)
        #expect(read(body, boundary: "b", limits: less) == .failure(.headersTooLong(maximumBytes: length - 1)))
    }

    @Test func `a preamble of exactly the limit, and one byte more`() {
        let limits = MultipartParser.Limits(maximumPreambleBytes: 10)
        #expect(read("0123456789\r\n--b--", boundary: "b", limits: limits) == .success([]))
        let longer = read("01234567890\r\n--b--", boundary: "b", limits: limits)
        #expect(longer == .failure(.preambleTooLong(maximumBytes: 10)))
    }

    @Test func `the limit of the headers is one a part`() {
        let part = "--b\r\n\(header)\r\nx\r\n"
        let limits = MultipartParser.Limits(maximumHeaderBytes: header.utf8.count + 2)
        let two = read(part + part + "--b--", boundary: "b", limits: limits)
        #expect(two == .success([Part("a", "x"), Part("a", "x")]))
    }

    /// Feeds `chunk` again and again after `start`, and answers how many bytes passed before the parser had enough.
    private func endless(_ start: String, _ chunk: String) throws -> (bytes: Int, error: MultipartError?) {
        var parser = try MultipartParser(boundary: "b")
        _ = try parser.parse(Array(start.utf8))
        var bytes = 0
        while bytes < 1_000_000 {
            do {
                _ = try parser.parse(Array(chunk.utf8))
            } catch {
                return (bytes, error)
            }
            bytes += chunk.utf8.count
        }
        return (bytes, nil)
    }

    @Test(arguments: [
        ("--b\r\n", "x", MultipartError.headersTooLong(maximumBytes: 8192)),
        ("--b\r\n", "X-A: y\r\n", .headersTooLong(maximumBytes: 8192)),
        ("--b", " ", .headersTooLong(maximumBytes: 8192)),
        ("x\r\n--b\r\n", "Content-Disposition", .headersTooLong(maximumBytes: 8192)),
        ("", "x", .preambleTooLong(maximumBytes: 1024)),
        ("", "\r\n", .preambleTooLong(maximumBytes: 1024)),
        ("", "\r\n--c", .preambleTooLong(maximumBytes: 1024)),
    ])
    func `what never ends is stopped`(start: String, chunk: String, error: MultipartError) throws {
        let stop = try endless(start, chunk)
        #expect(stop.error == error)
        #expect(stop.bytes <= 8192 + 1)
    }

    /// A part's length is the caller's to bound, and an epilogue is thrown away: both pass, and keep nothing.
    @Test func `an endless part and an endless epilogue keep no bytes`() throws {
        #expect(try endless("--b\r\n\(header)\r\n", "\r\n--").error == nil)
        #expect(try endless("--b--", "\r\n--b\r\n").error == nil)
    }

    @Test func `an unfinished candidate keeps less than a delimiter`() throws {
        var parser = try MultipartParser(boundary: "b")
        _ = try parser.parse(Array("--b\r\n\(header)\r\n".utf8))
        var passed = 0
        for _ in 0..<10_000 {
            for event in try parser.parse(Array("\r\n--b-\r\n--b\r".utf8)) {
                if case .data(let bytes) = event { passed += bytes.count }
            }
        }
        #expect(passed >= 12 * 10_000 - "\r\n--b--".utf8.count)
    }

    @Test func `a body cut anywhere is refused`() {
        let body = Array(body("x\r\n--b \r\n\(header)\r\ny").utf8)
        let end = body.count - "\r\n".utf8.count
        for length in 0..<end {
            let error: MultipartError = length < "--b\r\n".utf8.count ? .noOpeningDelimiter : .noClosingDelimiter
            #expect(read(chunks: [body[..<length]], boundary: "b") == .failure(error), "cut at \(length)")
        }
        #expect(read(chunks: [body[..<end]], boundary: "b") == .success([Part("a", "x"), Part("a", "y")]))
    }

    @Test(arguments: ["c", "B", "bb", "-b", "b-"])
    func `the wrong boundary`(boundary: String) {
        #expect(read(body("x"), boundary: boundary) == .failure(.noOpeningDelimiter))
    }

    @Test func `lines that end in a line feed only`() {
        let body = body("x").replacing("\r\n", with: "\n")
        #expect(read(body, boundary: "b") == .failure(.noOpeningDelimiter))
    }

    @Test func `an error stays`() throws {
        var parser = try MultipartParser(boundary: "b")
        #expect(throws: MultipartError.malformedHeader) { try parser.parse(Array("--b\r\nx\r\n".utf8)) }
        #expect(throws: MultipartError.malformedHeader) { try parser.parse(Array(body("x").utf8)) }
        #expect(throws: MultipartError.malformedHeader) { try parser.finish() }
        var short = try MultipartParser(boundary: "b")
        #expect(throws: MultipartError.noOpeningDelimiter) { try short.finish() }
        #expect(throws: MultipartError.noOpeningDelimiter) { try short.parse(Array(body("x").utf8)) }
    }

    @Test func `empty chunks change nothing`() {
        let bytes = Array(body("x").utf8)
        let chunks: [ArraySlice<UInt8>] = bytes.indices.flatMap { [bytes[$0...$0], []] }
        #expect(read(chunks: chunks, boundary: "b") == .success([Part("a", "x")]))
    }

    @Test(arguments: [
        MultipartError.malformedContentType, .notMultipartFormData, .missingBoundary, .invalidBoundary,
        .preambleTooLong(maximumBytes: 7), .noOpeningDelimiter, .malformedDelimiter, .noClosingDelimiter,
        .tooManyParts(maximum: 7), .headersTooLong(maximumBytes: 7), .malformedHeader, .foldedHeader,
        .duplicateHeader("Content-Type"), .missingContentDisposition, .malformedContentDisposition, .missingName,
        .unsupportedTransferEncoding,
    ])
    func `every error says what to do`(error: MultipartError) {
        let text = error.description
        #expect(text.hasSuffix(".") || text.hasSuffix("…") || text.hasSuffix("\""))
        #expect(["Send", "must", "Write", "Choose", "needs"].contains { text.contains($0) })
        #expect(!text.contains("\n"))
    }
}
