package import NIOCore

/// Writes JSON (RFC 8259) into memory of its own.
///
/// Our own because a page of twenty tweets takes `JSONEncoder` 87 µs, more than all else in its request together. It
/// writes to bare memory because that page has some 700 pieces, and a `ByteBuffer` looks at each whether it is shared
/// and has room, which costs several times the copying.
package struct JSONWriter: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0
    private var needsComma = false

    /// - Parameter capacity: the bytes to begin with.
    package init(capacity: Int = 512) {
        start = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit {
        start.deallocate()
    }

    /// What has been written.
    package var buffer: ByteBuffer {
        ByteBuffer(bytes: UnsafeRawBufferPointer(start: start, count: count))
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if count + bytes.count > capacity { grow(by: bytes.count) }
        (start + count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    private mutating func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        start[count] = byte
        count += 1
    }

    private mutating func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func grow(by needed: Int) {
        capacity = max(2 * capacity, count + needed)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
    }
}

// MARK: - Objects and arrays

extension JSONWriter {
    /// `{…}` as an element or a document.
    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        element()
        enclose("{", members, "}")
    }

    package mutating func object(_ name: StaticString, _ members: (inout JSONWriter) -> Void) {
        key(name)
        enclose("{", members, "}")
    }

    package mutating func array(_ name: StaticString, _ elements: (inout JSONWriter) -> Void) {
        key(name)
        enclose("[", elements, "]")
    }

    package mutating func array(_ elements: (inout JSONWriter) -> Void) {
        element()
        enclose("[", elements, "]")
    }

    /// - Parameter name: needs no escaping.
    package mutating func member(_ name: StaticString, _ value: Int64) {
        key(name)
        write(value)
    }

    package mutating func member(_ name: StaticString, _ value: Int) {
        member(name, Int64(value))
    }

    package mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        append(value ? "true" : "false")
    }

    package mutating func member(_ name: StaticString, _ value: String?) {
        key(name)
        if let value {
            write(value)
        } else {
            append("null")
        }
    }

    /// A member whose name is not known beforehand.
    package mutating func member(named name: String, _ value: String) {
        element()
        write(name)
        append(":")
        write(value)
    }

    package mutating func member(named name: String, _ value: Int64) {
        element()
        write(name)
        append(":")
        write(value)
    }

    private mutating func enclose(_ open: StaticString, _ content: (inout JSONWriter) -> Void, _ close: StaticString) {
        append(open)
        needsComma = false
        content(&self)
        append(close)
        needsComma = true
    }

    private mutating func element() {
        if needsComma { append(",") }
        needsComma = true
    }

    private mutating func key(_ name: StaticString) {
        element()
        append("\"")
        append(name)
        append("\":")
    }

    private mutating func write(_ integer: Int64) {
        // The longest has 20 characters. Digits come from the right.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = integer.magnitude
            var first = digits.count
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            if integer < 0 {
                first -= 1
                digits[first] = UInt8(ascii: "-")
            }
            append(UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }

    /// RFC 8259, section 7: the quotation mark, the backslash and what is below U+0020 are escaped; all else may stand
    /// as it is. Runs between them are copied whole.
    private mutating func write(_ string: String) {
        var string = string
        append("\"")
        string.withUTF8 { bytes in
            var runStart = 0
            for index in bytes.indices where Self.needsEscape(bytes[index]) {
                append(UnsafeBufferPointer(rebasing: bytes[runStart..<index]))
                escape(bytes[index])
                runStart = index + 1
            }
            append(UnsafeBufferPointer(rebasing: bytes[runStart...]))
        }
        append("\"")
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        default:
            let digits = Array("0123456789abcdef".utf8)
            append("\\u00")
            append(digits[Int(byte >> 4)])
            append(digits[Int(byte & 0xF)])
        }
    }
}
