"""A Minitter of the tests' own: a process, a port and a folder."""

import json
import os
import random
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """Below those that the system gives to whoever connects, or one of these might take it before it is used."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Server:
    def __init__(self, program: str, folder: Path) -> None:
        self.program = program
        self.folder = folder
        # Kept when it is started again: the browsers come back to it.
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> Path:
        return self.folder / "data" / "minitter.sqlite"

    def start(self) -> None:
        # Nothing of the caller's settings; the cheapest hashes.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MINITTER_")}
        environment |= {
            "MINITTER_PORT": str(self.port),
            "MINITTER_ADMIN_PORT": "off",
            "MINITTER_DATA_DIRECTORY": str(self.folder / "data"),
            "MINITTER_BCRYPT_COST": "4",
            "MINITTER_RATE_LIMITS": "off",
            "MINITTER_DRAIN_SECONDS": "0",
            "MINITTER_STOP_TIMEOUT": "1",
            "MINITTER_WEB_DIRECTORY": str(REPOSITORY / "Web"),
        }
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen([self.program, "serve"], env=environment, stdout=log, stderr=log)
        end = time.monotonic() + 30
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{self.program} does not serve: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def call(self, method: str, path: str, body: object = None, token: str = "") -> dict:
        """Calls the API as a program does."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method)
        request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", token)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def status(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> int:
        """The status of an answer, whatever it is."""
        request = urllib.request.Request(self.url + path, data=body, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
