"""The parts of the cluster: how each is started, and how one sees that it is well."""

import getpass
import json
import os
import pathlib
import resource
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

import processes
from state import Trouble

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
WEED = REPOSITORY / ".build/venv/bin/weed"
DATABASE, BUCKET, ACCOUNT = "minitter", "minitter-pictures", "minitter"
# Where Debian and Fedora keep servers, which is not on everybody's path.
PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin", "/usr/libexec"))


def program(name):
    found = shutil.which(name, path=PATH)
    if not found:
        raise Trouble(f"there is no {name}: run script/bootstrap --cluster")
    return found


def get(port, path, seconds=2):
    """Status and body; None and why when there is no answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=seconds) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except (OSError, ValueError) as error:
        return None, str(getattr(error, "reason", error)).encode()


class Part:
    # Names of the ports that it needs; of the first people are told.
    ports = ()
    # Ports that are taken with 10,000 added, too.
    twin_ports = ()
    # How long it may take to be well after its start, and to end.
    patience, farewell = 60, 20

    def __init__(self, state, name):
        self.state, self.name = state, name
        self.folder = state.folder / name

    @property
    def port(self):
        return self.state.port(self.ports[0])

    @property
    def process(self):
        return self.state.values["processes"].get(self.name)

    @property
    def is_running(self):
        return processes.is_running(self.process)

    def prepare(self):
        """What must be there before it starts."""

    def command(self):
        raise NotImplementedError

    def environment(self):
        return {"PATH": PATH, "HOME": str(self.folder), "LANG": "C.UTF-8"}

    def problem(self):
        """What ails it, in a few words; None when it is well."""
        raise NotImplementedError

    def after_start(self):
        """What can only be made when it runs."""

    def start(self, wrapper=()):
        """Starts it, unless it runs; wrapper: a command to run it with."""
        if self.is_running:
            return
        self.folder.mkdir(exist_ok=True)
        self.prepare()
        command = [*wrapper, *self.command()]
        self.state.values["processes"][self.name] = processes.start(
            command, self.state.log(self.name), self.environment())
        self.state.save()

    def await_health(self):
        deadline = time.monotonic() + self.patience
        while problem := self.problem():
            processes.reap(self.process)
            if not self.is_running:
                raise Trouble(f"{self.name} has ended. Its log, {self.state.log(self.name)}, ends with:\n{self.last_words()}")
            if time.monotonic() > deadline:
                raise Trouble(
                    f"{self.name} is not well after {self.patience} s: {problem}. Its log, "
                    f"{self.state.log(self.name)}, ends with:\n{self.last_words()}")
            time.sleep(0.1)
        self.after_start()

    def stop(self):
        """Whether it went by itself."""
        return processes.stop(self.process, self.farewell)

    def kill(self):
        return processes.kill(self.process)

    def last_words(self):
        try:
            lines = self.state.log(self.name).read_text(errors="replace").splitlines()
        except FileNotFoundError:
            lines = []
        return "\n".join(f"    {line}" for line in lines[-15:])


class MariaDB(Part):
    ports = ("mariadb",)

    @property
    def password(self):
        return self.state.secret("database")

    def prepare(self):
        data = self.folder / "data"
        if (data / "mysql").exists():
            return
        # What a start that was broken off left.
        shutil.rmtree(data, ignore_errors=True)
        making = self.folder / "making"
        shutil.rmtree(making, ignore_errors=True)
        command = [program("mariadb-install-db"), "--no-defaults", f"--user={getpass.getuser()}", f"--datadir={making}"]
        command += ["--skip-test-db", "--auth-root-authentication-method=normal"]
        done = subprocess.run(
            command, env=self.environment() | {"TMPDIR": str(self.folder)}, capture_output=True, text=True)
        if done.returncode:
            raise Trouble(f"MariaDB's data can't be made: {done.stdout}{done.stderr}")
        making.rename(data)

    def command(self):
        accounts = self.folder / "accounts.sql"
        with open(os.open(accounts, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(
                f"CREATE DATABASE IF NOT EXISTS {DATABASE};\n"
                f"GRANT ALL ON {DATABASE}.* TO {ACCOUNT}@127.0.0.1 IDENTIFIED BY '{self.password}';\n")
        # Durable, as its defaults are: an acknowledged write survives kill -9 and a power cut.
        return [
            program("mariadbd"), "--no-defaults", f"--user={getpass.getuser()}", f"--datadir={self.folder}/data",
            f"--socket={self.folder}/socket", f"--pid-file={self.folder}/pid", f"--port={self.port}",
            "--bind-address=127.0.0.1", "--skip-name-resolve", f"--init-file={accounts}", "--max-connections=200",
            "--innodb-buffer-pool-size=256M", f"--tmpdir={self.folder}",
        ]  # fmt: skip

    def client(self, name, *arguments):
        environment = self.environment() | {"MYSQL_PWD": self.password}
        command = [program(name), "--no-defaults", "--host=127.0.0.1", f"--port={self.port}", f"--user={ACCOUNT}"]
        return subprocess.run([*command, *arguments], env=environment, capture_output=True, text=True, timeout=120)

    def problem(self):
        if not self.is_running:
            return "not running"
        done = self.client("mariadb-admin", "--connect-timeout=2", "ping")
        return None if done.returncode == 0 else "does not answer"

    def rows(self, query, database=DATABASE):
        done = self.client(
            "mariadb", "--default-character-set=utf8mb4", "--batch", "--skip-column-names", "--execute", query, database)
        if done.returncode:
            raise Trouble(f"MariaDB refuses “{query}”: {done.stderr.strip()}")
        return [line.split("\t") for line in done.stdout.splitlines()]


class S3(Part):
    """SeaweedFS."""

    ports = ("s3", "s3-master", "s3-volume", "s3-filer")
    twin_ports = ports

    def command(self):
        if not WEED.exists():
            raise Trouble(f"there is no {WEED}: run script/bootstrap --cluster")
        (self.folder / "data").mkdir(exist_ok=True)
        (self.folder / "logs").mkdir(exist_ok=True)
        # The Minitters' key can do what their role on AWS can, in this bucket alone.
        actions = [f"{action}:{BUCKET}" for action in ("Read", "Write", "List")]
        credentials = {"accessKey": ACCOUNT, "secretKey": self.state.secret("s3")}
        identities = {"identities": [{"name": ACCOUNT, "credentials": [credentials], "actions": actions}]}
        with open(os.open(self.folder / "s3.json", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(identities, file)
        port = self.state.port
        return [
            str(WEED), f"-logdir={self.folder}/logs", "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
            f"-dir={self.folder}/data", f"-master.port={port('s3-master')}", f"-volume.port={port('s3-volume')}",
            f"-filer.port={port('s3-filer')}", "-master.volumeSizeLimitMB=64", "-volume.max=8", "-s3",
            f"-s3.port={self.port}", f"-s3.config={self.folder}/s3.json", "-s3.port.iceberg=0", "-s3.port.lance=0",
            # Of one node: nobody else need be told that it goes, or be waited for when it comes.
            "-volume.preStopSeconds=0", "-master.electionTimeout=1s",
        ]  # fmt: skip

    def problem(self):
        if not self.is_running:
            return "not running"
        # It is there when it refuses a request without a signature, and not before.
        if get(self.port, f"/{BUCKET}")[0] != 403:
            return "does not answer"
        # And it finds nothing before its part that has the bytes has come forward.
        status, body = get(self.state.port("s3-master"), "/dir/status")
        has_volumes = status == 200 and json.loads(body)["Topology"].get("DataCenters")
        return None if has_volumes else "has no volumes yet"

    def after_start(self):
        if (self.folder / "bucket-made").exists():
            return
        port = self.state.port
        for _ in range(20):
            done = subprocess.run(
                [str(WEED), "shell", f"-master=127.0.0.1:{port('s3-master')}", f"-filer=127.0.0.1:{port('s3-filer')}"],
                input=f"s3.bucket.create -name {BUCKET}\ns3.bucket.list\n", capture_output=True, text=True,
                env=self.environment(), cwd=self.folder, timeout=60)
            if BUCKET in done.stdout.split("s3.bucket.create")[-1]:
                (self.folder / "bucket-made").touch()
                return
            time.sleep(0.5)
        raise Trouble(f"the bucket can't be made: {done.stdout}{done.stderr}")


class Minitter(Part):
    # The longest of a drain and what is at hand then.
    farewell = 45

    def __init__(self, state, name):
        super().__init__(state, name)
        self.ports = (name, f"{name}-admin")

    @property
    def executable(self):
        return self.state.values["programs"].get(self.name) or self.state.values["programs"]["all"]

    @property
    def settings(self):
        state = self.state
        return {
            "MINITTER_HOST": "127.0.0.1", "MINITTER_PORT": str(self.port),
            "MINITTER_ADMIN_PORT": str(state.port(self.ports[1])), "MINITTER_DATA_DIRECTORY": str(self.folder / "data"),
            "MINITTER_DATABASE_URL": f"mysql://{ACCOUNT}@127.0.0.1:{state.port('mariadb')}/{DATABASE}",
            "MINITTER_DATABASE_PASSWORD_FILE": str(self.folder / "database-password"),
            "MINITTER_JWT_SECRET_FILE": str(self.folder / "jwt-secret"), "MINITTER_TRUSTED_PROXIES": "127.0.0.1",
            "MINITTER_S3_BUCKET": BUCKET, "MINITTER_S3_ENDPOINT": f"http://127.0.0.1:{state.port('s3')}",
            "AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": state.secret("s3"), "AWS_EC2_METADATA_DISABLED": "true",
            # More than the balancer needs to see it: two checks, half a second apart.
            "MINITTER_DRAIN_SECONDS": "3", "MINITTER_LOG_FORMAT": "json",
        } | state.values["settings"]  # fmt: skip

    def prepare(self):
        for name, secret in (("database-password", "database"), ("jwt-secret", "jwt")):
            with open(os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(self.state.secret(secret, 32 if secret == "jwt" else 24))

    def command(self):
        return [self.executable, "serve"]

    def environment(self):
        return super().environment() | self.settings

    def problem(self):
        if not self.is_running:
            return "not running"
        status, body = get(self.port, "/readyz")
        if status == 200:
            return None
        try:
            parts = json.loads(body)
        except ValueError:
            return "does not answer"
        if parts["draining"]:
            return "draining"
        return f"not ready: database {parts['database']}"

    def remark(self):
        """What is not right and does not stop it."""
        status, body = get(self.port, "/readyz")
        away = status == 200 and json.loads(body)["object_storage"] != "ok"
        return "object storage unavailable" if away else None

    def run(self, *arguments, timeout=120):
        """A command of the program beside it, `minitter timeline check`."""
        return subprocess.run(
            [self.executable, *arguments], env=self.environment(), capture_output=True, text=True, timeout=timeout)


class HAProxy(Part):
    ports = ("haproxy",)

    @property
    def socket_path(self):
        """Short: a socket's path may have 107 bytes."""
        return self.folder / "socket"

    def command(self):
        return [program("haproxy"), "-db", "-f", str(HERE / "haproxy.cfg")]

    def environment(self):
        port = self.state.port
        return super().environment() | {
            "BALANCER_BIND": f"127.0.0.1:{self.port}", "BALANCER_SOCKET": str(self.socket_path),
            "MINITTER_1": f"127.0.0.1:{port('minitter-1')}", "MINITTER_2": f"127.0.0.1:{port('minitter-2')}",
        }  # fmt: skip

    def start(self, wrapper=()):
        # Each client's connection is a file. What is granted is inherited.
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        super().start(wrapper)

    def problem(self):
        if not self.is_running:
            return "not running"
        try:
            states = self.servers()
        except OSError:
            return "does not answer"
        ready = [name for name, state in states.items() if state.startswith("UP")]
        return None if ready else "has no server that is ready"

    def servers(self):
        """Name and state of each, as the balancer sees it: {"minitter-1": "UP", "minitter-2": "DOWN"}."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(self.socket_path))
            connection.sendall(b"show stat\n")
            text = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
        header, *lines = (line.split(",") for line in text.lstrip("# ").splitlines() if line)
        rows = (dict(zip(header, line)) for line in lines)
        return {row["svname"]: row["status"] for row in rows if row["svname"].startswith("minitter-")}


def all_parts(state):
    """In the order in which they are started."""
    return [
        MariaDB(state, "mariadb"), S3(state, "s3"), Minitter(state, "minitter-1"), Minitter(state, "minitter-2"),
        HAProxy(state, "haproxy"),
    ]  # fmt: skip
