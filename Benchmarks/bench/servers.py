"""The servers that are compared. Each is on the server's core, and all take the same tokens."""

import contextlib
import os
import pathlib
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator

from .loading import load_mariadb, load_sqlite
from .mariadb import MariaDB
from .network import Network
from .processes import Placement, Process, free_port
from .progress import Bar

BENCHMARKS = pathlib.Path(__file__).resolve().parent.parent


class Server:
    """One that runs. `database` is the process whose CPU counts with it, where there is one."""

    def __init__(self, name: str, process: Process, port: int, ready: str, database: Process | None = None):
        self.name, self.process, self.database = name, process, database
        self.url = f"http://127.0.0.1:{port}"
        process.wait_until_ready(lambda: self._answers(ready))

    def _answers(self, path: str) -> bool:
        try:
            with urllib.request.urlopen(self.url + path, timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def stop(self):
        self.process.stop()


class Site:
    """A network in the databases of all servers, and how to start those."""

    KINDS = ("minitter-sqlite", "minitter-mariadb", "reference")

    def __init__(
        self, network: Network, program: pathlib.Path, mariadb: MariaDB, folder: pathlib.Path, placement: Placement,
        secret: str,
    ):  # fmt: skip
        self.network, self.program, self.mariadb, self.placement, self.secret = (
            network, program, mariadb, placement, secret,
        )  # fmt: skip
        self.folder = folder / f"site-{network.tweets}"
        self.folder.mkdir()
        self.minitters, self.references = f"minitter_{network.tweets}", f"reference_{network.tweets}"
        self.environment = {
            "minitter-sqlite": self._settings("sqlite", f"sqlite:{self.folder}/minitter.sqlite"),
            "minitter-mariadb": self._settings("mariadb", mariadb.url("mysql", self.minitters)),
        }

    def _settings(self, name: str, url: str) -> dict[str, str]:
        return {
            "MINITTER_DATA_DIRECTORY": f"{self.folder}/{name}", "MINITTER_DATABASE_URL": url,
            "MINITTER_JWT_SECRET": self.secret, "MINITTER_ADMIN_PORT": "off", "MINITTER_RATE_LIMITS": "off",
            "MINITTER_LOG_REQUESTS": "off", "MINITTER_LOG_LEVEL": "warning",
        }  # fmt: skip

    def fill(self):
        tweets = f"{self.network.tweets:,}"
        self._minitter("minitter-sqlite", "migrate")
        load_sqlite(self.folder / "minitter.sqlite", self.network, f"{tweets} SQLite")
        self._minitter("minitter-mariadb", "migrate")
        load_mariadb(self.mariadb, self.minitters, self.network, f"{tweets} MariaDB")
        self.mariadb.run(f"CREATE DATABASE {self.references}")
        self.mariadb.run((BENCHMARKS / "reference" / "schema.sql").read_text(), self.references)
        load_mariadb(self.mariadb, self.references, self.network, f"{tweets} reference", is_seeds=True)
        if has_delivered_timeline(self.program):
            for kind in self.environment:
                bar = Bar(f"{tweets} {kind[9:]}: minitter timeline rebuild", self.network.people)
                self._minitter(kind, "timeline", "rebuild")
                bar.advance(self.network.people)
                bar.finish()

    def let_two_in_three_rest(self):
        """Leaves two of three timelines as if nobody had read them for MINITTER_TIMELINE_ACTIVE_DAYS."""
        rest = "UPDATE timelines SET floor_tweet_id = NULL WHERE owner_id % 3 <> 0"
        self.mariadb.run(rest, self.minitters)
        with contextlib.closing(sqlite3.connect(self.folder / "minitter.sqlite")) as db, db:
            db.execute(rest)

    def _minitter(self, kind: str, *arguments: str, **settings: str):
        environment = os.environ | self.environment[kind] | settings
        done = subprocess.run([self.program, *arguments], env=environment, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"minitter {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")

    @contextlib.contextmanager
    def running(self, *kinds: str) -> Iterator[list[Server]]:
        """Servers of these kinds, or else of all, which end with the block."""
        with contextlib.ExitStack() as stack:
            servers = []
            for kind in kinds or self.KINDS:
                servers.append(self.start(kind))
                stack.callback(servers[-1].stop)
            yield servers

    def start(self, kind: str) -> Server:
        port, log = free_port(), self.folder / f"{kind}.log"
        if kind == "reference":
            gunicorn = pathlib.Path(sys.executable).with_name("gunicorn")
            command = [
                str(gunicorn), "--workers", "4", "--threads", "4", "--bind", f"127.0.0.1:{port}",
                "--log-level", "error", "--worker-tmp-dir", str(self.folder), "--no-control-socket",
                "reference.app:create_app()",
            ]  # fmt: skip
            environment = {
                "REFERENCE_DATABASE_URL": self.mariadb.url("mysql+mysqlconnector", self.references),
                "REFERENCE_JWT_SECRET": self.secret, "PYTHONPATH": str(BENCHMARKS),
            }  # fmt: skip
            process = Process(command, self.placement.server, log, environment)
            return Server("reference", process, port, "/ping", self.mariadb.process)
        environment = self.environment[kind] | {"MINITTER_PORT": str(port)}
        process = Process([str(self.program), "serve"], self.placement.server, log, environment)
        return Server(kind, process, port, "/readyz", self.mariadb.process if kind == "minitter-mariadb" else None)


def has_delivered_timeline(program: pathlib.Path) -> bool:
    return subprocess.run([program, "timeline", "--help"], capture_output=True, check=False).returncode == 0


def start_constant_page(program: pathlib.Path, page: bytes, folder: pathlib.Path, placement: Placement) -> Server:
    file, port = folder / "page.json", free_port()
    file.write_bytes(page)
    process = Process([str(program), str(port), str(file)], placement.server, folder / "constant-page.log", {})
    return Server("hummingbird", process, port, "/timeline")
