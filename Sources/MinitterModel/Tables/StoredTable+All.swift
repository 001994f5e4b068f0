extension StoredTable {
    /// Every table whose rows `minitter copy` carries over, in an order in which each row's foreign keys are there before
    /// it. A migration that adds or changes a table changes this, too; a test compares it with the schema.
    package static let copied: [StoredTable] = [
        StoredTable(
            "users",
            [
                "id": .integer, "name": .text, "email": .text, "email_key": .text, "hashed_password": .text,
                "profile": .text, "profile_picture": .text, "tweet_count": .integer, "follower_count": .integer,
                "following_count": .integer, "token_generation": .integer, "created_at": .text, "updated_at": .text,
            ]),
        StoredTable(
            "tweets",
            ["id": .integer, "user_id": .integer, "tweet": .text, "like_count": .integer, "created_at": .text]),
        StoredTable(
            "users_follow_list",
            ["id": .integer, "user_id": .integer, "follow_user_id": .integer, "created_at": .text]),
        StoredTable(
            "like_tweet_list", ["id": .integer, "user_id": .integer, "tweet_id": .integer, "created_at": .text]),
        StoredTable(
            "ended_tokens", ["id": .integer, "user_id": .integer, "generation": .integer, "ended_at": .text]),
        StoredTable("account_deletions", ["id": .integer, "user_id": .integer, "begun_at": .text]),
        StoredTable(
            "idempotency_keys",
            [
                "id": .integer, "key_hash": .text, "request_hash": .text, "result": .text, "user_id": .integer,
                "shown_user_id": .integer, "created_at": .text,
            ]),
    ]

    /// The other tables, with why they are not copied.
    package static let notCopied: KeyValuePairs<String, String> = [
        "schema_migrations": "the target's own migrations write it",
        "schema_compatibility": "the target's own migrations write it",
        "home_timeline": "it is made anew from the other tables",
        "timelines": "it says what of home_timeline has been made",
        "pending_deliveries": "it says what of home_timeline has not been made yet",
        "user_names": "a server makes it anew from the accounts",
        "replication_heartbeat": "the servers of the target renew it every second",
    ]
}
