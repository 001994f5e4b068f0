"""What could be reached at best: Hummingbird with a constant page, and the timeline's queries by themselves."""

import json
import pathlib
import subprocess
import urllib.request
from statistics import median

from .callers import Callers, some_people
from .load import Load, Work
from .processes import Placement, pinned
from .progress import Bar, say
from .servers import BENCHMARKS, Site, start_constant_page
from .works import TIMELINE

HUMMINGBIRD = "hummingbird"
DATABASE = "mariadb"


def measure(
    site: Site, load: Load, callers: Callers, connections: tuple[int, ...], constant_page: pathlib.Path
) -> list[dict]:
    page = _one_page(site, callers)
    bar = Bar("Limits", 2 * len(connections))
    work = Work(TIMELINE, "timeline /timeline", callers.tokens("people", some_people(site.network)), connections)
    results = []
    server = start_constant_page(constant_page, page, site.folder, load.placement)
    try:
        for count in connections:
            results += [each.summary() for each in load.compare([server], work, count)]
            bar.advance(1)
    finally:
        server.stop()
    if not site.mariadb.run("SHOW TABLES LIKE 'home_timeline'", site.minitters):
        say("  There is no table home_timeline: the database's limit is left out.")
        return results
    for count in connections:
        results.append(_straight_to_database(site, load, callers, count))
        bar.advance(1)
    bar.finish()
    return results


def _one_page(site: Site, callers: Callers) -> bytes:
    """What Minitter answers to those whom the load speaks for; of all lengths the one in the middle."""
    tokens = callers.tokens("readers", some_people(site.network, 50)).read_text().split()
    with site.running("minitter-mariadb") as [server]:
        pages = [_get(server.url + "/timeline", token) for token in tokens]
    return sorted(pages, key=len)[len(pages) // 2]


def _get(url: str, token: str) -> bytes:
    request = urllib.request.Request(url, headers={"Authorization": token})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def _straight_to_database(site: Site, load: Load, callers: Callers, connections: int) -> dict:
    """sysbench on the core that servers have otherwise, one query after the other on each connection."""
    owners = callers.numbers("owners", some_people(site.network))
    _sysbench(site, load.placement, owners, connections, load.seconds / 3)
    runs, database_cpu, requests = [], 0.0, 0
    for _ in range(load.repeats):
        before = site.mariadb.process.cpu_seconds()
        run = _sysbench(site, load.placement, owners, connections, load.seconds)
        database_cpu += site.mariadb.process.cpu_seconds() - before
        requests += run["requests"]
        runs.append(run)
    rates = [run["rps"] for run in runs]
    return {
        "server": DATABASE, "work": TIMELINE, "connections": connections, "requests": requests, "rps": median(rates),
        "rps_low": min(rates), "rps_high": max(rates), "server_cpu_ms": 0, "memory": 0,
        "database_cpu_ms": database_cpu / requests * 1_000, "database_memory": site.mariadb.process.memory(),
        "p50": None, "p99": median(run["p99"] for run in runs), "p99.9": None, "page_bytes": 0,
    }  # fmt: skip


def _sysbench(site: Site, placement: Placement, owners: pathlib.Path, connections: int, seconds: float) -> dict:
    mariadb = site.mariadb
    command = [
        "sysbench", str(BENCHMARKS / "limit" / "timeline.lua"), "--db-driver=mysql", "--mysql-host=127.0.0.1",
        f"--mysql-port={mariadb.port}", "--mysql-user=bench", f"--mysql-password={mariadb.password}",
        f"--mysql-db={site.minitters}", f"--threads={connections}", f"--time={max(1, round(seconds))}",
        "--percentile=99", f"--owners={owners}", "run",
    ]  # fmt: skip
    done = subprocess.run(pinned(command, placement.server), capture_output=True, text=True)
    line = next((line for line in done.stdout.splitlines() if line.startswith("JSON ")), None)
    if done.returncode or line is None:
        raise RuntimeError(f"sysbench failed:\n{done.stdout}{done.stderr}")
    found = json.loads(line[5:])
    if found["errors"] or not found["requests"]:
        raise RuntimeError(f"sysbench counts {found['errors']} errors in {found['requests']} requests")
    return found | {"rps": found["requests"] / found["seconds"]}
