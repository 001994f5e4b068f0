import Testing

@testable import Multipart

@Suite struct DelimiterTests {
    @Test(arguments: [
        "\r", "\n", "\r\n", "\r\r\n", "\r\n\r\n", "-", "--", "\r\n-", "\r\n--", "--c", "\r\n--B", "\r\n--a\r\n--",
        "\r\n\r\n--\r\n--", "\r\r\n--\r", "x--b", "\n--b", "\r--b\r\n", "x--b--\r\n",
        // The whole boundary, and then not what makes a delimiter of it.
        "\r\n--bound", "\r\n--b-x", "\r\n--b-\r\nx", "\r\n--b\rx", "\r\n--b\r\r", "\r\n--b\n", "\r\n--bb", "--bx",
        "--b-x", "--b\rx",
    ])
    func `data that almost holds a delimiter`(data: String) {
        #expect(read(body(data), boundary: "b") == .success([Part("a", data)]))
    }

    @Test func `a delimiter right after an almost-delimiter`() {
        let body = body("x\r\n--b\r\r\n--b-")
        #expect(read(body, boundary: "b") == .success([Part("a", "x\r\n--b\r\r\n--b-")]))
    }

    @Test(arguments: [" ", "\t", " \t \t  "])
    func `padding after delimiters`(padding: String) {
        let header = "Content-Disposition: form-data; name=a"
        let body = "--b\(padding)\r\n\(header)\r\n\r\nx\r\n--b\(padding)\r\n\(header)\r\n\r\ny\r\n--b--\(padding)\r\n"
        #expect(read(body, boundary: "b") == .success([Part("a", "x"), Part("a", "y")]))
    }

    @Test func `padding followed by anything else`() {
        #expect(read(body("x\r\n--b y"), boundary: "b") == .failure(.malformedDelimiter))
        #expect(read(body("x\r\n--b \ny"), boundary: "b") == .failure(.malformedHeader))
        #expect(read("--b-- x", boundary: "b") == .failure(.malformedDelimiter))
        // The file holds the closing delimiter. Better an error than half a file.
        #expect(read(body("x\r\n--b--y"), boundary: "b") == .failure(.malformedDelimiter))
    }

    @Test func `an empty part`() {
        #expect(read(body(""), boundary: "b") == .success([Part("a", "")]))
    }

    @Test func `a part that ends at its headers`() {
        let body = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n--b--"
        #expect(read(body, boundary: "b") == .success([Part("a", "")]))
    }

    @Test func `no parts at all`() {
        #expect(read("--b--", boundary: "b") == .success([]))
        #expect(read("--b--\r\n", boundary: "b") == .success([]))
        #expect(read("\r\n--b--\r\n", boundary: "b") == .success([]))
    }

    @Test(arguments: ["", "\r\n", "This is to be ignored.\r\n", "--c\r\n\r\n\r\n", "x --b\r\n"])
    func `a preamble`(preamble: String) {
        #expect(read(preamble + body("x"), boundary: "b") == .success([Part("a", "x")]))
    }

    @Test func `a delimiter that does not begin a line`() {
        #expect(read("x" + body("y"), boundary: "b") == .success([]))
        #expect(read("x--b\r\n\r\n", boundary: "b") == .failure(.noOpeningDelimiter))
    }

    @Test(arguments: ["\r\n", "\n", "\r\nThis is to be ignored.", "\r\n--b\r\n", "\r\n--b--\r\n", "\r\n\0\u{1}"])
    func `an epilogue`(epilogue: String) {
        let body = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--\(epilogue)"
        #expect(read(body, boundary: "b") == .success([Part("a", "x")]))
    }

    @Test func `the longest boundary, of all characters`() {
        let boundary = "0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=?abcdefghijklmnopqrstu"
        #expect(boundary.utf8.count == 70)
        let body = "--\(boundary)\r\nContent-Disposition: form-data; name=a\r\n\r\n--\(boundary)x\r\n--\(boundary)--"
        #expect(read(body, boundary: boundary) == .success([Part("a", "--\(boundary)x")]))
    }

    @Test func `the data shares the chunk's storage`() throws {
        var parser = try MultipartParser(boundary: "b")
        let chunk = Array(body("data").utf8)
        let events = try parser.parse(chunk)
        guard case .data(let data) = events[1] else {
            Issue.record("no data: \(events)")
            return
        }
        #expect(chunk[data.indices] == data)
        let address = data.withUnsafeBytes { $0.baseAddress }
        let place = chunk[data.indices].withUnsafeBytes { $0.baseAddress }
        #expect(address == place)
    }
}
