#!/usr/bin/env python3
"""How many people a deployment of Minitter carries, by the costs that script/bench measured.

    Benchmarks/scaling/simulate.py [--results docs/benchmarks/results.json] [--seed 1]

It makes up a population (who has how many followers and tweets how often), computes what its calls cost, and finds for
each deployment the number of people at which the first of its parts is full. Prints the tables of docs/scaling.md.
Python's standard library is all it needs.
"""

import argparse
import json
import math
import pathlib
import random
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Habits:
    """Of a person a day; of those who come that day."""

    active_share: float = 0.2
    pages: float = 30
    tweets: float = 2
    likes: float = 10
    log_ins: float = 0.2
    # The busiest minutes of a day, to its mean.
    peak: float = 3
    mean_follows: float = 100
    # Of all people, those who come within MINITTER_TIMELINE_ACTIVE_DAYS: only to them are tweets delivered.
    reading_share: float = 0.5
    # MINITTER_TIMELINE_WINDOW, and on average half of it more until a timeline is cut back.
    rows_kept: int = 600


@dataclass(frozen=True)
class Costs:
    """CPU of one call, in microseconds. `row` is one delivered tweet."""

    page: float
    tweet: float
    row: float
    like: float
    log_in: float = 200_000


@dataclass(frozen=True)
class Population:
    """What a sample of people says of all."""

    rows_a_tweet: float
    largest: int


def population(habits: Habits, seed: int, sample: int = 200_000) -> Population:
    """Followers are Pareto (shape 1.3: 1 in 100 has some 12 times the mean), and who has more tweets more."""
    rng = random.Random(seed)
    shape = 1.3
    scale = habits.mean_follows * (shape - 1) / shape
    followers = [min(int(scale * rng.paretovariate(shape)), sample * 50) for _ in range(sample)]
    rates = [rng.lognormvariate(0, 1) * (1 + math.log10(1 + each)) for each in followers]
    delivered = sum(rate * each for rate, each in zip(rates, followers)) / sum(rates)
    return Population(rows_a_tweet=1 + habits.reading_share * delivered, largest=max(followers))


@dataclass(frozen=True)
class Machine:
    """Cores that may be busy all the time: 60 % of all, or what a burstable machine earns."""

    name: str
    cores: float
    # How fast its core is, to that of the benchmark.
    speed: float = 1.0


@dataclass(frozen=True)
class Deployment:
    name: str
    server: Machine
    servers: int
    # None: SQLite in the server.
    writer: Machine | None = None
    shards: int = 1
    replicas: int = 0
    connections_a_server: int = 16
    connections: int = 0


def rates(habits: Habits, people: float) -> dict[str, float]:
    """Calls a second at the peak."""
    active = people * habits.active_share * habits.peak / 86_400
    return {
        "page": active * habits.pages, "tweet": active * habits.tweets, "like": active * habits.likes,
        "log_in": active * habits.log_ins,
    }  # fmt: skip


def loads(
    deployment: Deployment, people: float, habits: Habits, who: Population, server: Costs, database: Costs
) -> dict[str, float]:
    """How full each part is, from 0 to 1."""
    calls = rates(habits, people)
    reading = calls["page"] * database.page
    writing = calls["tweet"] * (database.tweet + who.rows_a_tweet * database.row) + calls["like"] * database.like
    serving = (
        calls["page"] * server.page + calls["tweet"] * server.tweet + calls["like"] * server.like
        + calls["log_in"] * server.log_in
    )  # fmt: skip
    if deployment.writer is None:
        return {
            "the machine": (serving + reading + writing) / 1e6 / deployment.server.cores / deployment.server.speed,
            # One writer: a second of its time is all there is.
            "SQLite's one writer": writing / 1e6 / min(1, deployment.server.cores) / deployment.server.speed,
        }
    writer = deployment.writer
    capacity = writer.cores * writer.speed * deployment.shards * 1e6
    own_reads = 0 if deployment.replicas else reading
    parts = {
        "the servers": serving / 1e6 / (deployment.servers * deployment.server.cores * deployment.server.speed),
        "the database that is written to": (writing + own_reads) / capacity,
    }
    if deployment.replicas:
        # A replica applies every write, too.
        parts["its replicas"] = (reading / deployment.replicas + writing) / capacity
    if deployment.connections:
        used = deployment.servers * deployment.connections_a_server
        parts["connections"] = used / (deployment.connections * deployment.shards)
    return parts


def carried(deployment: Deployment, habits: Habits, who: Population, server: Costs, database: Costs) -> int:
    """People at whom the fullest part is full."""
    low, high = 1.0, 1e12
    for _ in range(80):
        middle = math.sqrt(low * high)
        parts = loads(deployment, middle, habits, who, server, database)
        if max(value for name, value in parts.items() if name != "connections") > 1:
            high = middle
        else:
            low = middle
    return int(low)


