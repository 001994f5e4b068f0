/// Gathers what matters of a part's header fields, and then makes the ``MultipartParser/PartHeaders``.
///
/// Fields other than the three below are ignored, as RFC 7578 section 4.8 demands.
struct PartFields: Sendable {
    private var disposition: ParameterizedValue?
    private var contentType: String?

    /// Takes a header line, without its line end. It is not empty.
    mutating func add(_ line: ArraySlice<UInt8>) throws(MultipartError) {
        // Folding is obsolete (RFC 9112 section 5.2), and readers disagree on what it means.
        if let first = line.first, first.isLinearWhitespace { throw .foldedHeader }
        guard let colon = line.firstIndex(of: .colon), colon > line.startIndex,
            line[..<colon].allSatisfy(\.isFieldNameCharacter)
        else { throw .malformedHeader }
        let value = line[(colon + 1)...].trimmingLinearWhitespace()
        switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
        case "content-disposition":
            // Taking the first or the last of two would be a guess.
            guard disposition == nil else { throw .duplicateHeader("Content-Disposition") }
            disposition = try Self.formData(value)
        case "content-type":
            guard contentType == nil else { throw .duplicateHeader("Content-Type") }
            contentType = String(decoding: value, as: UTF8.self)
        case "content-transfer-encoding":
            try Self.checkIdentity(String(decoding: value, as: UTF8.self))
        default:
            break
        }
    }

    /// The headers, once all lines are in.
    func headers() throws(MultipartError) -> MultipartParser.PartHeaders {
        guard let disposition else { throw .missingContentDisposition }
        guard let name = disposition.parameters["name"] else { throw .missingName }
        return MultipartParser.PartHeaders(
            name: name,
            filename: disposition.parameters["filename"],
            contentType: contentType
        )
    }

    private static func formData(_ value: ArraySlice<UInt8>) throws(MultipartError) -> ParameterizedValue {
        guard let value = ParameterizedValue(value), value.value == "form-data" else {
            throw .malformedContentDisposition
        }
        return value
    }

    /// RFC 7578 section 4.7 deprecates the field. The values that change nothing are let through; to ignore `base64`
    /// would pass on data that isn't what the sender meant.
    private static func checkIdentity(_ encoding: String) throws(MultipartError) {
        guard ["binary", "8bit", "7bit"].contains(encoding.lowercased()) else { throw .unsupportedTransferEncoding }
    }
}
