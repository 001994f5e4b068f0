import MinitterModel

/// Reads a list from its newest entry, following `next` until there is none.
///
/// - Throws: ``PagesWithoutEnd`` when `next` does not lead further back.
func pages<Item>(limit: Int, _ page: (PageRequest) async throws -> Page<Item>) async throws -> [Page<Item>] {
    var pages = [try await page(PageRequest(limit: limit))]
    var last = Int64.max
    while let next = pages.last?.next {
        guard next < last else { throw PagesWithoutEnd(next: next) }
        last = next
        pages.append(try await page(PageRequest(before: next, limit: limit)))
    }
    return pages
}

struct PagesWithoutEnd: Error {
    let next: Int64
}

/// Reads a whole list.
func items<Item>(limit: Int = 20, _ page: (PageRequest) async throws -> Page<Item>) async throws -> [Item] {
    try await pages(limit: limit, page).flatMap(\.items)
}
