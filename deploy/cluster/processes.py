"""Processes that outlive the command that started them, and are known again by more than their number."""

import os
import pathlib
import signal
import subprocess
import time


def boot():
    """Of this run of the machine: numbers of processes mean nothing after the next start."""
    return pathlib.Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def started(pid):
    """When the process began, in ticks since the machine did; None when there is none, or only its remains."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[0] in "ZX" else int(fields[19])


def start(command, log, environment):
    """Starts a process of its own session. What it says is added to the log."""
    with open(log, "ab") as output:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)
    return {"pid": process.pid, "started": started(process.pid), "boot": boot()}


def is_running(record):
    """Whether the process that was noted is still there, and not another that was given its number."""
    return bool(record) and record["boot"] == boot() and started(record["pid"]) == record["started"] is not None


def send(record, number):
    """Whether there was a process to send the signal to."""
    if not is_running(record):
        return False
    try:
        os.kill(record["pid"], number)
    except ProcessLookupError:
        return False
    return True


def wait(record, seconds):
    """Whether it has ended in time."""
    deadline = time.monotonic() + seconds
    while is_running(record):
        reap(record)
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def reap(record):
    """Where this program is its parent, a process stays as its remains until it is asked for."""
    try:
        os.waitpid(record["pid"], os.WNOHANG)
    except ChildProcessError:
        pass


def stop(record, seconds):
    """Ends it, by force when it takes too long; whether it went by itself."""
    if not send(record, signal.SIGTERM) or wait(record, seconds):
        return True
    send(record, signal.SIGKILL)
    wait(record, 10)
    return False


def kill(record):
    """kill -9; whether there was something to kill."""
    was_running = send(record, signal.SIGKILL)
    wait(record, 10)
    return was_running


def memory(record):
    """Resident memory in MiB: now, and the most it ever was. None when it does not run."""
    if not is_running(record):
        return None
    lines = pathlib.Path(f"/proc/{record['pid']}/status").read_text().splitlines()
    values = dict(line.split(":", 1) for line in lines)
    return tuple(int(values[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
