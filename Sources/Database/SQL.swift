/// A statement of SQL with the values that it binds.
///
/// Written as a string literal, in which an interpolated value always becomes a `?` and is never spliced into the text:
///
///     let sql: SQL = "SELECT name FROM users WHERE id = \(id)"
///
/// Only another `SQL` is inserted as text, so a statement can be put together from parts. From a `String` only a name can
/// be made, which is what keeps injection out.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The text with a `?` for each value.
    package private(set) var text: String
    /// The values, in the order of their `?`.
    package private(set) var values: [SQLValue]

    package init(stringLiteral value: StaticString) {
        text = value.description
        values = []
    }

    /// The name of a table, a column or a database that is known only at run time.
    ///
    /// - Parameter identifier: ASCII letters, digits and underscores, and no word that SQL reserves.
    package init(identifier: String) {
        guard let sql = SQL(identifierIfPlain: identifier) else {
            preconditionFailure("“\(identifier)” is no plain name")
        }
        self = sql
    }

    /// nil for a name that holds anything but ASCII letters, digits and underscores.
    init?(identifierIfPlain identifier: String) {
        guard !identifier.isEmpty,
            identifier.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || Self.isLetterOrDigit($0) })
        else { return nil }
        text = identifier
        values = []
    }

    /// A number as text, where an engine takes no `?`, as in `AUTO_INCREMENT = 5`.
    package init(number: Int64) {
        text = String(number)
        values = []
    }

    /// Parts one after the other, with a word between them.
    package init(joining parts: [SQL], by separator: StaticString) {
        text = parts.map(\.text).joined(separator: separator.description)
        values = parts.flatMap(\.values)
    }

    /// Rows of bound values for `VALUES`: `(?, ?), (?, ?)`. All rows have as many values as the first.
    package init(tuples: [[SQLValue]]) {
        precondition(!tuples.isEmpty, "VALUES needs at least one row")
        let tuple = "(?" + String(repeating: ", ?", count: tuples[0].count - 1) + ")"
        text = tuple + String(repeating: ", " + tuple, count: tuples.count - 1)
        values = tuples.flatMap { $0 }
        precondition(values.count == tuples.count * tuples[0].count, "rows of one length")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 2 * interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            text += literal.description
        }

        /// Binds one value.
        package mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            values.append(value.sqlValue)
        }

        /// Binds one value, or NULL where there is none.
        package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// Inserts another statement or a part of one, with its values.
        package mutating func appendInterpolation(_ part: SQL) {
            text += part.text
            values += part.values
        }

        /// Binds each element and separates them with commas, for `IN (…)`. The list must not be empty: SQL has no
        /// empty `IN ()`.
        package mutating func appendInterpolation(list: [some SQLBindable]) {
            precondition(!list.isEmpty, "IN () needs at least one value")
            text += "?" + String(repeating: ", ?", count: list.count - 1)
            values += list.map(\.sqlValue)
        }
    }
}
