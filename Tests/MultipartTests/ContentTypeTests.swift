import Testing

@testable import Multipart

@Suite struct ContentTypeTests {
    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"),
        ("multipart/form-data;boundary=abc", "abc"),
        ("Multipart/Form-Data; BOUNDARY=aBc", "aBc"),
        (" multipart/form-data ; charset=utf-8 ; boundary=abc ;", "abc"),
        (#"multipart/form-data; boundary="gc0pJq0M:08jU534c0p""#, "gc0pJq0M:08jU534c0p"),
        (#"multipart/form-data; boundary="simple boundary""#, "simple boundary"),
        (#"multipart/form-data; boundary="a;b=c", "a;b=c"#, nil),
        // Characters that RFC 2045 wants in quotes, and that JavaMail among others sends without.
        ("multipart/form-data; boundary=----=_Part_1_1/2?3:(4),5", "----=_Part_1_1/2?3:(4),5"),
        ("multipart/form-data; boundary=\(String(repeating: "x", count: 70))", String(repeating: "x", count: 70)),
    ])
    func `boundaries`(contentType: String, boundary: String?) {
        #expect((try? MultipartParser.boundary(ofContentType: contentType)) == boundary)
    }

    @Test(arguments: [
        ("", MultipartError.malformedContentType),
        ("multipart/form-data boundary=abc", .malformedContentType),
        ("multipart/form-data; boundary=a; boundary=b", .malformedContentType),
        ("multipart/form-data; boundary=\"abc", .malformedContentType),
        ("multipart/form-data; boundary=", .malformedContentType),
        ("multipart/form-data; boundary=a b", .malformedContentType),
        ("application/json", .notMultipartFormData),
        ("multipart/mixed; boundary=abc", .notMultipartFormData),
        ("multipart/form-datax; boundary=abc", .notMultipartFormData),
        ("multipart/form-data", .missingBoundary),
        ("multipart/form-data; charset=utf-8", .missingBoundary),
        ("multipart/form-data; xboundary=abc", .missingBoundary),
        ("multipart/form-data; boundary*=utf-8''abc", .missingBoundary),
        ("multipart/form-data; boundary=\"\"", .invalidBoundary),
        ("multipart/form-data; boundary=\"abc \"", .invalidBoundary),
        ("multipart/form-data; boundary=a*c", .invalidBoundary),
        ("multipart/form-data; boundary=경계", .invalidBoundary),
        ("multipart/form-data; boundary=\"a\r\nb\"", .invalidBoundary),
        ("multipart/form-data; boundary=\(String(repeating: "x", count: 71))", .invalidBoundary),
    ])
    func `refused`(contentType: String, error: MultipartError) {
        #expect(throws: error) { try MultipartParser.boundary(ofContentType: contentType) }
    }

    @Test(arguments: ["", " ", "a ", "\r\n", "a\n", "a\0b", "é", String(repeating: "x", count: 71)])
    func `the parser refuses them too`(boundary: String) {
        #expect(throws: MultipartError.invalidBoundary) { try MultipartParser(boundary: boundary) }
    }
}
