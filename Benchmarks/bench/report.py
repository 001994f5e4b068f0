"""The report: docs/benchmarks/README.md."""

from .charts import NAMES
from .targets import Target

CAPTIONS = {
    "requests.svg": "Requests a second", "cpu.svg": "CPU a request", "growth.svg": "Timelines as the network grows",
    "tweeting.svg": "Tweeting as the followers grow",
}  # fmt: skip

# Keep in step with what the code does.
METHOD = """
- Everything is on one machine and takes turns: for each work and number of connections, each server is warmed up, then
  all are measured one after the other, {repeats} times {seconds:g} s. Rates and times are the median of these, CPU is
  of all of them. Between the runs, servers rest but stay up.
- The server has one core to itself, the database another. With two cores the load (wrk) shares the database's, so that
  a server that needs the database has less of that core than the limits below have. What a request costs in CPU is
  read from `/proc` for each process with all its threads and children, to 10 ms a run, and does not depend on who
  shares a core.
- MariaDB waits for the disk at each commit (`innodb_flush_log_at_trx_commit=1`, doublewrite on, no binary log), for
  Minitter and for the reference, with {buffer_pool} of buffer pool. Minitter on SQLite commits with `synchronous=FULL`.
- All have the same rows with the same ids: {tweets:,} tweets, a person to 100 tweets (1,000 at least) who follow some
  100 (fewer in small networks), and half as many likes as tweets; how often people are followed falls with the power
  of 0.9 of their rank. The load speaks for 1,000 of them, in random order. A like is one that was not there.
- Everybody counts as a reader, to whom Minitter delivers, but in “one person in three reads”: there the timelines of the
  others rest, as they do when nobody has read them for `MINITTER_TIMELINE_ACTIVE_DAYS`. The reference delivers nothing.
- Minitter runs with its defaults, but for limits by account and a log line a request, which the reference doesn't have.
- Hummingbird alone answers one page of Minitter's, read once. The queries alone are those of one timeline, prepared,
  sent by sysbench from the core that servers have otherwise.
- The reference pages with less in a page than Minitter (no likes, no names, no pictures): [its README]({reference}).
- A password's hash is bcrypt at cost 12 on both. Log-ins are measured with 16 connections at the most: Minitter
  lets 2 of them in and 32 wait, and answers 503 to more.
- wrk sends the next request when it has the last one's answer, so that times with many connections are mostly times of
  waiting for one's turn. A run with a single answer other than 2xx fails.
- A percentile of too few requests is left out (p99 of fewer than 200, p99.9 of fewer than 2,000).
""".strip()


