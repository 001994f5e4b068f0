"""What it was measured on."""

import importlib.metadata
import os
import pathlib
import platform
import subprocess
import tempfile
import time
from statistics import median

from .processes import Placement


def description(placement: Placement) -> dict[str, str]:
    packages = ("flask", "sqlalchemy", "mysql-connector-python", "gunicorn", "bcrypt", "PyJWT")
    return {
        "Processor": _cpu_model(),
        "Cores": f"{len(os.sched_getaffinity(0))}: the server on {_names(placement.server)}, the database on "
        f"{_names(placement.database)}, the load on {_names(placement.load)}",
        "Memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GiB",
        "Disk": f"{_fsync_milliseconds():.2f} ms for 4 KiB that are safe (fdatasync, median)",
        "System": f"{_system()}, Linux {platform.release()}",
        "Swift": _first_line("swift", "--version"),
        "Hummingbird alone": "2.28.1",
        "MariaDB": _first_line("mariadb", "--version"),
        "Reference": f"Python {platform.python_version()}, "
        + ", ".join(f"{package} {importlib.metadata.version(package)}" for package in packages),
        "Load": f"{_first_line('wrk', '--version')}; {_first_line('sysbench', '--version')}",
    }


def commit() -> str:
    """Of this checkout."""
    return _first_line("git", "rev-parse", "--short=12", "HEAD")


def _names(cores: list[int]) -> str:
    return f"core {cores[0]}" if len(cores) == 1 else f"cores {cores[0]} to {cores[-1]}"


def _cpu_model() -> str:
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _system() -> str:
    release = pathlib.Path("/etc/os-release")
    lines = release.read_text().splitlines() if release.exists() else []
    return next((line.partition("=")[2].strip('"') for line in lines if line.startswith("PRETTY_NAME=")), "Linux")


def _first_line(*command: str) -> str:
    """wrk tells its version and then fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return f"{command[0]} not found"
    return (done.stdout or done.stderr).strip().partition("\n")[0].partition(" Copyright")[0]


def _fsync_milliseconds() -> float:
    with tempfile.TemporaryFile() as file:
        times = []
        for _ in range(200):
            begun = time.perf_counter()
            os.pwrite(file.fileno(), b"x" * 4_096, 0)
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - begun)
    return median(times) * 1_000