def measured(path: pathlib.Path) -> dict[str, tuple[Costs, Costs]]:
    """Server's and database's costs by engine, from what script/bench wrote: the run with most requests a second."""
    results = json.loads(path.read_text())

    def best(server: str, work: str) -> dict:
        return max(
            (row for row in results["works"] if (row["server"], row["work"]) == (server, work)),
            key=lambda row: row["rps"],
        )

    def tweeting(server: str, followers: int, where: str) -> float:
        rows = {row["followers"]: row[where] for row in results["tweeting"] if row["server"] == server}
        return rows[followers] * 1_000

    costs = {}
    for engine in ("sqlite", "mariadb"):
        name = f"minitter-{engine}"
        page, tweet, like = (best(name, work) for work in ("GET /timeline (20)", "POST /tweet", "POST /like"))
        # SQLite is in the server's process.
        where = "server_cpu_ms" if engine == "sqlite" else "database_cpu_ms"
        few, many = (tweeting(name, followers, where) for followers in (10, 1_000))
        row = max(0.5, (many - few) / 990)
        if engine == "sqlite":
            server = Costs(page=page[where] * 1e3, tweet=0, row=0, like=0)
            database = Costs(page=0, tweet=few - 10 * row, row=row, like=like[where] * 1e3)
        else:
            own = "server_cpu_ms"
            server = Costs(page=page[own] * 1e3, tweet=tweet[own] * 1e3, row=0, like=like[own] * 1e3)
            database = Costs(page=page[where] * 1e3, tweet=few - 10 * row, row=row, like=like[where] * 1e3)
        costs[engine] = (server, database)
    return costs


SMALL = Machine("t3.small", cores=0.4)
DEPLOYMENTS = [
    Deployment("one t3.small, SQLite", SMALL, servers=1),
    Deployment("one c7g.large (2 cores), SQLite", Machine("c7g.large", cores=1.2), servers=1),
    Deployment(
        "6 × c7g.xlarge, RDS db.r6g.4xlarge", Machine("c7g.xlarge", cores=2.4), servers=6,
        writer=Machine("db.r6g.4xlarge", cores=9.6), connections=5_000,
    ),
    Deployment(
        "20 × c7g.xlarge, Aurora db.r6g.8xlarge and 4 replicas", Machine("c7g.xlarge", cores=2.4), servers=20,
        writer=Machine("db.r6g.8xlarge", cores=19.2), replicas=4, connections=6_000,
    ),
    Deployment(
        "200 × c7g.xlarge, Vitess: 32 shards of 16 cores with 2 replicas", Machine("c7g.xlarge", cores=2.4),
        servers=200, writer=Machine("shard", cores=9.6), shards=32, replicas=2, connections=5_000,
    ),
]  # fmt: skip


def storage(habits: Habits, people: float) -> tuple[float, float]:
    """Gigabytes a year of tweets, and of timelines at any time (45 bytes a row with its page's slack)."""
    tweets = people * habits.active_share * habits.tweets * 365
    return tweets * 300 / 1e9, people * habits.reading_share * habits.rows_kept * 45 / 1e9


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=pathlib.Path, default=ROOT / "docs" / "benchmarks" / "results.json")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    habits = Habits()
    who = population(habits, options.seed)
    costs = measured(options.results)

    print(f"A tweet is delivered to {who.rows_a_tweet:.0f} timelines on average, to {who.largest:,} at the most.\n")
    print("| CPU µs | a page | a tweet | and a delivered row | a like |\n|---|---|---|---|---|")
    for engine, (server, database) in costs.items():
        for name, cost in (("server", server), ("engine", database)):
            print(f"| {engine}, {name} | {cost.page:.0f} | {cost.tweet:.0f} | {cost.row:.1f} | {cost.like:.0f} |")
    print("\n| deployment | people | pages/s | tweets/s | deliveries/s | full first | then |\n|---|---|---|---|---|---|---|")
    for deployment in DEPLOYMENTS:
        server, database = costs["mariadb" if deployment.writer else "sqlite"]
        people = carried(deployment, habits, who, server, database)
        calls = rates(habits, people)
        parts = loads(deployment, people, habits, who, server, database)
        order = sorted(parts, key=lambda name: -parts[name])
        then = ", ".join(f"{name} {parts[name]:.0%}" for name in order[1:])
        print(f"| {deployment.name} | {people:,.2g} | {calls['page']:,.0f} | {calls['tweet']:,.1f} | "
              f"{calls['tweet'] * who.rows_a_tweet:,.0f} | {order[0]} | {then} |".replace("e+0", "·10^"))  # fmt: skip
        tweets, timelines = storage(habits, people)
        print(f"<!-- {tweets:,.0f} GB of tweets a year, {timelines:,.0f} GB of timelines -->")


if __name__ == "__main__":
    main()
