import Testing

@testable import Multipart

@Suite struct HeaderTests {
    /// What the parser makes of one `Content-Disposition`.
    private func disposition(_ value: String) -> Result<MultipartParser.PartHeaders, MultipartError> {
        read(body(headers: "Content-Disposition: \(value)"), boundary: "b").map { $0[0].headers }
    }

    @Test(arguments: [
        (#"form-data; name="a""#, "a", nil),
        (#"form-data; name=a"#, "a", nil),
        (#"FORM-DATA;NAME="a";FileName="b.png""#, "a", "b.png"),
        (#" form-data ;  name="a" ; filename="b c.png" ; "#, "a", "b c.png"),
        (#"form-data; filename="b"; name="a""#, "a", "b"),
        (#"form-data; name="""#, "", nil),
        (#"form-data; name="프로필 사진"; filename="나.png""#, "프로필 사진", "나.png"),
        (#"form-data; name="a;b=\"c\" \\d"; filename="x\"y\"""#, #"a;b="c" \d"#, #"x"y""#),
        // Backslashes as old browsers send them, and percent signs as new ones do.
        (#"form-data; name="a"; filename="C:\photos\me.jpg""#, "a", #"C:\photos\me.jpg"#),
        (#"form-data; name="%22a%0D%0A"; filename="100%.png""#, "%22a%0D%0A", "100%.png"),
        (#"form-data; name="a"; filename=dir/b.png"#, "a", "dir/b.png"),
        (#"form-data; name="a"; filename="../../etc/passwd""#, "a", "../../etc/passwd"),
        (#"form-data; name="a"; filename*=UTF-8''%EC%82%AC%EC%A7%84.png"#, "a", nil),
        (#"form-data; name="a"; filename="b"; filename*=UTF-8''c; size=12"#, "a", "b"),
        ("form-data;;\tname=a;;", "a", nil),
    ])
    func `names`(value: String, name: String, filename: String?) {
        #expect(disposition(value) == .success(.init(name: name, filename: filename)))
    }

    @Test(arguments: [
        "", "form-data name=a", "attachment; name=a", "inline", #"form-data; name="a"#, #"form-data; name="a\""#,
        "form-data; name=", "form-data; name", "form-data; =a", "form-data; name = a", #"form-data; name="a"b"#,
        #"form-data; name=a"b""#, "form-data; name=a; name=b", "form-data; name=a; filename=b; FILENAME=c", ";name=a",
    ])
    func `malformed dispositions`(value: String) {
        #expect(disposition(value) == .failure(.malformedContentDisposition))
    }

    @Test func `bytes that are not UTF-8 become replacement characters`() {
        let latin: [UInt8] = Array("--b\r\nContent-Disposition: form-data; name=\"caf".utf8) + [0xE9]
        let body = latin + Array("\"\r\n\r\nx\r\n--b--".utf8)
        #expect(read(body, boundary: "b") == .success([Part("caf\u{FFFD}", "x")]))
    }

    @Test func `a part without what every part needs`() {
        #expect(read(body(headers: "Content-Type: text/plain"), boundary: "b") == .failure(.missingContentDisposition))
        #expect(read("--b\r\n\r\nx\r\n--b--", boundary: "b") == .failure(.missingContentDisposition))
        #expect(disposition("form-data") == .failure(.missingName))
        #expect(disposition(#"form-data; filename="a""#) == .failure(.missingName))
        #expect(disposition("form-data; name*=UTF-8''a") == .failure(.missingName))
    }

    @Test(arguments: [("Content-Disposition", "form-data; name=a"), ("Content-Type", "text/plain")])
    func `a header twice`(name: String, value: String) {
        let twice = body(headers: "\(name): \(value)", "X-Between: 1", "\(name.uppercased()): \(value)")
        #expect(read(twice, boundary: "b") == .failure(.duplicateHeader(name)))
    }

    @Test func `headers that mean nothing here may come twice`() {
        let body = body(headers: "X-A: 1", "X-A: 2", "Content-Disposition: form-data; name=a")
        #expect(read(body, boundary: "b") == .success([Part("a", "")]))
    }

    @Test(arguments: [" ", "\t", "  filename=x", " X: y"])
    func `folded headers`(line: String) {
        let after = body(headers: "Content-Disposition: form-data; name=a", line)
        #expect(read(after, boundary: "b") == .failure(.foldedHeader))
        #expect(read(body(headers: line), boundary: "b") == .failure(.foldedHeader))
    }

    @Test(arguments: [
        "no colon", ": no name", "space before : colon", "na me: x", "名: x", "NUL: \0", "DEL: \u{7F}",
        "escape: \u{1B}[0m", "line feed\n: x", "X: a\nY: b", "X: a\rY: b", "X: a\r\r",
    ])
    func `malformed headers`(line: String) {
        let body = body(headers: "Content-Disposition: form-data; name=a", line)
        #expect(read(body, boundary: "b") == .failure(.malformedHeader))
    }

    @Test func `headers without an empty line after them`() {
        let body = "--b\r\nContent-Disposition: form-data; name=a\r\n--b--\r\n"
        #expect(read(body, boundary: "b") == .failure(.malformedHeader))
    }

    @Test func `the content type is passed on as sent`() {
        let headers = ["Content-Disposition: form-data; name=a", "content-TYPE: \t Image/PNG; x=\"y\"  "]
        let parts = read(body(headers: headers[0], headers[1]), boundary: "b")
        #expect(parts == .success([Part("a", contentType: "Image/PNG; x=\"y\"", "")]))
    }

    @Test(arguments: ["7bit", "8bit", "BINARY"])
    func `transfer encodings that change nothing`(encoding: String) {
        let disposition = "Content-Disposition: form-data; name=a"
        let body = body(headers: "Content-Transfer-Encoding: \(encoding)", disposition)
        #expect(read(body, boundary: "b") == .success([Part("a", "")]))
    }
}
