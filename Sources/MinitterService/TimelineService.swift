import Database
package import MinitterModel

/// The home timeline.
package struct TimelineService: Sendable {
    let database: any Database
    let timelines: TimelineStore
    let keeper: TimelineKeeper
    let users = UserStore()
    let now: @Sendable () -> Timestamp

    /// A person's own tweets and those of the people they follow, newest first.
    ///
    /// - Parameter reader: who reads it, for whether each is liked; the timeline of another person can be read too,
    ///   because all tweets are public.
    /// - Throws: ``ServiceError/notFound(detail:)`` when there is no such person.
    package func page(of owner: Int64, for reader: Int64?, _ request: PageRequest) async throws -> Page<Tweet> {
        let today = now().startOfDay
        let ready = try await database.query(for: reader) { [timelines] db in
            try timelines.readyPage(of: owner, for: reader, request, today: today, in: db)
        }
        if let ready { return noted(ready, of: owner, request) }
        let reading = try await database.read(for: reader) { [timelines, users] db in
            let reading = try timelines.page(of: owner, for: reader, request, today: today, in: db)
            // Only an empty page leaves it open whether there is such a person.
            guard try !reading.page.items.isEmpty || users.exists(owner, in: db) else {
                throw owner == reader ? ServiceError.accountGone : ServiceError.noUser(owner)
            }
            return reading
        }
        return noted(reading, of: owner, request)
    }

    private func noted(_ reading: TimelineStore.Reading, of owner: Int64, _ request: PageRequest) -> Page<Tweet> {
        if reading.isToBeNoted { keeper.noteReading(of: owner) }
        // Those who read far back need not be followed there.
        if !reading.wasReady, request.before == nil { keeper.noteLongWay(of: owner) }
        return reading.page
    }
}
