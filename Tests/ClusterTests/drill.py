"""Runs the drills and prints what came of them; script/drill runs it and tells what it wants."""

import argparse
import collections
import os
import pathlib
import platform
import shutil
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "deploy/cluster"), str(ROOT / "Tests/GaleraTests")]

import cluster as command  # noqa: E402
from comparison import Content  # noqa: E402
from drill_load import Caller, Load, sign_up  # noqa: E402
from drill_record import Record, World  # noqa: E402
from drills import CALM, DRILLS, Drill, Skip, peak_memory  # noqa: E402
from state import State, Trouble  # noqa: E402

# Until all is well again after the mending began; an update of two servers takes two drains. Much of it is waiting for a
# processor where there are two for all of this.
MAXIMUM_RECOVERY = 45
SETTINGS = {
    # The load comes from one address and few accounts.
    "MINITTER_RATE_LIMITS": "off", "MINITTER_BCRYPT_COST": "4", "MINITTER_PASSWORD_QUEUE": "1000",
}  # fmt: skip
HEAD = (
    "Drill", "Requests", "Failed at first", "Failed in the end", "Longest stall", "Writes acknowledged", "Lost",
    "Done twice", "Recovered in",
)  # fmt: skip


class Outcome:
    """A drill's rows in the table, and what is wrong with it."""

    def __init__(self, title):
        self.title, self.rows, self.problems, self.remarks = title, [], [], []

    def judge(self, drill, record, stored):
        lost, twice = lost_and_doubled(record, stored)
        self.problems += [f"lost: {write}" for write in sorted(lost, key=str)[:5]]
        self.problems += [f"done twice: {write}" for write in twice[:5]]
        self.problems += record.mistakes[:5]
        self.remarks = drill.remarks
        # From the start of the mending until all is well and the last failure is past.
        ends = [drill.whole, *(time for time in [record.last_failure()] if time)]
        recovered = max(ends) - drill.mending
        if recovered > MAXIMUM_RECOVERY:
            self.problems.append(f"it took {recovered:.1f} s to recover")
        calls = record.tallies["calls"]
        if calls.failed_in_the_end:
            self.problems.append(f"{calls.failed_in_the_end} calls failed in the end")
        self.add(record, "calls", self.title, len(record.acknowledged), len(lost), len(twice), f"{recovered:.1f} s")
        if record.tallies["pictures"].failed_at_first:
            self.add(record, "pictures", "… its pictures", "", "", "", "")

    def add(self, record, kind, title, *rest):
        tally = record.tallies[kind]
        stall = tally.longest_stall(record.begin, record.end)
        failures = ", ".join(f"{count} × {name}" for name, count in tally.failures.most_common())
        self.rows.append(
            (title, tally.calls, tally.failed_at_first, tally.failed_in_the_end, f"{stall:.2f} s", *rest))
        if failures:
            self.remarks.append(f"{kind}, attempts that failed: {failures}")


def lost_and_doubled(record, stored):
    texts = collections.Counter(stored.tweets.values())
    twice = [write for write in record.acknowledged if write[0] == "tweet" and texts[write[1:]] > 1]
    return record.acknowledged - stored.writes(), twice


def perform(name, cluster, world, options):
    """A drill under load."""
    function = DRILLS[name]
    title = function.__doc__
    outcome, record = Outcome(title), Record(name)
    print(f"==> {title}", flush=True)
    drill = Drill(cluster, cluster.state.port("haproxy"))
    try:
        if hasattr(function, "needs"):
            function.needs(options)
        around = getattr(function, "around", None)
        if around:
            with around(drill):
                under_load(function, drill, world, record, options)
        else:
            under_load(function, drill, world, record, options)
        outcome.judge(drill, record, Content.of_node(cluster.by_name["mariadb"]))
    except Skip as reason:
        outcome.rows.append((title, f"skipped: {reason}", *[""] * (len(HEAD) - 2)))
    except (Trouble, RuntimeError) as trouble:
        outcome.problems.append(str(trouble))
        outcome.rows.append((title, "FAILED", *[""] * (len(HEAD) - 2)))
        # The next drill is to have a whole cluster.
        mend_all(cluster)
    for line in outcome.remarks:
        print(f"    {line}")
    for problem in outcome.problems:
        print(f"    FAILED: {problem}", flush=True)
    return outcome, record


