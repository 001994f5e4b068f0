import Testing

@testable import Multipart

/// A part of a body with its data in one piece, so that readings in different chunks can be compared.
struct Part: Equatable {
    var headers: MultipartParser.PartHeaders
    var data: [UInt8]

    init(_ headers: MultipartParser.PartHeaders, data: [UInt8] = []) {
        self.headers = headers
        self.data = data
    }

    init(_ name: String, filename: String? = nil, contentType: String? = nil, _ data: String) {
        self.init(.init(name: name, filename: filename, contentType: contentType), data: Array(data.utf8))
    }
}

typealias Reading = Result<[Part], MultipartError>

/// Reads a body that comes in these chunks, and checks that the events come in their order.
func read(
    chunks: [ArraySlice<UInt8>],
    boundary: String,
    limits: MultipartParser.Limits = .init()
) -> Reading {
    Result { () throws(MultipartError) in
        var parser = try MultipartParser(boundary: boundary, limits: limits)
        var parts: [Part] = []
        var isInside = false
        var isInOrder = true
        for chunk in chunks {
            for event in try parser.parse(chunk) {
                switch event {
                case .partBegan(let headers):
                    isInOrder = isInOrder && !isInside
                    isInside = true
                    parts.append(Part(headers))
                case .data(let bytes):
                    isInOrder = isInOrder && isInside && !bytes.isEmpty
                    parts[parts.endIndex - 1].data += bytes
                case .partEnded:
                    isInOrder = isInOrder && isInside
                    isInside = false
                }
            }
        }
        try parser.finish()
        #expect(isInOrder && !isInside)
        return parts
    }
}

/// Reads a body as one chunk, as a chunk a byte, and in two chunks cut at every place. All must read the same.
func read(
    _ body: [UInt8],
    boundary: String,
    limits: MultipartParser.Limits = .init(),
    sourceLocation: SourceLocation = #_sourceLocation
) -> Reading {
    let whole = read(chunks: [body[...]], boundary: boundary, limits: limits)
    let single = body.indices.map { body[$0...$0] }
    #expect(read(chunks: single, boundary: boundary, limits: limits) == whole, sourceLocation: sourceLocation)
    for cut in body.indices {
        let halves = read(chunks: [body[..<cut], body[cut...]], boundary: boundary, limits: limits)
        #expect(halves == whole, "cut at \(cut)", sourceLocation: sourceLocation)
    }
    return whole
}

func read(
    _ body: String,
    boundary: String,
    limits: MultipartParser.Limits = .init(),
    sourceLocation: SourceLocation = #_sourceLocation
) -> Reading {
    read(Array(body.utf8), boundary: boundary, limits: limits, sourceLocation: sourceLocation)
}

/// The text of a literal with the line ends of a body.
func crlf(_ text: String) -> String {
    String(text.map { $0 == "\n" ? "\r\n" : $0 })
}

/// A body of one part `a` with this data, and the boundary `b`.
func body(_ data: String) -> String {
    "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\(data)\r\n--b--\r\n"
}

/// A body of one part with these header lines and no data, and the boundary `b`.
func body(headers: String...) -> String {
    "--b\r\n\(headers.map { $0 + "\r\n" }.joined())\r\n\r\n--b--\r\n"
}
