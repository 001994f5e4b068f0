/// A statement of SQL with the values that it binds.
///
/// Written as a string literal, in which an interpolated value always becomes a `?` and is never spliced into the text:
///
///     let sql: SQL = "SELECT name FROM users WHERE id = \(id)"
///
/// Only another `SQL` is inserted as text, so a statement can be put together from parts. There is no way to make one
/// from a `String`, which is what keeps injection out.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The text with a `?` for each value.
    package private(set) var text: String
    /// The values, in the order of their `?`.
    package private(set) var values: [SQLValue]

    package init(stringLiteral value: StaticString) {
        text = value.description
        values = []
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
