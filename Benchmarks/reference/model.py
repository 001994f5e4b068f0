"""The model layer: SQL, and nothing else."""

from sqlalchemy import Engine, text


class UserModel:
    def __init__(self, engine: Engine):
        self.engine = engine

    def insert(self, email: str, name: str, hashed_password: str, profile: str) -> int:
        statement = text(
            "INSERT INTO users (email, name, hashed_password, profile) "
            "VALUES (:email, :name, :hashed_password, :profile)"
        )
        values = {"email": email, "name": name, "hashed_password": hashed_password, "profile": profile}
        with self.engine.begin() as connection:
            return connection.execute(statement, values).lastrowid

    def credentials(self, email: str):
        statement = text("SELECT id, hashed_password FROM users WHERE email = :email")
        with self.engine.connect() as connection:
            return connection.execute(statement, {"email": email}).first()

    def follow(self, user_id: int, follow_id: int):
        statement = text("INSERT IGNORE INTO users_follow_list (user_id, follow_user_id) VALUES (:user_id, :follow_id)")
        with self.engine.begin() as connection:
            connection.execute(statement, {"user_id": user_id, "follow_id": follow_id})

    def unfollow(self, user_id: int, follow_id: int):
        statement = text("DELETE FROM users_follow_list WHERE user_id = :user_id AND follow_user_id = :follow_id")
        with self.engine.begin() as connection:
            connection.execute(statement, {"user_id": user_id, "follow_id": follow_id})


class TweetModel:
    def __init__(self, engine: Engine):
        self.engine = engine

    def insert(self, user_id: int, tweet: str):
        statement = text("INSERT INTO tweets (user_id, tweet) VALUES (:user_id, :tweet)")
        with self.engine.begin() as connection:
            connection.execute(statement, {"user_id": user_id, "tweet": tweet})

    def like(self, user_id: int, tweet_id: int):
        statement = text("INSERT IGNORE INTO like_tweet_list (user_id, tweet_id) VALUES (:user_id, :tweet_id)")
        with self.engine.begin() as connection:
            connection.execute(statement, {"user_id": user_id, "tweet_id": tweet_id})

    def unlike(self, user_id: int, tweet_id: int):
        statement = text("DELETE FROM like_tweet_list WHERE user_id = :user_id AND tweet_id = :tweet_id")
        with self.engine.begin() as connection:
            connection.execute(statement, {"user_id": user_id, "tweet_id": tweet_id})

    def timeline(self, user_id: int):
        """All of it, as in the seed. The people are joined: IN (… UNION …) would be run again for every tweet."""
        statement = text(
            "SELECT t.user_id, t.tweet FROM ("
            "SELECT follow_user_id AS id FROM users_follow_list WHERE user_id = :user_id UNION ALL SELECT :user_id"
            ") people JOIN tweets t ON t.user_id = people.id"
        )
        with self.engine.connect() as connection:
            return connection.execute(statement, {"user_id": user_id}).all()

    def timeline_page(self, user_id: int, before: int, limit: int):
        """MariaDB goes through the tweets from the newest, and asks of each whether its author is followed."""
        statement = text(
            "SELECT id, user_id, tweet, created_at FROM tweets "
            "WHERE id < :before AND (user_id = :user_id "
            "OR user_id IN (SELECT follow_user_id FROM users_follow_list WHERE user_id = :user_id)) "
            "ORDER BY id DESC LIMIT :limit"
        )
        with self.engine.connect() as connection:
            return connection.execute(statement, {"user_id": user_id, "before": before, "limit": limit}).all()
