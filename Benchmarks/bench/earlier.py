"""The report that --update puts newly measured parts into."""

import argparse
import json
import pathlib

# What has to be the same for two runs to stand in one report.
SETTINGS = ("tweets", "growth", "connections", "seconds", "repeats", "buffer_pool")
MACHINE = ("Processor", "Cores", "Memory")


def read(options: argparse.Namespace) -> dict:
    """The results in the folder of the report, whose settings the options take over."""
    file = options.out / "results.json"
    if not file.exists():
        raise RuntimeError(f"there is no {file} to update")
    results = json.loads(file.read_text())
    for name in SETTINGS:
        value = results["settings"][name]
        setattr(options, name, tuple(value) if isinstance(value, list) else value)
    return results


def merged(earlier: dict, results: dict) -> dict:
    """The earlier results with the parts of the new ones in their place."""
    if not earlier:
        return results
    differing = [name for name in MACHINE if earlier["machine"][name] != results["machine"][name]]
    if differing:
        raise RuntimeError(f"the report is of another machine ({', '.join(differing)}): measure all of it here")
    settings = results["settings"] | {"only": sorted({*earlier["settings"]["only"], *results["settings"]["only"]})}
    return earlier | results | {"settings": settings, "runs": earlier["runs"] | results["runs"]}


def said(runs: dict[str, dict[str, str]]) -> str:
    """When each part was measured, and on which commit."""
    parts: dict[str, list[str]] = {}
    for part, run in sorted(runs.items()):
        parts.setdefault(f"{run['date']} at commit {run['commit']}, load average before {run['load']}", []).append(part)
    return "; ".join(f"{', '.join(names)} on {when}" for when, names in parts.items())
