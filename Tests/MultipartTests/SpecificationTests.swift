import Testing

@testable import Multipart

/// The examples that the specifications print.
@Suite struct SpecificationTests {
    /// RFC 2046 section 5.1.1, with the given lines as headers of its two parts.
    private func simpleBoundary(_ first: String, _ second: String) -> String {
        crlf(
            """
            This is the preamble.  It is to be ignored, though it
            is a handy place for composition agents to include an
            explanatory note to non-MIME conformant readers.

            --simple boundary
            \(first)
            This is implicitly typed plain US-ASCII text.
            It does NOT end with a linebreak.
            --simple boundary
            \(second)Content-type: text/plain; charset=us-ascii

            This is explicitly typed plain US-ASCII text.
            It DOES end with a linebreak.

            --simple boundary--

            This is the epilogue.  It is also to be ignored.

            """
        )
    }

    @Test func `RFC 2046 section 5_1_1: preamble, line breaks and epilogue`() {
        let body = simpleBoundary(
            "Content-Disposition: form-data; name=implicit\n",
            "Content-Disposition: form-data; name=explicit\n"
        )
        let parts = [
            Part(
                "implicit",
                "This is implicitly typed plain US-ASCII text.\r\nIt does NOT end with a linebreak."
            ),
            Part(
                "explicit",
                contentType: "text/plain; charset=us-ascii",
                "This is explicitly typed plain US-ASCII text.\r\nIt DOES end with a linebreak.\r\n"
            ),
        ]
        #expect(read(body, boundary: "simple boundary") == .success(parts))
    }

    @Test func `RFC 2046 section 5_1_1 as printed is no form`() {
        #expect(read(simpleBoundary("", ""), boundary: "simple boundary") == .failure(.missingContentDisposition))
    }

    @Test func `RFC 7578 section 4_6: field names in lower case`() {
        let body = crlf(
            """
            --AaB03x
            content-disposition: form-data; name="_charset_"

            iso-8859-1
            --AaB03x
            content-disposition: form-data; name="field1"

            ...text encoded in iso-8859-1 ...
            --AaB03x--
            """
        )
        let parts = [Part("_charset_", "iso-8859-1"), Part("field1", "...text encoded in iso-8859-1 ...")]
        #expect(read(body, boundary: "AaB03x") == .success(parts))
    }

    @Test func `RFC 7578 section 4_5: a transfer encoding is refused, not passed on as data`() {
        let body = crlf(
            """
            --AaB03x
            content-disposition: form-data; name="field1"
            content-type: text/plain;charset=UTF-8
            content-transfer-encoding: quoted-printable

            Joe owes =E2=82=AC100.
            --AaB03x--
            """
        )
        #expect(read(body, boundary: "AaB03x") == .failure(.unsupportedTransferEncoding))
    }
}
