"""The report that --update puts newly measured parts into."""

import argparse
import json

# What has to be the same for two runs to stand in one report.
SETTINGS = ("tweets", "growth", "connections", "seconds", "repeats", "buffer_pool", "quick")
MACHINE = ("Processor", "Cores", "Memory")


def taken_over(options: argparse.Namespace, machine: dict[str, str]) -> dict:
    """The results in the folder of the report; the options get the settings that they were measured with.

    Raises RuntimeError when there are none, or another machine's.
    """
    file = options.out / "results.json"
    if not file.exists():
        raise RuntimeError(f"there is no {file} to update")
    results = json.loads(file.read_text())
    differing = [name for name in MACHINE if results["machine"][name] != machine[name]]
    if differing:
        raise RuntimeError(f"the report is of another machine ({', '.join(differing)}): measure all of it here")
    for name in SETTINGS:
        setattr(options, name, results["settings"][name])
    return results
