"""Brings a network into databases, the fastest way that each has: LOAD DATA and plain inserts of sorted rows."""

import os
import pathlib
import sqlite3
import subprocess

from .mariadb import MariaDB
from .network import COLUMNS, Network
from .progress import Bar

# The seed's tables have fewer columns.
SEED_LACKS = {
    "users": {"email_key", "tweet_count", "follower_count", "following_count", "token_generation"},
    "tweets": {"like_count"}, "users_follow_list": {"id"}, "like_tweet_list": {"id"},
}  # fmt: skip


# Names to find people by. A server would fill them in at its start, while it is measured.
NAMES = "INSERT INTO user_names (user_id, name_key) SELECT id, LOWER(name) FROM users"


def load_mariadb(server: MariaDB, database: str, network: Network, label: str, is_seeds: bool = False):
    for table, columns in COLUMNS.items():
        lacking = SEED_LACKS[table] if is_seeds else set()
        targets = ", ".join("@left_out" if column in lacking else column for column in columns)
        _load_table(server, database, network, table, targets, label)
    if not is_seeds:
        server.run(NAMES, database)
    server.run(f"ANALYZE TABLE {', '.join(COLUMNS)}", database)


def _load_table(server: MariaDB, database: str, network: Network, table: str, targets: str, label: str):
    """Rows go through a pipe, so that they are made while they are stored."""
    pipe = server.folder / "rows"
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    # Into an empty table, without these checks, InnoDB sorts each index once in place of filling it row by row.
    sql = (
        f"SET foreign_key_checks = 0, unique_checks = 0; LOAD DATA LOCAL INFILE '{pipe}' INTO TABLE {table} "
        f"CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' ({targets})"
    )
    command = server.client("mariadb", "--local-infile=1", "--execute", sql, database)
    client = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    bar = Bar(f"{label}: {table}", network.count(table))
    try:
        with _open_for(client, pipe) as output:
            for rows in network.chunks(table):
                output.write("".join(["\t".join(map(str, row)) + "\n" for row in rows]))
                bar.advance(len(rows))
        bar.note("indexes")
    except BrokenPipeError:
        pass  # The client says why.
    error = client.communicate()[1]
    if client.returncode:
        raise RuntimeError(f"{table} can't be loaded: {error}")
    bar.finish()
    pipe.unlink()


def _open_for(client: subprocess.Popen, pipe: pathlib.Path):
    """Opens the pipe when the client has, and doesn't wait for one that has ended."""
    while True:
        try:
            descriptor = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            if client.poll() is not None:
                raise BrokenPipeError from None
            continue
        os.set_blocking(descriptor, True)
        return os.fdopen(descriptor, "w", encoding="utf-8", buffering=1 << 20)


def load_sqlite(file: pathlib.Path, network: Network, label: str):
    db = sqlite3.connect(file, isolation_level=None)
    # Nobody else is there, and what a crash would leave is thrown away.
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -2000000"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    for table, columns in COLUMNS.items():
        bar = Bar(f"{label}: {table}", network.count(table))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        db.execute("BEGIN")
        for rows in network.chunks(table):
            db.executemany(sql, rows)
            bar.advance(len(rows))
        db.execute("COMMIT")
        bar.finish()
    db.execute(NAMES)
    db.execute("PRAGMA journal_mode = WAL").fetchall()
    db.close()
