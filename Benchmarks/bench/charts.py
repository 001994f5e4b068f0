"""The pictures, as SVG."""

import pathlib

import matplotlib

from .targets import OURS, REFERENCE, best
from .works import LIKE, LOG_IN, MIX, TIMELINE, TWEET

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402: the way of drawing comes first

NAMES = {
    OURS: "Minitter on MariaDB", "minitter-sqlite": "Minitter on SQLite", REFERENCE: "the seed's design on MariaDB",
    "hummingbird": "Hummingbird alone", "mariadb": "the queries alone",
}  # fmt: skip
COLORS = {
    OURS: "#f05138", "minitter-sqlite": "#f7a072", REFERENCE: "#5b7db1", "hummingbird": "#9a9a9a", "mariadb": "#c4c4c4"
}  # fmt: skip


def draw(results: dict, folder: pathlib.Path) -> list[str]:
    """Returns the names of the files. Those of an earlier run go."""
    for old in folder.glob("*.svg"):
        old.unlink()
    # Letters stay letters, and nothing differs from run to run but what was measured.
    style = {"svg.fonttype": "none", "svg.hashsalt": "minitter", "font.size": 9, "axes.spines.top": False}
    with matplotlib.rc_context(style | {"axes.spines.right": False}):
        made = [
            _requests(results, folder) if results.get("works") else None,
            _cpu(results, folder) if results.get("works") else None,
            _timelines(results, folder) if results.get("growth") else None,
            _tweeting(results, folder) if results.get("tweeting") else None,
        ]
    return [name for name in made if name]


def _save(figure, folder: pathlib.Path, name: str) -> str:
    figure.savefig(folder / name, metadata={"Date": None}, bbox_inches="tight")
    pyplot.close(figure)
    return name


def _requests(results: dict, folder: pathlib.Path) -> str:
    works = [TIMELINE, TWEET, LIKE, LOG_IN, MIX]
    rows = results["works"] + results.get("limits", [])
    figure, axes = pyplot.subplots(figsize=(9, 4))
    width = 0.17
    for position, server in enumerate(NAMES):
        for index, work in enumerate(works):
            row = best(rows, server, work)
            if not row:
                continue
            x = index + (position - 2) * width
            label = NAMES[server] if index == 0 else None
            low, high = row["rps"] - row["rps_low"], row["rps_high"] - row["rps"]
            axes.bar(x, row["rps"], width, yerr=[[low], [high]], color=COLORS[server], label=label)
            axes.annotate(f"{row['rps']:,.0f}", (x, row["rps_high"]), ha="center", va="bottom", fontsize=7)
    axes.set_yscale("log")
    axes.set_xticks(range(len(works)), works)
    axes.set_ylabel("requests a second (logarithmic)")
    axes.set_title("Requests a second on one core for the server, at each one's best number of connections")
    axes.legend(frameon=False, fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=5)
    return _save(figure, folder, "requests.svg")


def _cpu(results: dict, folder: pathlib.Path) -> str:
    works = [TIMELINE, TWEET, LIKE, MIX]
    figure, panels = pyplot.subplots(1, len(works), figsize=(9, 2.6), sharey=True)
    for axes, work in zip(panels, works, strict=True):
        for position, server in enumerate((OURS, "minitter-sqlite", REFERENCE)):
            row = best(results["works"], server, work)
            if not row:
                continue
            own, database = row["server_cpu_ms"], row["database_cpu_ms"]
            axes.barh(position, own, color=COLORS[server])
            axes.barh(position, database, left=own, color="white", edgecolor=COLORS[server], hatch="////")
            axes.annotate(f" {own + database:.2f}", (own + database, position), va="center", fontsize=8)
        axes.set_title(work, fontsize=9)
        axes.margins(x=0.25)
        axes.set_yticks(range(3), [NAMES[each] for each in (OURS, "minitter-sqlite", REFERENCE)])
        axes.set_xlabel("ms")
    panels[0].invert_yaxis()
    figure.suptitle("CPU a request: the server's, and hatched the database's", y=1.04)
    return _save(figure, folder, "cpu.svg")


def _timelines(results: dict, folder: pathlib.Path) -> str:
    rows = results["growth"]
    counts = sorted({row["followees"] for row in rows})
    figure, panels = pyplot.subplots(1, len(counts), figsize=(9, 3.2), sharey=True, squeeze=False)
    for axes, followees in zip(panels[0], counts, strict=True):
        for server in (OURS, "minitter-sqlite", REFERENCE):
            own = [row for row in rows if (row["server"], row["followees"]) == (server, followees)]
            for percentile, line in (("p50", "-"), ("p99", ":")):
                points = [(row["tweets"], row[percentile]) for row in own if row[percentile]]
                if points:
                    label = f"{NAMES[server]}, {percentile}"
                    axes.plot(*zip(*points), f"o{line}", ms=3, color=COLORS[server], label=label)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_title(f"follows {followees:,}", fontsize=9)
        axes.set_xlabel("tweets")
    panels[0][0].set_ylabel("ms")
    handles, labels = panels[0][0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower center", ncols=3, frameon=False, fontsize=8, bbox_to_anchor=(0.5, -0.14))
    figure.suptitle("GET /timeline (20), one request at a time", y=1.02)
    return _save(figure, folder, "growth.svg")


def _tweeting(results: dict, folder: pathlib.Path) -> str:
    figure, axes = pyplot.subplots(figsize=(5, 3))
    for server in (OURS, "minitter-sqlite", REFERENCE):
        own = [row for row in results["tweeting"] if row["server"] == server]
        for percentile, line in (("p50", "-"), ("p99", ":")):
            points = [(row["followers"], row[percentile]) for row in own if row[percentile]]
            if points:
                axes.plot(*zip(*points), f"o{line}", ms=3, color=COLORS[server], label=f"{NAMES[server]}, {percentile}")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("followers of the author")
    axes.set_ylabel("ms")
    axes.set_title("POST /tweet, one request at a time")
    axes.legend(frameon=False, fontsize=7)
    return _save(figure, folder, "tweeting.svg")
