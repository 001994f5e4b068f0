package import Foundation

/// Times in the forms that Amazon writes and reads.
package enum AmazonTime {
    /// `20130524T000000Z`
    package static func stamp(_ date: Date) -> String { format(date, "%Y%m%dT%H%M%SZ") }

    /// `20130524`
    static func day(ofStamp stamp: String) -> String { String(stamp.prefix(8)) }

    /// Reads `2009-10-12T17:50:30.000Z`, whole seconds of it, and `Mon, 12 Oct 2009 17:50:30 GMT`.
    static func parse(_ text: String) -> Date? {
        let parts = text.split { !($0.isLetter || $0.isNumber) || $0 == "T" || $0 == "Z" }
        guard parts.count >= 6 else { return nil }
        let month = months.firstIndex(of: String(parts[2])).map { $0 + 1 }
        // With the name of a month, the year is behind it and the day before it.
        let date = month.map { [parts[3], "\($0)", parts[1]] + parts[4...] } ?? parts
        let values = date.prefix(6).compactMap { Int32($0) }
        guard values.count == 6 else { return nil }
        var time = tm()
        (time.tm_year, time.tm_mon, time.tm_mday) = (values[0] - 1_900, values[1] - 1, values[2])
        (time.tm_hour, time.tm_min, time.tm_sec) = (values[3], values[4], values[5])
        return Date(timeIntervalSince1970: Double(timegm(&time)))
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func format(_ date: Date, _ format: String) -> String {
        var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return String(unsafeUninitializedCapacity: 32) { bytes in
            bytes.withMemoryRebound(to: CChar.self) { strftime($0.baseAddress!, $0.count, format, &parts) }
        }
    }
}
