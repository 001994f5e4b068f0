/// A collection that makes an element each time it is asked for it, and keeps none.
package struct Generated<Element>: RandomAccessCollection, Sendable {
    package let endIndex: Int
    private let element: @Sendable (Int) -> Element

    init(count: Int, element: @escaping @Sendable (Int) -> Element) {
        endIndex = count
        self.element = element
    }

    package var startIndex: Int { 0 }

    package subscript(position: Int) -> Element {
        precondition(indices.contains(position), "there is no element \(position)")
        return element(position)
    }
}
