/// The row that a query stands at, read by the position of a column (from 0). It is valid only within the closure that
/// was given it.
@usableFromInline
package protocol Row {
    func isNull(_ column: Int) -> Bool
    func integer(_ column: Int) -> Int64
    func text(_ column: Int) -> String
    /// nil for what is not a time.
    func time(_ column: Int) -> Timestamp?
}

extension Row {
    /// The value of a column; its type says how it is read.
    ///
    /// - Throws: ``DatabaseError/other(_:)`` for NULL where the type is not optional, or for text that is not a time.
    ///
    /// Inlinable, with all of this file: a page of tweets reads some two hundred columns, and each would look up its
    /// type's conformance at run time.
    @inlinable
    package subscript<Value: ColumnValue>(column: Int) -> Value {
        get throws { try Value(row: self, column: column) }
    }
}

extension Row {
    /// Where times are kept as text.
    func time(_ column: Int) -> Timestamp? {
        Timestamp(databaseText: text(column))
    }
}

/// A type that a column can be read as.
@usableFromInline
package protocol ColumnValue {
    init(row: some Row, column: Int) throws
}

extension Row {
    @inlinable
    package func requireValue(_ column: Int) throws {
        if isNull(column) { throw DatabaseError.other("column \(column) is NULL where a value is needed") }
    }
}

extension Int64: ColumnValue {
    @inlinable
    package init(row: some Row, column: Int) throws {
        try row.requireValue(column)
        self = row.integer(column)
    }
}

extension Int: ColumnValue {
    @inlinable
    package init(row: some Row, column: Int) throws {
        self = Int(try Int64(row: row, column: column))
    }
}

extension Bool: ColumnValue {
    @inlinable
    package init(row: some Row, column: Int) throws {
        self = try Int64(row: row, column: column) != 0
    }
}

extension String: ColumnValue {
    @inlinable
    package init(row: some Row, column: Int) throws {
        try row.requireValue(column)
        self = row.text(column)
    }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    @inlinable
    package init(row: some Row, column: Int) throws {
        self = row.isNull(column) ? nil : try Wrapped(row: row, column: column)
    }
}
