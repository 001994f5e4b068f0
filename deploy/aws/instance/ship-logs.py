"""Brings what the program logs from systemd's journal to CloudWatch, as it comes.

A line is sent again until CloudWatch has it; the place in the journal is kept after that. So none is lost while the journal
has it, and after a crash some may come twice.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

instance = json.loads(Path(os.environ.get("MINITTER_INSTANCE", "/etc/minitter-aws/instance.json")).read_text())
stream = Path(os.environ.get("MINITTER_INSTANCE_ID", "/var/lib/cloud/data/instance-id")).read_text().strip()
place = Path(os.environ.get("STATE_DIRECTORY", "/var/lib/minitter-logs")) / "cursor"
# The units' own output, what systemd says of them, and set-up's.
matches = [
    *("_SYSTEMD_UNIT=minitter.service", "+", "UNIT=minitter.service"),
    *("+", "_SYSTEMD_UNIT=minitter-secrets.service", "+", "UNIT=minitter-secrets.service"),
    *("+", "SYSLOG_IDENTIFIER=minitter-set-up"),
]

# CloudWatch's limits for one call, and our own for the time that a line waits.
MOST_EVENTS = 10_000
MOST_BYTES = 1_048_576
BYTES_BESIDE_TEXT = 26
MOST_BYTES_OF_LINE = 250_000
LONGEST_SPAN = 23 * 3_600 * 1_000
SECONDS_TO_WAIT = 2

Line = tuple[int, str, str]  # milliseconds, text, cursor


def journal() -> subprocess.Popen[bytes]:
    cursor = place.read_text() if place.exists() else ""
    start = f"--after-cursor={cursor}" if cursor else "--no-tail"
    command = ["journalctl", "--follow", "--quiet", "--output=json", start, *matches]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def read_line(line: bytes) -> Line | None:
    entry = json.loads(line)
    message = entry.get("MESSAGE") or ""
    if isinstance(message, list):  # bytes that are no UTF-8
        message = bytes(message).decode(errors="replace")
    message = message.encode(errors="replace")[:MOST_BYTES_OF_LINE].decode(errors="ignore")
    if not message.strip():
        return None
    return int(entry["__REALTIME_TIMESTAMP"]) // 1_000, message, entry["__CURSOR"]


def read_all(process: subprocess.Popen[bytes], lines: queue.Queue[Line | None]) -> None:
    assert process.stdout
    for text in process.stdout:
        if line := read_line(text):
            lines.put(line)
    lines.put(None)


def fits(batch: list[Line], size: int, line: Line) -> bool:
    return (
        len(batch) < MOST_EVENTS
        and size + len(line[1].encode()) + BYTES_BESIDE_TEXT <= MOST_BYTES
        and abs(line[0] - batch[0][0]) <= LONGEST_SPAN
    )


def send(logs, batch: list[Line]) -> None:
    # The journal is in the order of arrival, from which a set clock differs.
    events = [{"timestamp": at, "message": text} for at, text, _ in sorted(batch, key=lambda line: line[0])]
    delay = 1.0
    while True:
        try:
            logs.put_log_events(logGroupName=instance["log_group"], logStreamName=stream, logEvents=events)
            break
        except (BotoCoreError, ClientError) as error:
            print(f"CloudWatch takes no logs: {error}", file=sys.stderr, flush=True)
            time.sleep(delay)
            delay = min(delay * 2, 60)
    new = place.with_suffix(".new")
    new.write_text(batch[-1][2])
    new.replace(place)


def main() -> None:
    logs = boto3.client("logs", region_name=instance["region"], config=Config(retries={"max_attempts": 3}))
    try:
        logs.create_log_stream(logGroupName=instance["log_group"], logStreamName=stream)
    except logs.exceptions.ResourceAlreadyExistsException:
        pass
    # While CloudWatch is away the journal keeps the rest.
    lines: queue.Queue[Line | None] = queue.Queue(MOST_EVENTS)
    process = journal()
    threading.Thread(target=read_all, args=(process, lines), daemon=True).start()
    line = lines.get()
    while line:
        batch, size, deadline = [line], len(line[1].encode()) + BYTES_BESIDE_TEXT, time.monotonic() + SECONDS_TO_WAIT
        while True:
            try:
                line = lines.get(timeout=max(deadline - time.monotonic(), 0))
            except queue.Empty:
                send(logs, batch)
                line = lines.get()
                break
            if line is None or not fits(batch, size, line):
                send(logs, batch)
                break
            batch.append(line)
            size += len(line[1].encode()) + BYTES_BESIDE_TEXT
    sys.exit(f"journalctl has ended with {process.wait()}")


if __name__ == "__main__":
    main()
