extension MultipartParser {
    /// Where in the body the next byte stands.
    enum State: Sendable {
        /// Before the first delimiter, with the number of bytes that were passed over.
        case preamble(bytes: Int)
        case headers(HeaderBlock)
        case data
        /// After the two hyphens of the closing delimiter, on the same line.
        case closingLine
        /// After the closing delimiter's line: "to be ignored" (RFC 2046 section 5.1.1).
        case epilogue
        case failed(MultipartError)
    }

    /// Consumes at least one byte of `input`, which is not empty, and stops where the state changes.
    mutating func step(_ input: inout ArraySlice<UInt8>, _ events: inout [Event]) throws(MultipartError) {
        switch state {
        case .preamble, .data:
            try scan(&input, &events)
        case .headers(var block):
            // The state lets go of the block first, so that its buffer grows in place.
            state = .data
            guard let headers = try block.consume(&input) else {
                state = .headers(block)
                return
            }
            events.append(.partBegan(headers))
            // RFC 2046 lets a part end at its headers, `[CRLF *OCTET]` missing: then the line end of the empty line is
            // also the one that begins the delimiter.
            matcher.beginAtLineStart()
        case .closingLine:
            try readClosingLine(&input)
        case .epilogue:
            input = []
        case .failed(let error):
            throw error
        }
    }

    /// Passes on everything up to the next delimiter line, or up to the end of the input.
    private mutating func scan(_ input: inout ArraySlice<UInt8>, _ events: inout [Event]) throws(MultipartError) {
        /// Everything from here on is not passed on yet.
        let start = input.startIndex
        /// Where the possible delimiter under way begins; at the start when it began in an earlier chunk.
        var candidate = start
        var index = start
        while true {
            if matcher.isIdle {
                index = matcher.firstCandidate(in: input, from: index)
                candidate = index
            }
            guard index < input.endIndex else {
                matcher.suspend()
                try deliver(input[start..<candidate], &events)
                input = []
                return
            }
            let verdict = matcher.consume(input[index])
            switch verdict {
            case .undecided:
                index += 1
            case .rejected:
                // The byte is looked at again: it may be the carriage return of the true delimiter.
                try deliver(matcher.abandon(), &events)
            case .opened, .padded, .closed:
                try deliver(input[start..<candidate], &events)
                input = input[(index + 1)...]
                try cross(verdict, &events)
                return
            }
        }
    }

    /// Hands on data, or counts it where it belongs to no part.
    private mutating func deliver(_ bytes: ArraySlice<UInt8>, _ events: inout [Event]) throws(MultipartError) {
        if bytes.isEmpty { return }
        guard case .preamble(let count) = state else {
            events.append(.data(bytes))
            return
        }
        guard count + bytes.count <= limits.maximumPreambleBytes else {
            throw .preambleTooLong(maximumBytes: limits.maximumPreambleBytes)
        }
        state = .preamble(bytes: count + bytes.count)
    }

    /// Ends the part before a delimiter and begins what comes after it.
    private mutating func cross(_ delimiter: DelimiterMatcher.Verdict, _ events: inout [Event]) throws(MultipartError) {
        matcher.reset()
        if case .data = state { events.append(.partEnded) }
        guard delimiter != .closed else {
            state = .closingLine
            return
        }
        parts += 1
        guard parts <= limits.maximumParts else { throw .tooManyParts(maximum: limits.maximumParts) }
        state = .headers(HeaderBlock(maximumBytes: limits.maximumHeaderBytes, afterPadding: delimiter == .padded))
    }

    /// `close-delimiter transport-padding [CRLF epilogue]`: only padding may follow on the line. Anything else means
    /// that the boundary occurs in the data, and taking it for the end would cut the last file silently.
    private mutating func readClosingLine(_ input: inout ArraySlice<UInt8>) throws(MultipartError) {
        input = input.drop { $0.isLinearWhitespace }
        guard let byte = input.first else { return }
        guard byte == .carriageReturn || byte == .lineFeed else { throw .malformedDelimiter }
        input = []
        state = .epilogue
    }
}
