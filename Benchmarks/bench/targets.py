"""What was aimed at, and whether it was reached: ratios of what one run measured."""

from dataclasses import dataclass

from .limits import DATABASE, HUMMINGBIRD
from .works import TIMELINE, TWEET

OURS, REFERENCE = "minitter-mariadb", "reference"


@dataclass
class Target:
    what: str
    aim: float
    is_at_least: bool
    value: float
    unit: str = "times"
    note: str = ""

    @property
    def is_reached(self) -> bool:
        return self.value >= self.aim if self.is_at_least else self.value <= self.aim

    @property
    def verdict(self) -> str:
        if self.is_reached:
            return "reached"
        return f"missed by {abs(self.value / self.aim - 1) * 100:.0f} %"

    @property
    def aimed(self) -> str:
        return f"{'at least' if self.is_at_least else 'at most'} {self._text(self.aim)}"

    @property
    def measured(self) -> str:
        return self._text(self.value)

    def _text(self, value: float) -> str:
        return f"{value:.0f} %" if self.unit == "%" else f"{value:.3g} times"


def best(rows: list[dict], server: str, work: str) -> dict | None:
    """With the number of connections at which it does most."""
    return max((row for row in rows if (row["server"], row["work"]) == (server, work)), key=_rate, default=None)


def _rate(row: dict) -> float:
    return row["rps"]


def evaluate(results: dict) -> list[Target]:
    """Those whose measurements are there."""
    found = []
    works, limits = results.get("works", []), results.get("limits", [])
    ours, reference = best(works, OURS, TIMELINE), best(works, REFERENCE, TIMELINE)
    if ours and reference:
        server = reference["server_cpu_ms"] / ours["server_cpu_ms"]
        both = (reference["server_cpu_ms"] + reference["database_cpu_ms"]) / (
            ours["server_cpu_ms"] + ours["database_cpu_ms"]
        )
        found.append(Target(f"{TIMELINE}, requests a CPU second of the server, to the reference's", 15, True, server))
        found.append(Target(f"{TIMELINE}, the same with the database's CPU counted in", 6, True, both))
    hummingbird, database = best(limits, HUMMINGBIRD, TIMELINE), best(limits, DATABASE, TIMELINE)
    if ours and hummingbird and database:
        lower = min(hummingbird, database, key=_rate)
        name = "Hummingbird alone" if lower is hummingbird else "the queries alone"
        share = ours["rps"] / lower["rps"] * 100
        found.append(Target(f"{TIMELINE}, share of the lower limit", 60, True, share, "%", f"The lower is {name}."))
    ours, reference = best(works, OURS, TWEET), best(works, REFERENCE, TWEET)
    if ours and reference:
        found.append(
            Target(f"{TWEET}, requests a second, to the reference's", 5, True, ours["rps"] / reference["rps"])
        )
    found += _growth(results.get("growth", []))
    for row in results.get("storm", []):
        what = f"A storm of log-ins: timeline p99 on {row['server']}, {row['connections']} connections, to that without"
        found.append(Target(what, 2, False, row["stormy_p99"] / row["calm_p99"]))
    return found


def _growth(rows: list[dict]) -> list[Target]:
    found = []
    for server in (OURS, "minitter-sqlite"):
        own = [row for row in rows if row["server"] == server and row["p99"]]
        if not own:
            continue
        small, large = (pick(own, key=lambda row: (row["tweets"], row["followees"])) for pick in (min, max))
        what = (
            f"Timeline p99 on {server} at {large['tweets']:,} tweets and {large['followees']:,} followees, to that at "
            f"{small['tweets']:,} and {small['followees']:,}"
        )
        note = "" if (large["tweets"], large["followees"]) == (10**7, 5_000) else "Aimed at for 10,000,000 and 5,000."
        found.append(Target(what, 1.5, False, large["p99"] / small["p99"], note=note))
    return found
