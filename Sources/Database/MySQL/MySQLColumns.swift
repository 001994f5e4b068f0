import CMariaDB

/// The memory into which a statement's rows are read, one after the other, and the row that is in it.
///
/// Every integer is read as 64 bits, a time as its parts, because Connector/C takes long to write one as text, and all
/// else as text.
final class MySQLColumns: Row {
    private let binds: UnsafeMutableBufferPointer<MYSQL_BIND>
    private let integers: UnsafeMutableBufferPointer<Int64>
    private let times: UnsafeMutableBufferPointer<MYSQL_TIME>
    private let lengths: UnsafeMutableBufferPointer<UInt>
    private let nulls: UnsafeMutableBufferPointer<my_bool>

    /// What a text gets at first. A longer one gets memory of its length when it comes.
    private static let initialTextSize = 512

    init(_ fields: UnsafeBufferPointer<MYSQL_FIELD>) {
        binds = .allocate(capacity: fields.count)
        binds.initialize(repeating: MYSQL_BIND())
        integers = .allocate(capacity: fields.count)
        integers.initialize(repeating: 0)
        times = .allocate(capacity: fields.count)
        times.initialize(repeating: MYSQL_TIME())
        lengths = .allocate(capacity: fields.count)
        lengths.initialize(repeating: 0)
        nulls = .allocate(capacity: fields.count)
        nulls.initialize(repeating: 0)
        for (index, field) in fields.enumerated() {
            binds[index].length = lengths.baseAddress! + index
            binds[index].is_null = nulls.baseAddress! + index
            if Self.isInteger(field) {
                binds[index].buffer_type = MYSQL_TYPE_LONGLONG
                binds[index].buffer = UnsafeMutableRawPointer(integers.baseAddress! + index)
                binds[index].buffer_length = UInt(MemoryLayout<Int64>.size)
            } else if field.type == MYSQL_TYPE_DATETIME {
                binds[index].buffer_type = MYSQL_TYPE_DATETIME
                binds[index].buffer = UnsafeMutableRawPointer(times.baseAddress! + index)
                binds[index].buffer_length = UInt(MemoryLayout<MYSQL_TIME>.size)
            } else {
                binds[index].buffer_type = MYSQL_TYPE_STRING
                binds[index].buffer = .allocate(byteCount: Self.initialTextSize, alignment: 1)
                binds[index].buffer_length = UInt(Self.initialTextSize)
            }
        }
    }

    deinit {
        for bind in binds where bind.buffer_type == MYSQL_TYPE_STRING { bind.buffer.deallocate() }
        binds.deallocate()
        integers.deallocate()
        times.deallocate()
        lengths.deallocate()
        nulls.deallocate()
    }

    /// By the type and not by the character set, which is the same for a DECIMAL or a DATETIME as for bytes.
    private static func isInteger(_ field: MYSQL_FIELD) -> Bool {
        switch field.type {
        case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_INT24, MYSQL_TYPE_LONG, MYSQL_TYPE_LONGLONG,
            MYSQL_TYPE_YEAR:
            true
        default: false
        }
    }

    /// - Returns: 0, or not 0 for an error of the statement.
    func bind(to statement: UnsafeMutablePointer<MYSQL_STMT>) -> my_bool {
        mysql_stmt_bind_result(statement, binds.baseAddress)
    }

    /// Fetches the texts of this row that are longer than the memory for them, and makes room for more such rows.
    ///
    /// - Returns: 0, or not 0 for an error of the statement.
    func fetchWhatDidNotFit(of statement: UnsafeMutablePointer<MYSQL_STMT>) -> Int32 {
        var hasGrown = false
        for index in binds.indices where isTruncated(index) {
            let size = max(Int(lengths[index]), 2 * Int(binds[index].buffer_length))
            binds[index].buffer.deallocate()
            binds[index].buffer = .allocate(byteCount: size, alignment: 1)
            binds[index].buffer_length = UInt(size)
            let result = mysql_stmt_fetch_column(statement, binds.baseAddress! + index, UInt32(index), 0)
            guard result == 0 else { return result }
            hasGrown = true
        }
        return hasGrown ? Int32(bind(to: statement)) : 0
    }

    private func isTruncated(_ index: Int) -> Bool {
        binds[index].buffer_type == MYSQL_TYPE_STRING && nulls[index] == 0
            && lengths[index] > binds[index].buffer_length
    }

    // MARK: Row

    func isNull(_ column: Int) -> Bool {
        nulls[column] != 0
    }

    func integer(_ column: Int) -> Int64 {
        // What is not of an integer type, such as a SUM, which is a DECIMAL.
        guard binds[column].buffer_type == MYSQL_TYPE_LONGLONG else { return Int64(text(column)) ?? 0 }
        return nulls[column] == 0 ? integers[column] : 0
    }

    func text(_ column: Int) -> String {
        guard nulls[column] == 0 else { return "" }
        switch binds[column].buffer_type {
        case MYSQL_TYPE_STRING: break
        case MYSQL_TYPE_DATETIME: return timestamp(times[column]).databaseText
        default: return String(integers[column])
        }
        return String(
            decoding: UnsafeRawBufferPointer(start: binds[column].buffer, count: Int(lengths[column])), as: UTF8.self)
    }

    func time(_ column: Int) -> Timestamp? {
        guard nulls[column] == 0 else { return nil }
        guard binds[column].buffer_type == MYSQL_TYPE_DATETIME else { return Timestamp(databaseText: text(column)) }
        return timestamp(times[column])
    }

    private func timestamp(_ time: MYSQL_TIME) -> Timestamp {
        Timestamp(
            year: Int64(time.year), month: Int64(time.month), day: Int64(time.day), hour: Int64(time.hour),
            minute: Int64(time.minute), second: Int64(time.second), millisecond: Int64(time.second_part / 1_000))
    }
}
