import Database

extension Migrations {
    /// By what people are found: see ``NameStore``. A table of its own, because neither SQLite nor MySQL can add a column
    /// in a way that bears to be run again. The names that are there are filled in by the server: SQL can't fold them.
    ///
    /// An older program may work beside it: whom that signs up is noted by the server within an hour.
    static let userNames = Migration(version: 6, name: "finding people by name", compatibleFrom: 5) { dialect in
        [
            """
            CREATE TABLE IF NOT EXISTS user_names (
                user_id BIGINT NOT NULL PRIMARY KEY,
                name_key VARCHAR(300) NOT NULL,
                CONSTRAINT user_names_name_key_user_id UNIQUE (name_key, user_id),
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
            ) \(dialect.clusteredTableOptions)
            """
        ]
    }
}
