"""What a cluster knows of itself: the state folder."""

import contextlib
import fcntl
import json
import os
import pathlib
import secrets
import socket


class Trouble(Exception):
    """What can't be done; the text says what to do."""


class State:
    """The folder's files: state.json (ports, secrets, processes), lock, logs/, and a folder for each part."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.logs = self.folder / "logs"
        self.file = self.folder / "state.json"
        self.values = {"ports": {}, "secrets": {}, "processes": {}, "programs": {}, "settings": {}}

    @property
    def exists(self):
        return self.file.exists()

    def load(self):
        try:
            self.values.update(json.loads(self.file.read_text()))
        except FileNotFoundError:
            pass
        except ValueError:
            raise Trouble(f"{self.file} can't be read: remove the folder {self.folder} and begin anew") from None
        return self

    def make(self):
        # Secrets are in it.
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.logs.mkdir(exist_ok=True)

    def save(self):
        new = self.file.with_suffix(".new")
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(self.values, file, indent=1)
        new.replace(self.file)

    @contextlib.contextmanager
    def locked(self):
        """One command at a time changes it."""
        with open(self.folder / "lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Trouble(f"another command works on {self.folder}: wait until it has ended") from None
            yield

    def secret(self, name, size=24):
        return self.values["secrets"].setdefault(name, secrets.token_hex(size))

    def log(self, part):
        return self.logs / f"{part}.log"

    def port(self, name):
        return self.values["ports"][name]

    def choose_ports(self, names, twins=()):
        """Keeps those that are free, chooses others for those that are not. twins: ports that must also be free as the
        number plus 10,000."""
        ports = self.values["ports"]
        taken = set()
        for name in names:
            is_twin = name in twins
            port = ports.get(name)
            if port is None or port in taken or not is_free(port, is_twin):
                port = next(each for each in candidates() if each not in taken and is_free(each, is_twin))
            ports[name] = port
            taken.update((port, port + 10_000))


def candidates():
    """Below the ports that the system gives to clients (32,768 on), so that none of these sits on one tomorrow."""
    start = 15_000 + secrets.randbelow(6_000)
    return range(start, 22_700)


def is_free(port, with_twin=False):
    for each in (port, port + 10_000) if with_twin else (port,):
        with socket.socket() as one:
            # As the servers do: connections that have ended don't count.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", each))
            except OSError:
                return False
    return True
