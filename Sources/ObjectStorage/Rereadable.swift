/// A sequence that is read from its beginning each time that it is walked, as a request that is sent again needs it.
package struct Rereadable<Element: Sendable>: AsyncSequence, Sendable {
    /// Gives one element after the other, then nil.
    package typealias Reader = () async throws -> Element?

    private let makeReader: @Sendable () -> Reader

    package init(_ makeReader: @escaping @Sendable () -> Reader) {
        self.makeReader = makeReader
    }

    /// - Parameter makePages: gives one page after the other, then nil; a page may be empty.
    package init(pages makePages: @escaping @Sendable () -> () async throws -> [Element]?) {
        self.init {
            let nextPage = makePages()
            var page: ArraySlice<Element> = []
            return {
                while page.isEmpty {
                    guard let next = try await nextPage() else { return nil }
                    page = next[...]
                }
                return page.removeFirst()
            }
        }
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(read: makeReader())
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let read: Reader

        package mutating func next() async throws -> Element? {
            try await read()
        }
    }
}