def write(results: dict, targets: list[Target], pictures: list[str], reference: str) -> str:
    settings = results["settings"]
    made = f"Made by `script/bench`: {_runs(results['runs'])}. [results.json](results.json) has all numbers."
    lines = ["# Benchmarks", "", made]
    if settings["quick"]:
        lines += ["", "**This was `--quick`: small data and short runs, to see that all of it works. Don't quote it.**"]
    lines += _targets(targets)
    for picture in pictures:
        lines += ["", f"![{CAPTIONS[picture]}]({picture})"]
    if results.get("works"):
        lines += ["", "## Works", "", f"{settings['tweets']:,} tweets."]
        for work in dict.fromkeys(row["work"] for row in results["works"]):
            lines += ["", f"### {work}", "", *_table([row for row in results["works"] if row["work"] == work])]
    if results.get("limits"):
        lines += ["", "## Limits", "", "Of `GET /timeline` (20).", "", *_table(results["limits"])]
    lines += _growth(results.get("growth", [])) + _tweeting(results.get("tweeting", []))
    lines += _storm(results.get("storm", []))
    lines += ["", "## The machine", "", "| | |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in results["machine"].items()]
    lines += ["", "## How it is measured", "", METHOD.format(**settings, reference=reference), ""]
    return "\n".join(lines)


def _runs(runs: dict[str, dict[str, str]]) -> str:
    """When each part was measured, and on which commit."""
    parts: dict[str, list[str]] = {}
    for part, run in sorted(runs.items()):
        parts.setdefault(f"{run['date']} at commit {run['commit']}, load average before {run['load']}", []).append(part)
    return "; ".join(f"{', '.join(names)} on {when}" for when, names in parts.items())


def _targets(targets: list[Target]) -> list[str]:
    if not targets:
        return []
    lines = ["", "## Targets", "", "| Target | Aim | Measured | |", "|---|---|---|---|"]
    for target in targets:
        what = f"{target.what}. {target.note}" if target.note else target.what
        lines.append(f"| {what} | {target.aimed} | {target.measured} | {target.verdict} |")
    return lines


def _table(rows: list[dict]) -> list[str]:
    lines = [
        "| | Connections | Requests/s (lowest to highest) | p50 ms | p99 ms | p99.9 ms | CPU ms: server | database | "
        "Memory MB: server | database |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        rate = f"{_number(row['rps'])} ({_number(row['rps_low'])} to {_number(row['rps_high'])})"
        cells = [
            NAMES[row["server"]], str(row["connections"]), rate, _number(row["p50"]), _number(row["p99"]),
            _number(row["p99.9"]), _number(row["server_cpu_ms"] or None), _number(row["database_cpu_ms"] or None),
            _megabytes(row["memory"]), _megabytes(row["database_memory"]),
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _growth(rows: list[dict]) -> list[str]:
    if not rows:
        return []
    lines = ["", "## Growth of timelines", "", "`GET /timeline` (20), one request at a time: p50 and p99 in ms.", ""]
    counts = sorted({row["followees"] for row in rows})
    lines += [f"| | Tweets | {' | '.join(f'follows {count:,}' for count in counts)} |"]
    lines += [f"|---|--:|{'--:|' * len(counts)}"]
    cells = {(row["server"], row["tweets"], row["followees"]): row for row in rows}
    for server, tweets in sorted({key[:2] for key in cells}):
        times = [_times(cells.get((server, tweets, count))) for count in counts]
        lines.append(f"| {NAMES[server]} | {tweets:,} | {' | '.join(times)} |")
    return lines


def _tweeting(rows: list[dict]) -> list[str]:
    if not rows:
        return []
    what = f"`POST /tweet`, one request at a time, {rows[0]['tweets']:,} tweets: p50 and p99 in ms."
    lines = ["", "## Growth of tweeting", "", what]
    counts = sorted({row["followers"] for row in rows})
    lines += ["", f"| | {' | '.join(f'{count:,} followers' for count in counts)} |", f"|---|{'--:|' * len(counts)}"]
    cells = {(row["server"], row["followers"]): row for row in rows}
    for server in dict.fromkeys(row["server"] for row in rows):
        lines.append(f"| {NAMES[server]} | {' | '.join(_times(cells.get((server, count))) for count in counts)} |")
    return lines


def _storm(rows: list[dict]) -> list[str]:
    if not rows:
        return []
    lines = [
        "", "## A storm of log-ins", "",
        "`GET /timeline` (20) while 34 clients log in all the time, as many as Minitter lets in and has wait, on the "
        "same core.", "",
        "| | Connections | p50 ms: without | with | p99 ms: without | with | Log-ins | Answered 503 |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]  # fmt: skip
    for row in rows:
        times = [_number(row[f"{kind}_{name}"]) for name in ("p50", "p99") for kind in ("calm", "stormy")]
        cells = [NAMES[row["server"]], str(row["connections"]), *times, str(row["log_ins"]), str(row["refused"])]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _times(row: dict | None) -> str:
    return f"{_number(row['p50'])}, {_number(row['p99'])}" if row else ""


def _number(value: float | None) -> str:
    """Three digits; more before the point where there are."""
    if value is None:
        return "–"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.{1 if value >= 10 else 2 if value >= 1 else 3}f}"


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f}" if count else "–"
