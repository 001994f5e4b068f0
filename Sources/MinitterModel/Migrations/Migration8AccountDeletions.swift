import Database

extension Migrations {
    /// Accounts with much to be deleted are deleted in parts (see ``AccountDeletionStore``), and this says which.
    ///
    /// An older program may work beside it: it deletes an account at once, and this row with it.
    static let accountDeletions = Migration(
        version: 8, name: "deleting accounts in parts", compatibleFrom: 5
    ) { dialect in
        [
            """
            CREATE TABLE IF NOT EXISTS account_deletions (
                id \(dialect.identity),
                user_id BIGINT NOT NULL,
                begun_at \(dialect.timestamp) NOT NULL,
                CONSTRAINT account_deletions_user_id UNIQUE (user_id),
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
            ) \(dialect.tableOptions)
            """
        ]
    }
}
