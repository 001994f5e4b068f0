import Database

extension Migrations {
    /// What makes a timeline cheap to read: see ``TimelineStore``. Version 5 replaced all but the first table.
    ///
    /// All of it can be made anew from the other tables. `home_timeline` has no foreign keys: MySQL would lock the account
    /// of each follower for each tweet, and two people who follow each other and write at once would be a deadlock. A row
    /// that points nowhere shows nothing.
    ///
    /// No older program may work beside it: what that writes would be delivered to nobody.
    static let homeTimeline = Migration(version: 4, name: "home timeline", compatibleFrom: 4) { dialect in
        [
            """
            CREATE TABLE IF NOT EXISTS home_timeline (
                owner_id BIGINT NOT NULL,
                tweet_id BIGINT NOT NULL,
                author_id BIGINT NOT NULL,
                PRIMARY KEY (owner_id, tweet_id)
            ) \(dialect.clusteredTableOptions)
            """,
            // NULL is a timeline that has not been made yet.
            """
            CREATE TABLE IF NOT EXISTS timeline_states (
                user_id BIGINT NOT NULL PRIMARY KEY,
                floor_tweet_id BIGINT,
                is_popular INTEGER NOT NULL DEFAULT 0,
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
            ) \(dialect.clusteredTableOptions)
            """,
            """
            CREATE TABLE IF NOT EXISTS popular_follows (
                user_id BIGINT NOT NULL,
                author_id BIGINT NOT NULL,
                PRIMARY KEY (user_id, author_id),
                CONSTRAINT popular_follows_author_id_user_id UNIQUE (author_id, user_id)
            ) \(dialect.clusteredTableOptions)
            """,
            """
            INSERT INTO timeline_states (user_id, floor_tweet_id, is_popular)
            SELECT id, NULL, 0 FROM users WHERE id NOT IN (SELECT user_id FROM timeline_states)
            """,
        ]
    }
}
