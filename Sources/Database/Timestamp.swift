#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A point in time in UTC to the millisecond, as the database stores it and JSON shows it.
///
/// Our own rather than Foundation's `Date`, because a page of tweets formats twenty of them: this takes about 0.1 µs
/// each, an ISO 8601 format style several.
@usableFromInline
package struct Timestamp: Sendable, Hashable, Comparable, Codable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int64

    /// - Parameter milliseconds: milliseconds since 1970-01-01T00:00:00Z; years 0 to 9999 can be written.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The system's clock now.
    package static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    @usableFromInline
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    package func adding(seconds: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds + seconds * 1_000)
    }

    /// The midnight before, in UTC.
    package var startOfDay: Timestamp {
        Timestamp(milliseconds: milliseconds - milliseconds.floorDivided(by: 86_400_000).remainder)
    }
}

// MARK: - Text

extension Timestamp {
    /// `2026-11-23 09:05:07.042`: what MySQL's DATETIME(3) reads and writes; it sorts as text.
    package var databaseText: String { String(unsafeUninitializedCapacity: 23) { write(to: $0, separator: " ") } }

    /// `2026-11-23T09:05:07.042Z` (RFC 3339, section 5.6).
    package var rfc3339: String {
        String(unsafeUninitializedCapacity: 24) { buffer in
            let count = write(to: buffer, separator: "T")
            buffer[count] = UInt8(ascii: "Z")
            return count + 1
        }
    }

    private func write(to buffer: UnsafeMutableBufferPointer<UInt8>, separator: Unicode.Scalar) -> Int {
        let (day, millisecond) = milliseconds.floorDivided(by: 86_400_000)
        let date = CivilDate(daysSince1970: day)
        var position = 0
        func digits(_ value: Int64, _ count: Int) {
            var rest = value
            for index in stride(from: position + count - 1, through: position, by: -1) {
                buffer[index] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            position += count
        }
        func character(_ scalar: Unicode.Scalar) {
            buffer[position] = UInt8(ascii: scalar)
            position += 1
        }
        digits(date.year, 4)
        character("-")
        digits(date.month, 2)
        character("-")
        digits(date.day, 2)
        character(separator)
        digits(millisecond / 3_600_000, 2)
        character(":")
        digits(millisecond / 60_000 % 60, 2)
        character(":")
        digits(millisecond / 1_000 % 60, 2)
        character(".")
        digits(millisecond % 1_000, 3)
        return position
    }

    /// Reads ``databaseText``; nil for anything else.
    package init?(databaseText: String) {
        var text = databaseText
        let parsed = text.withUTF8 { bytes -> Int64? in
            guard bytes.count == 23 else { return nil }
            func number(_ range: Range<Int>) -> Int64? {
                var value: Int64 = 0
                for index in range {
                    let digit = Int64(bytes[index]) - 48
                    guard (0...9).contains(digit) else { return nil }
                    value = value * 10 + digit
                }
                return value
            }
            func has(_ separator: Unicode.Scalar, at index: Int) -> Bool { bytes[index] == UInt8(ascii: separator) }
            guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
                let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
                let millisecond = number(20..<23), (1...12).contains(month), hour < 24, minute < 60, second < 60,
                has("-", at: 4), has("-", at: 7), has(" ", at: 10), has(":", at: 13), has(":", at: 16), has(".", at: 19)
            else { return nil }
            let date = CivilDate(year: year, month: month, day: day)
            let days = date.daysSince1970
            // Of a day that there isn't, such as the 30th of February, another comes back.
            guard CivilDate(daysSince1970: days) == date else { return nil }
            return Self.milliseconds(days: days, hour, minute, second, millisecond)
        }
        guard let parsed else { return nil }
        milliseconds = parsed
    }

    /// - Parameters: of a day that there is, in UTC.
    init(year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64, millisecond: Int64) {
        let days = CivilDate(year: year, month: month, day: day).daysSince1970
        milliseconds = Self.milliseconds(days: days, hour, minute, second, millisecond)
    }

    private static func milliseconds(
        days: Int64, _ hour: Int64, _ minute: Int64, _ second: Int64, _ millisecond: Int64
    ) -> Int64 {
        (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000 + millisecond
    }
}

extension Timestamp: SQLBindable {
    package var sqlValue: SQLValue { .text(databaseText) }
}

extension Timestamp: ColumnValue {
    @usableFromInline
    package init(row: some Row, column: Int) throws {
        try row.requireValue(column)
        guard let timestamp = row.time(column) else {
            throw DatabaseError.other("column \(column) holds “\(row.text(column))” where a time is needed")
        }
        self = timestamp
    }
}

/// A day of the Gregorian calendar. The arithmetic is Howard Hinnant's `days_from_civil` and `civil_from_days`
/// (https://howardhinnant.github.io/date_algorithms.html), in which a year begins in March.
private struct CivilDate: Equatable {
    var year, month, day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    init(daysSince1970 days: Int64) {
        let (era, dayOfEra) = (days + 719_468).floorDivided(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int64 {
        let (era, yearOfEra) = (month <= 2 ? year - 1 : year).floorDivided(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension Int64 {
    /// Quotient and remainder with the remainder never negative.
    fileprivate func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
