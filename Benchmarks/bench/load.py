"""wrk: runs it, and has every answer that is not good end the benchmark."""

import json
import pathlib
import random
import subprocess
from dataclasses import dataclass, field
from statistics import median

from .processes import Placement, pinned
from .progress import say
from .servers import Server

SCRIPT = pathlib.Path(__file__).with_name("load.lua")


@dataclass
class Work:
    """What is asked for, and by whom. `kind` is what load.lua takes."""

    name: str
    kind: str
    callers: pathlib.Path
    connections: tuple[int, ...] = (1,)
    # Requests that take long need runs that are longer than they.
    minimum_seconds: float = 1


@dataclass
class Measurement:
    """Several runs of one work on one server with so many connections."""

    server: str
    work: str
    connections: int
    runs: list[dict] = field(default_factory=list)
    memory: int = 0
    database_memory: int = 0

    def summary(self) -> dict:
        """Times are in milliseconds. Requests a second and times are the median run's, CPU is that of all."""
        requests = sum(run["requests"] for run in self.runs)
        result = {
            "server": self.server, "work": self.work, "connections": self.connections, "requests": requests,
            "rps": median(run["requests"] / run["seconds"] for run in self.runs),
            "rps_low": min(run["requests"] / run["seconds"] for run in self.runs),
            "rps_high": max(run["requests"] / run["seconds"] for run in self.runs),
            "server_cpu_ms": sum(run["server_cpu"] for run in self.runs) / max(requests, 1) * 1_000,
            "database_cpu_ms": sum(run["database_cpu"] for run in self.runs) / max(requests, 1) * 1_000,
            "memory": self.memory, "database_memory": self.database_memory,
            "page_bytes": sum(run["bytes"] for run in self.runs) / max(requests, 1),
        }  # fmt: skip
        # A percentile of too few requests would be the slowest one's.
        few = min(run["requests"] for run in self.runs)
        for name, at_least in (("p50", 10), ("p99", 200), ("p99.9", 2_000)):
            result[name] = median(run[name] for run in self.runs) if few >= at_least else None
        return result


class Load:
    def __init__(self, placement: Placement, seconds: float, repeats: int, tweets: int):
        self.placement, self.seconds, self.repeats, self.tweets = placement, seconds, repeats, tweets

    def command(self, server: Server, work: Work, connections: int, seconds: float, *more: str) -> list[str]:
        threads = min(len(self.placement.load), connections)
        return pinned(
            ["wrk", f"--threads={threads}", f"--connections={connections}", f"--duration={max(1, round(seconds))}s",
             "--timeout=60s", f"--script={SCRIPT}", server.url, "--", work.kind, str(work.callers), str(self.tweets),
             str(random.randrange(2**31)), *more],
            self.placement.load,
        )  # fmt: skip

    def warm_up(self, server: Server, work: Work, connections: int):
        subprocess.run(self.command(server, work, connections, self.seconds / 3), capture_output=True)
        server.process.wait_until_idle()

    def run(self, server: Server, work: Work, connections: int) -> dict:
        """One run. Raises RuntimeError for an answer that is not good, and when there is none at all twice."""
        seconds = max(self.seconds, work.minimum_seconds)
        result = self._run(server, work, connections, seconds)
        if result["requests"]:
            return result
        # On a busy machine a second may pass without an answer.
        say(f"  {server.name}, {work.name}, {connections} connections: no answer in {seconds:g} s; again, longer")
        result = self._run(server, work, connections, 3 * seconds)
        if result["requests"]:
            return result
        raise RuntimeError(f"{server.name}, {work.name}: no answer in {3 * seconds:g} s\n{server.process.last_words()}")

    def _run(self, server: Server, work: Work, connections: int, seconds: float) -> dict:
        before = (server.process.cpu_seconds(), server.database.cpu_seconds() if server.database else 0)
        done = subprocess.run(self.command(server, work, connections, seconds), capture_output=True, text=True)
        result = parsed(done.stdout, done.stderr)
        result["server_cpu"] = server.process.cpu_seconds() - before[0]
        result["database_cpu"] = server.database.cpu_seconds() - before[1] if server.database else 0
        # wrk leaves what it has asked for last; the next run must not wait for that.
        server.process.wait_until_idle()
        if result["bad_answers"] or result["failures"]:
            raise RuntimeError(
                f"{server.name}, {work.name}, {connections} connections: of {result['requests']} answers "
                f"{result['bad_answers']} are bad, and {result['failures']} requests failed. CPU seconds of the server "
                f"{result['server_cpu']:.2f}, of the database {result['database_cpu']:.2f}.\n"
                f"{self._bad_answer(server, work, connections)}"
            )
        return result

    def _bad_answer(self, server: Server, work: Work, connections: int) -> str:
        done = subprocess.run(self.command(server, work, connections, 2, "catch"), capture_output=True, text=True)
        found = [line[4:] for line in done.stdout.splitlines() if line.startswith("BAD ")]
        if found:
            return f"A bad answer: {found[0]}"
        again = parsed(done.stdout, done.stderr)
        words = server.process.last_words()
        return f"Tried again: {again['requests']} answers, none bad. The server's log ends:\n{words}"

    def compare(self, servers: list[Server], work: Work, connections: int) -> list[Measurement]:
        return self.take_turns([(server, work) for server in servers], connections)

    def take_turns(self, pairs: list[tuple[Server, Work]], connections: int) -> list[Measurement]:
        """Warms up, then measures in turns, so that what disturbs the machine disturbs all."""
        measurements = [Measurement(server.name, work.name, connections) for server, work in pairs]
        for server, work in pairs:
            self.warm_up(server, work, connections)
        for _ in range(self.repeats):
            for (server, work), measurement in zip(pairs, measurements, strict=True):
                measurement.runs.append(self.run(server, work, connections))
        for (server, _), measurement in zip(pairs, measurements, strict=True):
            measurement.memory = server.process.memory()
            measurement.database_memory = server.database.memory() if server.database else 0
        return measurements


def parsed(output: str, errors: str) -> dict:
    line = next((line for line in output.splitlines() if line.startswith("JSON ")), None)
    if line is None:
        raise RuntimeError(f"wrk says nothing that can be read:\n{output}{errors}")
    return json.loads(line[5:])