def under_load(function, drill, world, record, options):
    with Load(drill.port, world, record):
        time.sleep(CALM)
        function(drill, options)
        time.sleep(CALM)


def mend_all(cluster):
    for part in cluster.parts:
        if not part.is_running:
            part.start()
            part.await_health()


def last_checks(cluster, world, records):
    """What must hold when all is over, in words where it does not."""
    stored = Content.of_node(cluster.by_name["mariadb"])
    acknowledged = set().union(*(record.acknowledged for record in records))
    yield f"all {len(acknowledged)} acknowledged writes are there", acknowledged - stored.writes()
    yield "counts of likes, tweets and followers are those of the rows", stored.wrong_counts()
    done = cluster.by_name["minitter-1"].run("timeline", "check")
    yield "minitter timeline check finds nothing", [done.stdout + done.stderr] if done.returncode else []
    caller = Caller(cluster.state.port("haproxy"))
    answers = {path: caller.attempt("GET", path) for path in world.pictures.values()}
    absent = [path for path, answer in answers.items() if answer.status != 200 or answer.body[:4] != b"RIFF"]
    yield "the pictures that were acknowledged last can be loaded", absent


def markdown(rows):
    lines = ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join((lines[0], "|---" + "|--:" * (len(rows[0]) - 1) + "|", *lines[1:]))


def report(outcomes, memories):
    table = markdown([HEAD, *(row for outcome in outcomes for row in outcome.rows)])
    remarks = "\n".join(f"- {outcome.title}: {'; '.join(outcome.remarks)}." for outcome in outcomes if outcome.remarks)
    idle, busy = memories
    processors = len(os.sched_getaffinity(0))
    return (
        f"{table}\n\n{remarks}\n\nMemory of one Minitter: {idle:.0f} MiB after its start, {busy:.0f} MiB at the most under the "
        f"load of the drills.\nOn {processors} processors of {platform.machine()}, Linux {platform.release()}.\n")


def parse():
    parser = argparse.ArgumentParser(prog="script/drill")
    parser.add_argument("--minitter", required=True, type=pathlib.Path)
    parser.add_argument("--next", type=pathlib.Path)
    parser.add_argument("--only", action="append", choices=DRILLS)
    parser.add_argument("--state", default=ROOT / ".build/drill", type=pathlib.Path)
    parser.add_argument("--report", default=ROOT / ".build/drill.md", type=pathlib.Path)
    options = parser.parse_args()
    options.minitter = options.minitter.resolve()
    options.next = options.next and options.next.resolve()
    return options


def main():
    options = parse()
    state = State(options.state)
    state.make()
    # What an earlier run left.
    with state.locked():
        command.Cluster(state.load()).down()
    shutil.rmtree(options.state)
    state = State(options.state)
    state.make()
    outcomes, records = [], []
    with state.locked():
        cluster = command.Cluster(state)
        try:
            cluster.up(options.minitter, SETTINGS, say=lambda text: None)
            print(f"the cluster is up: {cluster.address}, its logs are in {state.logs}", flush=True)
            idle, busy = peak_memory(cluster), 0
            world = World()
            sign_up(state.port("haproxy"), world, Record("sign-ups"))
            for name in options.only or DRILLS:
                outcome, record = perform(name, cluster, world, options)
                outcomes.append(outcome)
                records.append(record)
                busy = max(busy, peak_memory(cluster))
            print("==> when all is over")
            problems = []
            for claim, wrong in last_checks(cluster, world, records):
                print(f"    {'FAILED: ' if wrong else 'ok: '}{claim}")
                for each in list(wrong)[:5]:
                    print(f"        {each}")
                problems += wrong
        finally:
            cluster.down()
    text = report(outcomes, (idle, busy))
    options.report.write_text(text, encoding="utf-8")
    print(f"\n{text}\nwritten to {options.report}")
    failed = sum(bool(outcome.problems) for outcome in outcomes)
    print(f"{len(outcomes) - failed} drills passed, {failed} failed" + (", and the last checks" if problems else ""))
    return 1 if failed or problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        sys.exit(f"script/drill: {trouble}")
