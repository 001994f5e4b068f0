"""What was acknowledged, compared with what is there."""

import collections
import concurrent.futures
import re

from load import Connection

MAXIMUM_PAGE = 100


class Content:
    """Tweets by id: (author, text); likes: (person, tweet); follows: (follower, followed); and the counts kept."""

    def __init__(self):
        self.tweets, self.likes, self.follows = {}, set(), set()
        # By tweet; by person: tweets, followers, following.
        self.like_counts, self.counts = {}, {}

    @classmethod
    def of_node(cls, node):
        def rows(query):
            return node.rows(query, "minitter")

        content = cls()
        for tweet, author, likes, text in rows("SELECT id, user_id, like_count, tweet FROM tweets"):
            content.tweets[int(tweet)] = (int(author), text)
            content.like_counts[int(tweet)] = int(likes)
        content.likes = {tuple(map(int, row)) for row in rows("SELECT user_id, tweet_id FROM like_tweet_list")}
        follows = rows("SELECT user_id, follow_user_id FROM users_follow_list")
        content.follows = {tuple(map(int, row)) for row in follows}
        for person, *counts in rows("SELECT id, tweet_count, follower_count, following_count FROM users"):
            content.counts[int(person)] = tuple(map(int, counts))
        return content

    @classmethod
    def of_server(cls, server, people):
        content = cls()

        def look_at(person):
            connection = Connection(server.port)
            shown = get(connection, f"/users/{person.id}").body
            content.counts[person.id] = (shown["tweet_count"], shown["follower_count"], shown["following_count"])
            for tweet in pages(connection, f"/users/{person.id}/tweets", "tweets"):
                content.tweets[tweet["id"]] = (person.id, tweet["tweet"])
                content.like_counts[tweet["id"]] = tweet["like_count"]
            liked = pages(connection, f"/users/{person.id}/likes", "likes")
            content.likes.update((person.id, tweet["id"]) for tweet in liked)
            followers = pages(connection, f"/users/{person.id}/followers", "users")
            content.follows.update((other["id"], person.id) for other in followers)

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            list(pool.map(look_at, people))
        return content

    def writes(self):
        """As the ledger names them."""
        tweets = {("tweet", author, text) for author, text in self.tweets.values()}
        return tweets | {("like", *pair) for pair in self.likes} | {("follow", *pair) for pair in self.follows}

    def wrong_counts(self):
        """Counts that are not those of the rows."""
        likes = collections.Counter(tweet for _, tweet in self.likes)
        tweets = collections.Counter(author for author, _ in self.tweets.values())
        followers = collections.Counter(followed for _, followed in self.follows)
        following = collections.Counter(follower for follower, _ in self.follows)
        wrong = [f"tweet {tweet}: {count} likes" for tweet, count in self.like_counts.items() if count != likes[tweet]]
        for person, counts in self.counts.items():
            if counts != (tweets[person], followers[person], following[person]):
                wrong.append(f"person {person}: {counts} tweets, followers, following")
        return wrong

    def __eq__(self, other):
        return vars(self) == vars(other)


def get(connection, path):
    answer = connection.call("GET", path)
    if not answer.is_good:
        raise RuntimeError(f"GET {path}: {answer.failure}")
    return answer


def pages(connection, path, member):
    """All entries of a list, to its end."""
    path += f"?limit={MAXIMUM_PAGE}"
    while path:
        answer = get(connection, path)
        yield from answer.body[member]
        link = re.match(r'<([^>]*)>; rel="next"', answer.link or "")
        path = link and link[1]


def compare(content, ledger, where, check):
    there = content.writes()
    missing = ledger.acknowledged.keys() - there
    check(f"{where} has all {len(ledger.acknowledged)} acknowledged writes", missing)
    moved = [write for write, tweet in ledger.tweet_ids.items() if content.tweets.get(tweet) != write[1:]]
    check(f"{where} has every tweet under the id that was answered", moved)
    claim = f"{where} has none of the {len(ledger.refused)} writes of which “nothing was changed” was said"
    check(claim, ledger.refused & there)
    check(f"{where} has no write that was never sent", there - ledger.tried)
    check(f"{where} counts likes, tweets and followers exactly", content.wrong_counts())
    return missing
