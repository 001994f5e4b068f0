import Database

extension Migrations {
    /// Tweets of popular authors are delivered, too, only later; and only to those who read: see ``TimelineStore``.
    ///
    /// What version 4 had delivered lacks the tweets of popular authors, so every timeline counts as not made. Who will
    /// read is not known, so everybody begins as one who has just read.
    ///
    /// No older program may work beside it: it misses the tables that go.
    static let pendingDeliveries = Migration(version: 5, name: "pending deliveries", compatibleFrom: 5) { dialect in
        [
            // NULL is a timeline that is not kept ready.
            """
            CREATE TABLE IF NOT EXISTS timelines (
                owner_id BIGINT NOT NULL PRIMARY KEY,
                floor_tweet_id BIGINT,
                read_at \(dialect.timestamp) NOT NULL,
                FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE CASCADE
            ) \(dialect.clusteredTableOptions)
            """,
            // Without foreign keys, as home_timeline.
            """
            CREATE TABLE IF NOT EXISTS pending_deliveries (
                tweet_id BIGINT NOT NULL PRIMARY KEY,
                author_id BIGINT NOT NULL,
                last_follow_id BIGINT NOT NULL
            ) \(dialect.clusteredTableOptions)
            """,
            """
            INSERT INTO timelines (owner_id, floor_tweet_id, read_at)
            SELECT id, NULL, \(Timestamp.now) FROM users WHERE id NOT IN (SELECT owner_id FROM timelines)
            """,
            "DROP TABLE IF EXISTS timeline_states",
            "DROP TABLE IF EXISTS popular_follows",
        ]
    }
}
