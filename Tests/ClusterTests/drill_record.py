"""What the clients of a drill were told."""

import collections
import dataclasses
import random
import threading
import time


@dataclasses.dataclass
class Tally:
    """Of one kind of calls. A call is what a program wants done, with all its attempts."""

    calls: int = 0
    failed_at_first: int = 0
    failed_in_the_end: int = 0
    # When attempts succeeded, and when they failed.
    good: list = dataclasses.field(default_factory=list)
    bad: list = dataclasses.field(default_factory=list)
    failures: collections.Counter = dataclasses.field(default_factory=collections.Counter)

    def longest_stall(self, begin, end):
        """The longest time in which no client had an answer that was good."""
        times = [begin, *sorted(time for time in self.good if begin <= time <= end), end]
        return max(later - earlier for earlier, later in zip(times, times[1:]))


class Record:
    """One drill's. A write is (kind, person, what): ("tweet", 7, text), ("like", 7, tweet), ("follow", 7, person)."""

    def __init__(self, name):
        self.name = name
        self.lock = threading.Lock()
        self.begin = self.end = time.monotonic()
        self.tallies = collections.defaultdict(Tally)
        self.acknowledged = set()
        # Answers that must not be, in words.
        self.mistakes = []

    def note_attempt(self, kind, failure):
        with self.lock:
            tally = self.tallies[kind]
            if failure:
                tally.bad.append(time.monotonic())
                tally.failures[failure] += 1
            else:
                tally.good.append(time.monotonic())

    def note_call(self, kind, attempts, is_good):
        with self.lock:
            tally = self.tallies[kind]
            tally.calls += 1
            tally.failed_at_first += attempts > 1 or not is_good
            tally.failed_in_the_end += not is_good

    def note_write(self, write):
        with self.lock:
            self.acknowledged.add(write)

    def note_mistake(self, text):
        with self.lock:
            self.mistakes.append(text)

    def last_failure(self):
        return max((time for tally in self.tallies.values() for time in tally.bad), default=None)


class World:
    """What all drills share: the people, and what was written lately."""

    def __init__(self):
        self.lock = threading.Lock()
        self.people, self.photographers = [], []
        self.recent_tweets = collections.deque(maxlen=200)
        self.tried = set()
        # A person's picture, as it was answered last.
        self.pictures = {}

    def is_new(self, write):
        with self.lock:
            is_new = write not in self.tried
            self.tried.add(write)
            return is_new

    def note_tweet(self, tweet):
        with self.lock:
            self.recent_tweets.append(tweet)

    def recent_tweet(self):
        with self.lock:
            return random.choice(self.recent_tweets) if self.recent_tweets else None
