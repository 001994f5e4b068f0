"""Processes: started on cores of their own, and what they use."""

import os
import pathlib
import socket
import subprocess
import time
from dataclasses import dataclass

TICK_SECONDS = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Placement:
    """Who runs where. With two cores the load shares the database's, with one all share it."""

    server: list[int]
    database: list[int]
    load: list[int]

    @classmethod
    def of_this_machine(cls) -> "Placement":
        cores = sorted(os.sched_getaffinity(0))
        first, second = cores[0], cores[min(1, len(cores) - 1)]
        return cls([first], [second], cores[2:] or [second])


def pinned(command: list[str], cores: list[int]) -> list[str]:
    return ["taskset", "--cpu-list", ",".join(map(str, cores)), *command]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class Process:
    """A server with all its children. It ends with this program, even when this one is killed."""

    def __init__(self, command: list[str], cores: list[int], log: pathlib.Path, environment: dict[str, str]):
        self.log = log
        with log.open("ab") as output:
            self.popen = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *pinned(command, cores)], stdin=subprocess.DEVNULL, stdout=output,
                stderr=output, start_new_session=True, env=os.environ | environment,
            )  # fmt: skip

    def wait_until_ready(self, is_ready, seconds: float = 60):
        deadline = time.monotonic() + seconds
        while not is_ready():
            if self.popen.poll() is not None or time.monotonic() > deadline:
                what = self.popen.args[5]
                raise RuntimeError(f"{what} doesn't come up; its last words:\n{self.last_words()}")
            time.sleep(0.05)

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])

    def stop(self):
        if self.popen.poll() is None:
            self.popen.terminate()
            try:
                self.popen.wait(60)
            except subprocess.TimeoutExpired:
                self.popen.kill()
                self.popen.wait()

    def tree(self) -> list[int]:
        """The process and its children, all levels."""
        found = [self.popen.pid]
        for pid in found:
            for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
                try:
                    found += map(int, task.read_text().split())
                except OSError:
                    continue  # It ended meanwhile.
        return found

    def cpu_seconds(self) -> float:
        """User and system time of all threads, and of children that have ended."""
        return sum(map(cpu_seconds, self.tree()))

    def wait_until_idle(self, seconds: float = 60):
        """Until it uses less than 5 % of a core."""
        deadline = time.monotonic() + seconds
        used = self.cpu_seconds()
        while time.monotonic() < deadline:
            time.sleep(0.2)
            before, used = used, self.cpu_seconds()
            if used - before <= TICK_SECONDS:
                return

    def memory(self) -> int:
        """Bytes; what processes share is counted once (PSS)."""
        return sum(map(proportional_memory, self.tree()))


def cpu_seconds(pid: int) -> float:
    try:
        # After the name, which may hold spaces: utime, stime, cutime, cstime are fields 14 to 17 (proc(5)).
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15])) * TICK_SECONDS


def proportional_memory(pid: int) -> int:
    try:
        lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1_024 for line in lines if line.startswith("Pss:"))
