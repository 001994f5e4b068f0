"""Does what script/bench is asked for; see script/bench --help."""

import argparse
import datetime
import json
import os
import pathlib
import resource
import secrets
import signal
import sys
import tempfile

from . import charts, earlier, growth, limits, machine, report, storm, targets, works
from .callers import Callers
from .load import Load
from .mariadb import MariaDB
from .network import Network
from .processes import Placement
from .progress import Bar, say
from .servers import BENCHMARKS, Site

PARTS = ("works", "limits", "growth", "storm")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("--minitter", type=pathlib.Path, required=True)
    parser.add_argument("--constant-page", type=pathlib.Path, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be given several times")
    parser.add_argument("--update", action="store_true", help="puts these parts into the report that is there")
    parser.add_argument("--tweets", type=int, help="of the network for all but growth")
    parser.add_argument("--growth", help="tweets of the networks for growth, comma-separated")
    parser.add_argument("--connections", help="comma-separated")
    parser.add_argument("--seconds", type=float, help="of one run")
    parser.add_argument("--repeats", type=int, help="runs of each")
    parser.add_argument("--buffer-pool", help="MariaDB's memory, such as 4G")
    parser.add_argument("--out", type=pathlib.Path, help="folder for the report")
    options = parser.parse_args()

    defaults = {"tweets": 10**6, "growth": "10000,100000,1000000,10000000", "connections": "1,16,64,256",
                "seconds": 4, "repeats": 3, "buffer_pool": "4G"}  # fmt: skip
    if options.quick:
        defaults |= {"tweets": 10**5, "growth": "10000,100000", "connections": "1,16,64", "seconds": 1, "repeats": 1,
                     "buffer_pool": "1G"}  # fmt: skip
    for name, value in defaults.items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    options.growth = numbers(parser, "--growth", options.growth)
    options.connections = numbers(parser, "--connections", options.connections)
    if options.update and (options.quick or not options.only):
        parser.error("--update goes with --only, and not with --quick")
    # What is committed is a whole run's, or a part in its place.
    is_whole = not options.quick and (options.update or not options.only)
    root = BENCHMARKS.parent
    options.out = options.out or (root / "docs" / "benchmarks" if is_whole else root / ".build" / "bench")
    options.only = options.only or PARTS
    if options.tweets < 1_000 or min(options.growth) < 1_000:
        parser.error("a network has 1,000 tweets or more")
    return options


def numbers(parser: argparse.ArgumentParser, name: str, text: str) -> tuple[int, ...]:
    try:
        return tuple(sorted({int(each) for each in text.split(",")}))
    except ValueError:
        parser.error(f"{name} takes numbers with commas between them")


def build_sites(options: argparse.Namespace, make_site) -> list[Site]:
    """By size."""
    sizes = set(options.growth if "growth" in options.only else ())
    if set(options.only) - {"growth"}:
        sizes.add(options.tweets)
    sites = []
    for size in sorted(sizes):
        bar = Bar(f"{size:,} tweets are made up", size)
        network = Network(size)
        bar.advance(size)
        bar.finish()
        site = make_site(network)
        site.fill()
        network.forget_rows()
        sites.append(site)
    return sites


def measure(options: argparse.Namespace, folder: pathlib.Path, placement: Placement, results: dict):
    """Puts each part into the results when it is done, so that one that fails takes no other with it."""
    secret = secrets.token_hex(32)
    callers = Callers(folder / "callers", secret)
    mariadb = MariaDB(folder / "mariadb", placement, options.buffer_pool)
    try:
        sites = build_sites(
            options, lambda network: Site(network, options.minitter, mariadb, folder, placement, secret)
        )
        load = Load(placement, options.seconds, options.repeats, options.tweets)
        # What writes most comes last.
        if "growth" in options.only:
            grown = [site for site in sites if site.network.tweets in options.growth]
            results["growth"] = growth.measure_timelines(grown, load, callers)
        main = next((site for site in sites if site.network.tweets == options.tweets), None)
        if main and "limits" in options.only:
            results["limits"] = limits.measure(main, load, callers, options.connections, options.constant_page)
        if main and "storm" in options.only:
            results["storm"] = storm.measure(main, load, callers)
        if main and "works" in options.only:
            results["works"] = works.measure(main, load, callers, options.connections)
        if "growth" in options.only:
            results["tweeting"] = growth.measure_tweeting(sites[-1], load, callers)
        if main and "works" in options.only:
            results["works"] += works.measure_tweets_to_few(main, load, callers, options.connections)
    finally:
        mariadb.stop()


def main():
    # A terminated run cleans up, as one that is interrupted does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # 256 connections, and as many to each of a dozen servers.
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    options = arguments()
    placement = Placement.of_this_machine()
    described = machine.description(placement)
    before = earlier.taken_over(options, described) if options.update else {"runs": {}}
    load_before = os.getloadavg()[0]
    if load_before > 0.5:
        say(f"The machine is busy (load {load_before:.1f}): what else runs on it changes the results.")
    begun = datetime.datetime.now(datetime.timezone.utc)
    with tempfile.TemporaryDirectory(prefix="minitter-bench.") as temporary:
        results: dict = {}
        failure = None
        try:
            measure(options, pathlib.Path(temporary), placement, results)
        except RuntimeError as error:
            if not results:
                raise
            failure = error
            say(f"It ends early: {error}")
    results["settings"] = {name: getattr(options, name) for name in earlier.SETTINGS}
    results["machine"] = described
    run = {"date": begun.strftime("%Y-%m-%d"), "commit": machine.commit(), "load": f"{load_before:.2f}"}
    results["runs"] = before["runs"] | {part: run for part in options.only if part in results}
    results["minutes"] = round((datetime.datetime.now(datetime.timezone.utc) - begun).total_seconds() / 60, 1)
    results = before | results
    evaluated = targets.evaluate(results)
    options.out.mkdir(parents=True, exist_ok=True)
    pictures = charts.draw(results, options.out)
    results["targets"] = [vars(target) | {"is_reached": target.is_reached} for target in evaluated]
    (options.out / "results.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    reference = os.path.relpath(BENCHMARKS / "reference" / "README.md", options.out)
    (options.out / "README.md").write_text(report.write(results, evaluated, pictures, reference))
    for target in evaluated:
        print(f"{target.verdict:<16} {target.measured:>12} ({target.aimed}): {target.what}")
    print(f"Done in {results['minutes']} minutes: {options.out / 'README.md'}")
    if failure:
        raise RuntimeError("a part is missing in the report, as said above")


if __name__ == "__main__":
    try:
        main()
    except RuntimeError as error:
        sys.exit(f"script/bench: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
