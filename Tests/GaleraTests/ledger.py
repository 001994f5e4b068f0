"""What the clients were told, phase by phase."""

import collections
import dataclasses
import random
import threading


@dataclasses.dataclass
class Phase:
    name: str
    requests: int = 0
    failed: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    # Seconds that one client went without a good answer.
    longest_stall: float = 0
    # Writes, by the server that acknowledged them.
    acknowledged: collections.Counter = dataclasses.field(default_factory=collections.Counter)
    missing: int = 0


class Ledger:
    """Every write that was tried, and its answer. A write is (kind, person, what): ("tweet", 7, text),
    ("like", 7, tweet's id), ("follow", 7, person's id), and is tried once only."""

    def __init__(self):
        self.lock = threading.Lock()
        self.phases = []
        # What each acknowledged write was acknowledged in.
        self.acknowledged = {}
        # The id of each acknowledged tweet.
        self.tweet_ids = {}
        self.recent_tweets = collections.deque(maxlen=200)
        # Answered 503: nobody knows, or nothing was changed.
        self.unknown, self.refused = set(), set()
        self.tried = set()
        # Answers that must not be, in words.
        self.mistakes = []
        self.stale, self.read_elsewhere = [], 0

    @property
    def phase(self):
        return self.phases[-1]

    def begin(self, name):
        with self.lock:
            self.phases.append(Phase(name))

    def is_new(self, write):
        with self.lock:
            if write in self.tried:
                return False
            self.tried.add(write)
            return True

    def recent_tweet(self):
        with self.lock:
            return random.choice(self.recent_tweets) if self.recent_tweets else None

    def note_request(self, phase, failure, stalled_in, stall):
        """failure: None for a good answer; stall: seconds since the client's last good answer, in whose phase."""
        with self.lock:
            phase.requests += 1
            if failure:
                phase.failed[failure] += 1
            stalled_in.longest_stall = max(stalled_in.longest_stall, stall)

    def note_write(self, phase, write, answer, server):
        with self.lock:
            if answer.is_good:
                self.acknowledged[write] = phase
                phase.acknowledged[server] += 1
                if write[0] == "tweet":
                    self.tweet_ids[write] = answer.body["id"]
                    self.recent_tweets.append(answer.body["id"])
            elif answer.failure == "503 outcome-unknown":
                self.unknown.add(write)
            elif answer.failure == "503 unavailable":
                self.refused.add(write)

    def note_mistake(self, text):
        with self.lock:
            self.mistakes.append(text)

    def note_read_elsewhere(self, problem):
        with self.lock:
            self.read_elsewhere += 1
            if problem:
                self.stale.append(problem)
