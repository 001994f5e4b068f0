import Database

extension Migrations {
    /// The seed's four tables, with the counters and indexes that keep pages cheap, and what ends tokens.
    ///
    /// An index is written as a `UNIQUE` constraint inside `CREATE TABLE`: that is the one form which both engines
    /// take and which can be run again after a crash. Where it ends in `id` it is unique for that alone. Its columns
    /// make its name (see `DatabaseError.uniqueViolation`).
    static let socialNetwork = Migration(
        version: 1, name: "users, tweets, likes, follows, ended tokens", compatibleFrom: 1
    ) { dialect in
        [
            // `email` is as the person wrote it, `email_key` is what is compared: in lower case and normal form C,
            // made by us, because the engines differ in what they hold for equal.
            """
            CREATE TABLE IF NOT EXISTS users (
                id \(dialect.identity),
                name VARCHAR(100) NOT NULL,
                email VARCHAR(254) NOT NULL,
                email_key VARCHAR(512) NOT NULL,
                hashed_password VARCHAR(255) NOT NULL,
                profile VARCHAR(1000) NOT NULL,
                profile_picture VARCHAR(255),
                tweet_count BIGINT NOT NULL DEFAULT 0,
                follower_count BIGINT NOT NULL DEFAULT 0,
                following_count BIGINT NOT NULL DEFAULT 0,
                token_generation BIGINT NOT NULL DEFAULT 1,
                created_at \(dialect.timestamp) NOT NULL,
                updated_at \(dialect.timestamp) NOT NULL,
                CONSTRAINT users_email_key UNIQUE (email_key)
            ) \(dialect.tableOptions)
            """,
            """
            CREATE TABLE IF NOT EXISTS tweets (
                id \(dialect.identity),
                user_id BIGINT NOT NULL,
                tweet VARCHAR(300) NOT NULL,
                like_count BIGINT NOT NULL DEFAULT 0,
                created_at \(dialect.timestamp) NOT NULL,
                CONSTRAINT tweets_user_id_id UNIQUE (user_id, id),
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
            ) \(dialect.tableOptions)
            """,
            // `id` gives the order of following, which `created_at` can't: two may share a millisecond.
            """
            CREATE TABLE IF NOT EXISTS users_follow_list (
                id \(dialect.identity),
                user_id BIGINT NOT NULL,
                follow_user_id BIGINT NOT NULL,
                created_at \(dialect.timestamp) NOT NULL,
                CONSTRAINT users_follow_list_user_id_follow_user_id UNIQUE (user_id, follow_user_id),
                CONSTRAINT users_follow_list_user_id_id UNIQUE (user_id, id),
                CONSTRAINT users_follow_list_follow_user_id_id UNIQUE (follow_user_id, id),
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
                FOREIGN KEY (follow_user_id) REFERENCES users (id) ON DELETE CASCADE
            ) \(dialect.tableOptions)
            """,
            """
            CREATE TABLE IF NOT EXISTS like_tweet_list (
                id \(dialect.identity),
                user_id BIGINT NOT NULL,
                tweet_id BIGINT NOT NULL,
                created_at \(dialect.timestamp) NOT NULL,
                CONSTRAINT like_tweet_list_user_id_tweet_id UNIQUE (user_id, tweet_id),
                CONSTRAINT like_tweet_list_user_id_id UNIQUE (user_id, id),
                CONSTRAINT like_tweet_list_tweet_id_id UNIQUE (tweet_id, id),
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
                FOREIGN KEY (tweet_id) REFERENCES tweets (id) ON DELETE CASCADE
            ) \(dialect.tableOptions)
            """,
            // Without a foreign key: a row must outlive the account whose tokens it ends.
            """
            CREATE TABLE IF NOT EXISTS ended_tokens (
                id \(dialect.identity),
                user_id BIGINT NOT NULL,
                generation BIGINT NOT NULL,
                ended_at \(dialect.timestamp) NOT NULL,
                CONSTRAINT ended_tokens_ended_at_id UNIQUE (ended_at, id)
            ) \(dialect.tableOptions)
            """,
        ]
    }
}
