"""The table of works: each call, on each server, with few and many connections."""

from .callers import Callers, some_people
from .load import Load, Work
from .network import Network
from .progress import Bar
from .servers import Server, Site

TIMELINE = "GET /timeline (20)"
WHOLE_TIMELINE = "GET /timeline (all)"
TWEET = "POST /tweet"
TWEET_TO_FEW = "POST /tweet, one person in three reads"
LIKE = "POST /like"
LOG_IN = "POST /login"
MIX = "95 % reads, 5 % writes"
# Paging is the reference's addition to the seed; Minitter's page has 20 unless told otherwise.
PAGE = "/timeline?limit=20"


def works(network: Network, callers: Callers, connections: tuple[int, ...]) -> list[Work]:
    people = callers.tokens("people", some_people(network))
    # More than so many would wait for nothing but each other: a whole timeline and a log-in take long, and of log-ins
    # Minitter answers 503 to all but 34 at once.
    few = tuple(each for each in connections if each <= 16)
    return [
        Work(TIMELINE, f"timeline {PAGE}", people, connections),
        Work(WHOLE_TIMELINE, "timeline /timeline", people, few, minimum_seconds=4),
        Work(TWEET, "tweet", people, connections),
        Work(LIKE, "like", people, connections),
        Work(LOG_IN, "login", callers.emails("log-ins", network), few, minimum_seconds=4),
        Work(MIX, f"mix {PAGE}", people, connections),
    ]


def measure(site: Site, load: Load, callers: Callers, connections: tuple[int, ...]) -> list[dict]:
    with site.running() as servers:
        return _measure(servers, works(site.network, callers, connections), load)


def measure_tweets_to_few(site: Site, load: Load, callers: Callers, connections: tuple[int, ...]) -> list[dict]:
    """What a tweet costs where, as in a network that has been there for years, most people don't read any more.

    The site is no use for other measurements after it.
    """
    site.let_two_in_three_rest()
    people = callers.tokens("people", some_people(site.network))
    with site.running() as servers:
        return _measure(servers, [Work(TWEET_TO_FEW, "tweet", people, connections)], load)


def _measure(servers: list[Server], todo: list[Work], load: Load) -> list[dict]:
    bar = Bar("Works", sum(len(work.connections) for work in todo))
    results = []
    for work in todo:
        # Only the seed's timeline has no pages.
        those = [each for each in servers if each.name == "reference"] if work.name == WHOLE_TIMELINE else servers
        for connections in work.connections:
            bar.note(f"{work.name}, {connections}")
            results += [each.summary() for each in load.compare(those, work, connections)]
            bar.advance(1)
    bar.finish()
    return results
