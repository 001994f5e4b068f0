/// A part of a list that is read from the newest entry to the oldest.
package struct Page<Item: Sendable>: Sendable {
    package let items: [Item]
    /// What to ask for next (``PageRequest/before``); nil after the very first entry of the list.
    package let next: Int64?

    package static var empty: Page { Page(items: [], next: nil) }

    package func map<Other>(_ transform: (Item) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(items: try items.map(transform), next: next)
    }
}

extension Page: Equatable where Item: Equatable {}

/// Which part of a list is wanted.
package struct PageRequest: Sendable {
    /// Only entries older than this position; nil for the newest. A position is the id of the list's own entry: the
    /// tweet's in a list of tweets, the like's or the follow's in a list of those.
    package let before: Int64?
    /// How many items at the most, from 1.
    package let limit: Int

    package init(before: Int64? = nil, limit: Int = 20) {
        self.before = before
        self.limit = limit
    }

    /// For `WHERE id < …`.
    var upperBound: Int64 { before ?? .max }
    /// One entry more than wanted tells whether there is another page.
    var rowLimit: Int { limit + 1 }
}

extension Page {
    /// - Parameter rows: up to `request.rowLimit` items, each with its position.
    init(_ rows: [(item: Item, position: Int64)], for request: PageRequest) {
        let page = rows.prefix(request.limit)
        items = page.map(\.item)
        next = rows.count > request.limit ? page.last?.position : nil
    }
}
