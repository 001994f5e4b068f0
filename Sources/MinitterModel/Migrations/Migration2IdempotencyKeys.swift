import Database

extension Migrations {
    /// What makes a write safe to repeat: see ``IdempotencyStore``.
    static let idempotencyKeys = Migration(version: 2, name: "idempotency keys", compatibleFrom: 1) { dialect in
        [
            // The hashes are SHA-256 in hexadecimal. The longest result is a person, in JSON: up to 1,354 characters of
            // name, e-mail and profile, each of which may be escaped to two, and some 500 around them.
            """
            CREATE TABLE IF NOT EXISTS idempotency_keys (
                id \(dialect.identity),
                key_hash VARCHAR(64) NOT NULL,
                request_hash VARCHAR(64) NOT NULL,
                result VARCHAR(4000),
                user_id BIGINT,
                shown_user_id BIGINT,
                created_at \(dialect.timestamp) NOT NULL,
                CONSTRAINT idempotency_keys_key_hash UNIQUE (key_hash),
                CONSTRAINT idempotency_keys_user_id_id UNIQUE (user_id, id),
                CONSTRAINT idempotency_keys_shown_user_id_id UNIQUE (shown_user_id, id),
                CONSTRAINT idempotency_keys_created_at_id UNIQUE (created_at, id),
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
                FOREIGN KEY (shown_user_id) REFERENCES users (id) ON DELETE CASCADE
            ) \(dialect.tableOptions)
            """
        ]
    }
}
