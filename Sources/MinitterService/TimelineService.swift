import Database
package import MinitterModel

/// The home timeline.
package struct TimelineService: Sendable {
    let database: any Database
    let timelines: TimelineStore
    let keeper: TimelineKeeper
    let users = UserStore()

    /// A person's own tweets and those of the people they follow, newest first.
    ///
    /// - Parameter reader: who reads it, for whether each is liked; the timeline of another person can be read too,
    ///   because all tweets are public.
    /// - Throws: ``ServiceError/notFound(detail:)`` when there is no such person.
    package func page(of owner: Int64, for reader: Int64?, _ request: PageRequest) async throws -> Page<Tweet> {
        let (page, wasDelivered) = try await database.read(for: reader) { [timelines, users] db in
            let (page, wasDelivered) = try timelines.page(of: owner, for: reader, request, in: db)
            // Only an empty page leaves it open whether there is such a person.
            guard try !page.items.isEmpty || users.exists(owner, in: db) else {
                throw owner == reader ? ServiceError.accountGone : ServiceError.noUser(owner)
            }
            return (page, wasDelivered)
        }
        // Those who read far back need not be followed there.
        if !wasDelivered, request.before == nil { keeper.noteLongWay(of: owner) }
        return page
    }
}
