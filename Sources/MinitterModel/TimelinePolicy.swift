package import Database

/// How much of the timelines is kept ready, for whom.
package struct TimelinePolicy: Sendable, Equatable {
    /// Tweets of each timeline that are kept ready, the newest; older ones are found when somebody goes that far back.
    package var window: Int
    /// An author with so many followers is popular: tweets are delivered after they are acknowledged, not with it.
    package var popularFollowers: Int
    /// A timeline that nobody has read for so many days is no longer kept ready.
    package var activeDays: Int
    /// One delivered tweet of so many makes its timeline be cut back to the window.
    package var deliveriesPerTrim: Int
    /// Followers to whom a popular author's tweet is delivered in one transaction.
    package var deliveriesAtOnce: Int

    package init(
        window: Int = 400, popularFollowers: Int = 2_000, activeDays: Int = 30, deliveriesPerTrim: Int = 200,
        deliveriesAtOnce: Int = 250
    ) {
        self.window = window
        self.popularFollowers = popularFollowers
        self.activeDays = activeDays
        self.deliveriesPerTrim = deliveriesPerTrim
        self.deliveriesAtOnce = deliveriesAtOnce
    }

    package func isPopular(followerCount: Int) -> Bool { followerCount >= popularFollowers }

    /// Timelines that were read last before this are no longer kept ready.
    package func end(ofReadingBefore now: Timestamp) -> Timestamp {
        now.adding(seconds: -Int64(activeDays) * 86_400)
    }
}
