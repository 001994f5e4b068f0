/// How much of the timelines is kept ready.
package struct TimelinePolicy: Sendable, Equatable {
    /// Tweets of each timeline that are kept ready, the newest; older ones are found when somebody goes that far back.
    package var window: Int
    /// An author with so many followers is popular: tweets are no longer delivered to each follower, but looked up by
    /// those who read.
    package var popularFollowers: Int
    /// One delivered tweet of so many makes its timeline be cut back to the window.
    package var deliveriesPerTrim: Int

    package init(window: Int = 400, popularFollowers: Int = 2_000, deliveriesPerTrim: Int = 64) {
        self.window = window
        self.popularFollowers = popularFollowers
        self.deliveriesPerTrim = deliveriesPerTrim
    }

    /// A popular author with so few followers is delivered again. It is less than what makes popular, so that one who
    /// comes and goes does not change it each time.
    package func isUnpopular(followerCount: Int) -> Bool {
        followerCount * 4 < popularFollowers * 3
    }
}
