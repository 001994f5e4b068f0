#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Recognises one delimiter of a body, a byte at a time and over any chunk borders:
///
///     delimiter       := CRLF "--" boundary                               (RFC 2046 section 5.1.1)
///     encapsulation   := delimiter transport-padding CRLF body-part
///     close-delimiter := delimiter "--"
///
/// What begins like a delimiter and then goes on otherwise, as in `--boundaryX`, is data. So Go's `mime/multipart`
/// reads it too, and no file is cut at a line that only begins like the boundary.
///
/// A boundary holds no carriage return, so a candidate's only one is its first byte. When it fails, no other candidate
/// can have begun inside it: there is no need for a failure table, nor to keep its bytes, which are the delimiter's.
struct DelimiterMatcher: Sendable {
    enum Verdict: Sendable {
        /// So far, so good.
        case undecided
        /// The byte doesn't fit. It is not consumed.
        case rejected
        /// A delimiter with the end of its line: headers follow.
        case opened
        /// A delimiter and the first character of its padding: the rest of the line follows, then headers.
        case padded
        /// The closing delimiter up to its two hyphens.
        case closed
    }

    private let delimiter: [UInt8]
    /// Delimiter bytes matched.
    private var matched = 0
    /// Those among `matched` that are no bytes of the data, for they ended the line before.
    private var implied = 0
    /// What came after the whole delimiter: the first of CR LF or of two hyphens.
    private var tail: UInt8?
    /// The candidate's bytes that came in earlier chunks.
    private var carried = 0

    init(boundary: String) {
        delimiter = Array("\r\n--".utf8) + Array(boundary.utf8)
    }

    /// No candidate is under way: the next that can matter is a carriage return.
    var isIdle: Bool { matched == 0 }

    mutating func reset() {
        (matched, implied, tail, carried) = (0, 0, nil, 0)
    }

    /// A line end was read just now: the delimiter may go on with its hyphens.
    mutating func beginAtLineStart() {
        reset()
        (matched, implied) = (2, 2)
    }

    /// The index of the first delimiter, or of the delimiter's beginning that the chunk ends with; else `endIndex`.
    ///
    /// A shortcut to the place from which ``consume(_:)`` is worth its while. This is the parser's inner loop: `memchr`
    /// looks at 32 bytes an instruction, and the look before it is for data full of carriage returns, where the call
    /// would cost more than it finds.
    func firstCandidate(in chunk: ArraySlice<UInt8>, from start: Int) -> Int {
        chunk.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return chunk.endIndex }
            var offset = start - chunk.startIndex
            while offset < bytes.count {
                if bytes[offset] != .carriageReturn {
                    let rest = bytes.count - offset
                    guard let found = memchr(base + offset, Int32(UInt8.carriageReturn), rest) else { break }
                    offset = UnsafeRawPointer(found) - base
                }
                let longest = min(delimiter.count, bytes.count - offset)
                var matched = 1
                while matched < longest, bytes[offset + matched] == delimiter[matched] { matched += 1 }
                if matched == longest { return chunk.startIndex + offset }
                offset += matched
            }
            return chunk.endIndex
        }
    }

    mutating func consume(_ byte: UInt8) -> Verdict {
        guard matched == delimiter.count else {
            guard byte == delimiter[matched] else { return .rejected }
            matched += 1
            return .undecided
        }
        switch (tail, byte) {
        case (nil, .carriageReturn), (nil, .hyphen):
            tail = byte
            return .undecided
        case (nil, .space), (nil, .tab): return .padded
        case (.carriageReturn, .lineFeed): return .opened
        case (.hyphen, .hyphen): return .closed
        default: return .rejected
        }
    }

    /// The chunk is used up. A candidate under way goes on in the next one.
    mutating func suspend() {
        carried = matched - implied + (tail == nil ? 0 : 1)
    }

    /// Gives the candidate up and returns those of its bytes that came in earlier chunks: they were data.
    mutating func abandon() -> ArraySlice<UInt8> {
        defer { reset() }
        // No copy in the usual case, a candidate that began in the chunk at hand.
        guard carried > 0 else { return [] }
        var bytes = delimiter[implied..<matched]
        if let tail { bytes.append(tail) }
        return bytes.prefix(carried)
    }
}
