"""The made-up network that every server gets: the same size gives the same rows."""

from collections.abc import Iterator

import bcrypt
import numpy

PASSWORD = "minitter-bench"
# People with the password's hash at cost 12, for log-ins. Nobody else logs in: the others' hash is cheap.
LOG_INS = 64
FOLLOWEES = (10, 100, 1_000, 5_000)
READERS_EACH = 16
FOLLOWERS = (10, 100, 1_000, 10_000, 100_000)
AUTHORS_EACH = 4
# Times are the same for tweets that follow each other: what they are costs no server more or less.
TIMES = 20_000
CHUNK = 20_000

WORDS = (
    "오늘 커피 서울 날씨 정말 좋다 친구 영화 음악 책 저녁 아침 산책 고양이 강아지 주말 여행 사진 바다 기차 "
    "today coffee rain walk music film book cat dog train weekend photo friend dinner morning bridge river light"
).split()


class Network:
    """Columns as arrays; ids run from 1.

    People 1 to `ordinary` follow each other, a few of them much followed. After them come readers who follow exactly
    so many people, and authors whom exactly so many follow, for the measurements of growth.
    """

    def __init__(self, tweets: int):
        self.tweets = tweets
        self.ordinary = max(1_000, tweets // 100)
        self.random = numpy.random.default_rng(tweets)
        # Popularity falls with the rank to the power of 0.9; who has which rank is drawn.
        ranks = self.random.permutation(self.ordinary) + 1
        self.popularity = ranks**-0.9
        self.popularity /= self.popularity.sum()
        # How much people write differs, but far less than how much they are followed.
        activity = ranks**-0.3

        self.readers: dict[int, list[int]] = {}
        self.authors: dict[int, list[int]] = {}
        extra = self._special_follows()
        self.people = self.ordinary + READERS_EACH * len(self.readers) + AUTHORS_EACH * len(self.authors)
        activity = numpy.concatenate([activity, numpy.full(self.people - self.ordinary, activity.mean())])
        self.author = self._draw(activity / activity.sum(), tweets)
        self.follows = self._pairs(numpy.concatenate([self._ordinary_follows(), *extra]))
        self.likes = self._likes()
        self.like_count = numpy.bincount(self.likes[1], minlength=tweets + 1)[1:]

    def _draw(self, chances, count: int):
        """Ids from 1, each as often as its chance says."""
        drawn = numpy.searchsorted(numpy.cumsum(chances), self.random.random(count))
        return numpy.minimum(drawn, len(chances) - 1) + 1

    # A follow is kept as one number, `follower << 32 | followed`, which sorts and is rid of doubles fast.

    def _special_follows(self):
        follows, next_id = [], self.ordinary + 1
        for count in (each for each in FOLLOWEES if each <= self.ordinary):
            self.readers[count] = list(range(next_id, next_id + READERS_EACH))
            for reader in self.readers[count]:
                followed = self.random.choice(self.ordinary, count, replace=False, p=self.popularity) + 1
                follows.append((reader << 32) | followed)
            next_id += READERS_EACH
        for count in (each for each in FOLLOWERS if each <= self.ordinary):
            self.authors[count] = list(range(next_id, next_id + AUTHORS_EACH))
            for author in self.authors[count]:
                followers = self.random.choice(self.ordinary, count, replace=False) + 1
                follows.append((followers << 32) | author)
            next_id += AUTHORS_EACH
        return follows

    def _ordinary_follows(self):
        """About 100 people each, or a twentieth of a small network; doubles make it fewer."""
        mean = min(100, self.ordinary // 20)
        count = numpy.minimum(self.random.gamma(2, mean / 2, self.ordinary).astype(int) + 1, self.ordinary // 2)
        follower = numpy.repeat(numpy.arange(1, self.ordinary + 1), count)
        followed = self._draw(self.popularity, len(follower))
        return ((follower << 32) | followed)[follower != followed]

    def _pairs(self, keys):
        keys.sort()
        keys = keys[numpy.diff(keys, prepend=-1) != 0]
        return keys >> 32, keys & 0xFFFFFFFF

    def _likes(self):
        """Half as many as tweets, the newer tweets more."""
        count = self.tweets // 2
        liker = self.random.integers(1, self.ordinary + 1, count)
        liked = (numpy.sqrt(self.random.random(count)) * self.tweets).astype(int) + 1
        return self._pairs((liker << 32) | liked)

    # Rows

    def count(self, table: str) -> int:
        return {
            "users": self.people, "tweets": self.tweets, "users_follow_list": len(self.follows[0]),
            "like_tweet_list": len(self.likes[0]),
        }[table]  # fmt: skip

    def chunks(self, table: str) -> Iterator[list[tuple]]:
        """Rows as tuples, in the order of COLUMNS, by ascending id."""
        return {
            "users": self._user_rows, "tweets": self._tweet_rows,
            "users_follow_list": lambda: self._pair_rows(self.follows),
            "like_tweet_list": lambda: self._pair_rows(self.likes),
        }[table]()  # fmt: skip

    def forget_rows(self):
        """Frees the memory of what has been stored."""
        del self.author, self.follows, self.likes, self.like_count

    def email(self, user: int) -> str:
        return f"person{user}@example.com"

    def _user_rows(self):
        cheap, dear = (bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(cost)).decode() for cost in (4, 12))
        wrote = numpy.bincount(self.author, minlength=self.people + 1).tolist()
        followers = numpy.bincount(self.follows[1], minlength=self.people + 1).tolist()
        following = numpy.bincount(self.follows[0], minlength=self.people + 1).tolist()
        time = self._times()[0]
        rows = []
        for user in range(1, self.people + 1):
            hashed = dear if user <= LOG_INS else cheap
            name = f"{WORDS[user % len(WORDS)]} {user}"
            rows.append((
                user, name, self.email(user), self.email(user), hashed, "made by script/bench", wrote[user],
                followers[user], following[user], 1, time, time,
            ))  # fmt: skip
            if len(rows) == CHUNK:
                yield rows
                rows = []
        yield rows

    def _tweet_rows(self):
        words = numpy.random.default_rng(1).choice(WORDS, (1_000, 16)).tolist()
        texts = [" ".join(sentence) for sentence in words]
        times = self._times()
        for start in range(0, self.tweets, CHUNK):
            end = min(start + CHUNK, self.tweets)
            authors, likes = self.author[start:end].tolist(), self.like_count[start:end].tolist()
            yield [
                (id, author, texts[id * 7 % 1_000], count, times[(id - 1) * TIMES // self.tweets])
                for id, author, count in zip(range(start + 1, end + 1), authors, likes, strict=True)
            ]

    def _pair_rows(self, pairs):
        time = self._times()[-1]
        for start in range(0, len(pairs[0]), CHUNK):
            left, right = (each[start : start + CHUNK].tolist() for each in pairs)
            yield [(id, a, b, time) for id, (a, b) in enumerate(zip(left, right, strict=True), start + 1)]

    def _times(self) -> list[str]:
        """A year, in even steps."""
        first, last = (numpy.datetime64(f"{year}-01-01T00:00:00.000") for year in (2025, 2026))
        step = (last - first) // TIMES
        return [str(first + step * index).replace("T", " ") for index in range(TIMES)]


COLUMNS = {
    "users": (
        "id", "name", "email", "email_key", "hashed_password", "profile", "tweet_count", "follower_count",
        "following_count", "token_generation", "created_at", "updated_at",
    ),
    "tweets": ("id", "user_id", "tweet", "like_count", "created_at"),
    "users_follow_list": ("id", "user_id", "follow_user_id", "created_at"),
    "like_tweet_list": ("id", "user_id", "tweet_id", "created_at"),
}  # fmt: skip
