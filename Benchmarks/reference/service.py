"""The service layer: the rules."""

import datetime

import bcrypt
import jwt

from .model import TweetModel, UserModel

TOKEN_LIFETIME = datetime.timedelta(hours=24)


class UserService:
    def __init__(self, users: UserModel, secret: str):
        self.users = users
        self.secret = secret

    def sign_up(self, email: str, name: str, password: str, profile: str) -> int:
        hashed = bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()
        return self.users.insert(email, name, hashed, profile)

    def log_in(self, email: str, password: str) -> int | None:
        found = self.users.credentials(email)
        if found and bcrypt.checkpw(password.encode(), found.hashed_password.encode()):
            return found.id
        return None

    def access_token(self, user_id: int) -> str:
        expires = datetime.datetime.now(datetime.timezone.utc) + TOKEN_LIFETIME
        return jwt.encode({"user_id": user_id, "exp": expires}, self.secret, "HS256")

    def user_of(self, token: str) -> int | None:
        try:
            return jwt.decode(token, self.secret, ["HS256"])["user_id"]
        except (jwt.InvalidTokenError, KeyError):
            return None

    def follow(self, user_id: int, follow_id: int):
        self.users.follow(user_id, follow_id)

    def unfollow(self, user_id: int, follow_id: int):
        self.users.unfollow(user_id, follow_id)


class TweetService:
    LIMIT = 300

    def __init__(self, tweets: TweetModel):
        self.tweets = tweets

    def tweet(self, user_id: int, tweet: str) -> bool:
        if len(tweet) > self.LIMIT:
            return False
        self.tweets.insert(user_id, tweet)
        return True

    def like(self, user_id: int, tweet_id: int):
        self.tweets.like(user_id, tweet_id)

    def unlike(self, user_id: int, tweet_id: int):
        self.tweets.unlike(user_id, tweet_id)

    def timeline(self, user_id: int) -> list[dict]:
        return [{"user_id": row.user_id, "tweet": row.tweet} for row in self.tweets.timeline(user_id)]

    def timeline_page(self, user_id: int, before: int, limit: int) -> list[dict]:
        rows = self.tweets.timeline_page(user_id, before, limit)
        return [
            {"id": row.id, "user_id": row.user_id, "tweet": row.tweet, "created_at": row.created_at.isoformat()}
            for row in rows
        ]
