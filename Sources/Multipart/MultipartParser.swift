/// Reads a `multipart/form-data` body (RFC 7578, on the syntax of RFC 2046 section 5.1) as it arrives, chunk by chunk.
///
/// ```swift
/// var parser = try MultipartParser(boundary: MultipartParser.boundary(ofContentType: contentType))
/// for try await chunk in body {
///     for event in try parser.parse(chunk) { … }
/// }
/// try parser.finish()
/// ```
///
/// Between two chunks the parser keeps what came of one part's headers and a count of matched delimiter bytes, never
/// data, so its memory is bounded by ``Limits`` and the boundary's 70 characters, whatever is sent. It doesn't bound
/// the length of a part nor of the body: whoever collects the data counts it.
///
/// Each byte is looked at a constant number of times, so no body costs more than time linear in its length.
package struct MultipartParser: Sendable {
    /// What one body may hold. What goes beyond is refused with an error that names the limit.
    package struct Limits: Sendable, Equatable {
        /// Parts in a body.
        package var maximumParts: Int
        /// Bytes of one part's header lines with their line ends, and of the padding of the delimiter line before them.
        package var maximumHeaderBytes: Int
        /// Bytes before the first delimiter. Form senders write none; RFC 2046 allows text "to be ignored".
        package var maximumPreambleBytes: Int

        package init(maximumParts: Int = 16, maximumHeaderBytes: Int = 8 * 1024, maximumPreambleBytes: Int = 1024) {
            self.maximumParts = maximumParts
            self.maximumHeaderBytes = maximumHeaderBytes
            self.maximumPreambleBytes = maximumPreambleBytes
        }
    }

    /// What a part says of itself. Everything here is the client's word: a `filename` must never become part of a path.
    ///
    /// Bytes that are not UTF-8 become U+FFFD. The `%22`, `%0D` and `%0A` that browsers write in names stay as they
    /// are, since nothing tells them from a name that holds these characters.
    package struct PartHeaders: Sendable, Equatable {
        /// The form field, from `Content-Disposition` (RFC 7578 section 4.2).
        package var name: String
        /// Present when the part is a file; empty when a browser's file field was left empty. `filename*` is ignored,
        /// as RFC 7578 section 4.2 forbids it here.
        package var filename: String?
        /// The value of `Content-Type`, as sent; RFC 7578 section 4.4 reads `text/plain` where there is none.
        package var contentType: String?

        package init(name: String, filename: String? = nil, contentType: String? = nil) {
            self.name = name
            self.filename = filename
            self.contentType = contentType
        }
    }

    /// A part is one `partBegan`, any number of `data` (none when it is empty), and one `partEnded`.
    package enum Event: Sendable, Equatable {
        case partBegan(PartHeaders)
        /// Some of the part's bytes, never empty. The slice shares the storage of the chunk that it came in: copy what
        /// is to be kept for longer.
        case data(ArraySlice<UInt8>)
        case partEnded
    }

    let limits: Limits
    var state: State = .preamble(bytes: 0)
    var matcher: DelimiterMatcher
    var parts = 0

    /// Refuses a boundary that RFC 2046 section 5.1.1 doesn't allow.
    package init(boundary: String, limits: Limits = Limits()) throws(MultipartError) {
        try Self.validate(boundary: boundary)
        self.limits = limits
        // The body begins at the beginning of a line, so its first delimiter needs no line end before it.
        self.matcher = DelimiterMatcher(boundary: boundary)
        self.matcher.beginAtLineStart()
    }

    /// Takes the next bytes of the body, of any number, and answers what they complete.
    ///
    /// After an error the body is beyond repair: every later call throws that error again.
    package mutating func parse(_ chunk: ArraySlice<UInt8>) throws(MultipartError) -> [Event] {
        var input = chunk
        var events: [Event] = []
        do throws(MultipartError) {
            while !input.isEmpty {
                try step(&input, &events)
            }
        } catch {
            state = .failed(error)
            throw error
        }
        return events
    }

    /// Takes the next bytes of the body, of any number, and answers what they complete.
    package mutating func parse(_ chunk: [UInt8]) throws(MultipartError) -> [Event] {
        try parse(chunk[...])
    }

    /// Says that the body ended. Throws when its closing delimiter is missing: the upload was cut short.
    package mutating func finish() throws(MultipartError) {
        do throws(MultipartError) {
            switch state {
            case .closingLine, .epilogue: return
            case .preamble: throw .noOpeningDelimiter
            case .headers, .data: throw .noClosingDelimiter
            case .failed(let error): throw error
            }
        } catch {
            state = .failed(error)
            throw error
        }
    }
}
