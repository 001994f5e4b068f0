"""How times grow with the network: timelines with its tweets and the followed, tweeting with the followers."""

import contextlib

from .callers import Callers
from .load import Load, Work
from .progress import Bar
from .servers import Server, Site
from .works import PAGE


def measure_timelines(sites: list[Site], load: Load, callers: Callers) -> list[dict]:
    """All servers run at once and take turns: what is compared in the end is the smallest and the largest network."""
    with contextlib.ExitStack() as stack:
        servers = [(site, server) for site in sites for server in stack.enter_context(site.running())]
        bar = Bar("Growth of timelines", sum(len(site.network.readers) for site, _ in servers))
        results = []
        for followees in sorted({each for site in sites for each in site.network.readers}):
            for kind in Site.KINDS:
                those = [each for each in servers if each[1].name == kind and followees in each[0].network.readers]
                results += _measure(those, followees, load, callers)
                bar.advance(len(those))
        bar.finish()
        return results


def _measure(servers: list[tuple[Site, Server]], followees: int, load: Load, callers: Callers) -> list[dict]:
    # Ids differ from network to network, so each has its own callers.
    works = [
        Work(f"followees {followees}", f"timeline {PAGE}",
             callers.tokens(f"readers-{site.network.tweets}-{followees}", site.network.readers[followees]))
        for site, _ in servers
    ]  # fmt: skip
    measurements = load.take_turns([(server, work) for (_, server), work in zip(servers, works, strict=True)], 1)
    return [
        each.summary() | {"tweets": site.network.tweets, "followees": followees}
        for each, (site, _) in zip(measurements, servers, strict=True)
    ]


def measure_tweeting(site: Site, load: Load, callers: Callers) -> list[dict]:
    bar = Bar("Growth of tweeting", len(site.network.authors))
    results = []
    with site.running() as servers:
        for followers, authors in site.network.authors.items():
            work = Work(f"followers {followers}", "tweet", callers.tokens(f"authors-{followers}", authors))
            measurements = load.compare(servers, work, 1)
            grown = {"tweets": site.network.tweets, "followers": followers}
            results += [each.summary() | grown for each in measurements]
            bar.advance(1)
    bar.finish()
    return results
