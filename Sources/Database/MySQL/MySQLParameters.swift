import CMariaDB

/// The memory from which a statement's values are sent.
final class MySQLParameters {
    private let binds: UnsafeMutableBufferPointer<MYSQL_BIND>
    private let integers: UnsafeMutableBufferPointer<Int64>
    /// All texts, one after the other.
    private var texts: UnsafeMutableBufferPointer<UInt8>

    init(count: Int) {
        binds = .allocate(capacity: count)
        binds.initialize(repeating: MYSQL_BIND())
        integers = .allocate(capacity: count)
        integers.initialize(repeating: 0)
        texts = .allocate(capacity: 256)
    }

    deinit {
        binds.deallocate()
        integers.deallocate()
        texts.deallocate()
    }

    var count: Int { binds.count }

    func set(_ values: [SQLValue]) {
        reserve(
            values.reduce(0) { size, value in
                if case .text(let text) = value { size + text.utf8.count } else { size }
            })
        var used = 0
        for (index, value) in values.enumerated() {
            switch value {
            case .null:
                binds[index].buffer_type = MYSQL_TYPE_NULL
            case .integer(let integer):
                integers[index] = integer
                binds[index].buffer_type = MYSQL_TYPE_LONGLONG
                binds[index].buffer = UnsafeMutableRawPointer(integers.baseAddress! + index)
            case .text(var text):
                let start = texts.baseAddress! + used
                let length = text.withUTF8 { bytes in
                    if let source = bytes.baseAddress { start.update(from: source, count: bytes.count) }
                    return bytes.count
                }
                binds[index].buffer_type = MYSQL_TYPE_STRING
                binds[index].buffer = UnsafeMutableRawPointer(start)
                binds[index].buffer_length = UInt(length)
                used += length
            }
        }
    }

    /// - Returns: 0, or not 0 for an error of the statement.
    func bind(to statement: UnsafeMutablePointer<MYSQL_STMT>) -> my_bool {
        binds.isEmpty ? 0 : mysql_stmt_bind_param(statement, binds.baseAddress)
    }

    private func reserve(_ size: Int) {
        guard size > texts.count else { return }
        texts.deallocate()
        texts = .allocate(capacity: max(size, 2 * texts.count))
    }
}
