/// Why a body was refused. Its description is for the developer of the client, and quotes nothing that was sent.
package enum MultipartError: Error, Sendable, Equatable {
    // Of the request's Content-Type:
    case malformedContentType
    case notMultipartFormData
    case missingBoundary
    case invalidBoundary
    // Of the delimiters:
    case preambleTooLong(maximumBytes: Int)
    case noOpeningDelimiter
    case malformedDelimiter
    case noClosingDelimiter
    case tooManyParts(maximum: Int)
    // Of a part's headers:
    case headersTooLong(maximumBytes: Int)
    case malformedHeader
    case foldedHeader
    case duplicateHeader(String)
    case missingContentDisposition
    case malformedContentDisposition
    case missingName
    case unsupportedTransferEncoding
}

extension MultipartError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformedContentType:
            "The Content-Type can't be read. Send it as: multipart/form-data; boundary=…"
        case .notMultipartFormData:
            "The Content-Type must be multipart/form-data with a boundary."
        case .missingBoundary:
            """
            The Content-Type names no boundary. Send it as: multipart/form-data; boundary=… (leave the header to your \
            HTTP library: it knows the boundary it wrote).
            """
        case .invalidBoundary:
            "The boundary must have 1 to 70 characters out of letters, digits, '()+_,-./:=? and inner spaces."
        case .preambleTooLong(let maximumBytes):
            """
            No delimiter line in the first \(maximumBytes) bytes. The body must begin with two hyphens and the \
            boundary of the Content-Type, and its lines must end with CR LF.
            """
        case .noOpeningDelimiter:
            """
            The body has no delimiter line. It must begin with two hyphens and the boundary of the Content-Type, and \
            its lines must end with CR LF.
            """
        case .malformedDelimiter:
            """
            A delimiter line must end after the boundary, or after the boundary and two hyphens. Choose a boundary \
            that doesn't occur in the data.
            """
        case .noClosingDelimiter:
            """
            The body ended inside a part. Send all of it, and close it with a line of two hyphens, the boundary, and \
            two hyphens.
            """
        case .tooManyParts(let maximum):
            "The body has more than \(maximum) parts. Send fewer fields."
        case .headersTooLong(let maximumBytes):
            "A part's headers are longer than \(maximumBytes) bytes. Send shorter ones, and an empty line after them."
        case .malformedHeader:
            """
            A part's header can't be read. Write each as "Name: value" with CR LF at its end, without control \
            characters, and an empty line after the last.
            """
        case .foldedHeader:
            "A part's header goes on in a second line. Write each header in one line, without spaces before its name."
        case .duplicateHeader(let name):
            "A part has the header \(name) twice. Send it once."
        case .missingContentDisposition:
            "A part has no Content-Disposition. Each needs: Content-Disposition: form-data; name=\"…\""
        case .malformedContentDisposition:
            """
            A part's Content-Disposition can't be read. Write it as: form-data; name="…" (or form-data; name="…"; \
            filename="…"), each parameter once.
            """
        case .missingName:
            "A part's Content-Disposition names no field. Write it as: form-data; name=\"…\""
        case .unsupportedTransferEncoding:
            "A part has a Content-Transfer-Encoding other than binary, 8bit or 7bit. Send the bytes as they are."
        }
    }
}
