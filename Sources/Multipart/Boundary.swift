extension MultipartParser {
    /// The boundary that a request's `Content-Type` announces, quoted or not: `multipart/form-data; boundary=xyz`.
    ///
    /// Throws ``MultipartError/notMultipartFormData`` where another media type stands, so that a caller can answer 415.
    package static func boundary(ofContentType value: String) throws(MultipartError) -> String {
        guard let contentType = ParameterizedValue(Array(value.utf8)[...]) else { throw .malformedContentType }
        guard contentType.value == "multipart/form-data" else { throw .notMultipartFormData }
        guard let boundary = contentType.parameters["boundary"] else { throw .missingBoundary }
        try validate(boundary: boundary)
        return boundary
    }

    /// `boundary := 0*69<bchars> bcharsnospace` (RFC 2046 section 5.1.1): 1 to 70 characters, the last no space. That
    /// none is a carriage return is what makes the search for delimiters simple.
    static func validate(boundary: String) throws(MultipartError) {
        let bytes = boundary.utf8
        guard (1...70).contains(bytes.count), bytes.allSatisfy(\.isBoundaryCharacter), bytes.last != .space else {
            throw .invalidBoundary
        }
    }
}

extension UInt8 {
    /// `bchars` of RFC 2046 section 5.1.1.
    fileprivate var isBoundaryCharacter: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default:
            "'()+_,-./:=? ".utf8.contains(self)
        }
    }
}
