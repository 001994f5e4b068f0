/// One part's header lines, from the delimiter line's end to the empty line (RFC 2046 section 5.1, RFC 7578 section 4).
struct HeaderBlock: Sendable {
    private let maximumBytes: Int
    private var bytes = 0
    private var line: [UInt8] = []
    /// The line under way is the rest of the delimiter's.
    private var isPadding: Bool
    private var fields = PartFields()

    init(maximumBytes: Int, afterPadding: Bool) {
        self.maximumBytes = maximumBytes
        self.isPadding = afterPadding
    }

    /// Consumes up to the block's end, and then answers the headers; nil while more is to come.
    mutating func consume(
        _ input: inout ArraySlice<UInt8>
    ) throws(MultipartError) -> MultipartParser.PartHeaders? {
        while let byte = input.popFirst() {
            bytes += 1
            guard bytes <= maximumBytes else { throw .headersTooLong(maximumBytes: maximumBytes) }
            guard try take(byte) else { continue }
            if line.isEmpty && !isPadding { return try fields.headers() }
            try endLine()
        }
        return nil
    }

    /// Adds a byte to the line; true at the line's end, which is CR LF and nothing else. A sender and a parser that
    /// disagree on what ends a line disagree on what the headers are, so neither character is taken alone.
    private mutating func take(_ byte: UInt8) throws(MultipartError) -> Bool {
        guard (byte == .lineFeed) == (line.last == .carriageReturn) else { throw .malformedHeader }
        if byte == .lineFeed {
            line.removeLast()
            return true
        }
        guard byte == .carriageReturn || !byte.isControl else { throw .malformedHeader }
        line.append(byte)
        return false
    }

    private mutating func endLine() throws(MultipartError) {
        defer { line.removeAll(keepingCapacity: true) }
        guard isPadding else { return try fields.add(line[...]) }
        guard line.allSatisfy(\.isLinearWhitespace) else { throw .malformedDelimiter }
        isPadding = false
    }
}
