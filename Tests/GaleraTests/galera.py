"""Three MariaDB servers on this machine that are one Galera cluster."""

import getpass
import os
import pathlib
import re
import shutil
import socket
import subprocess
import time

ACCOUNT = getpass.getuser()
# Of the servers: what rsync sends a node is written by nobody where it runs as root, so that won't do.
SERVERS_ACCOUNT = "mysql" if ACCOUNT == "root" else ACCOUNT
PROVIDERS = [
    "/usr/lib/galera/libgalera_smm.so", "/usr/lib64/galera-4/libgalera_smm.so", "/usr/lib64/galera/libgalera_smm.so",
]  # fmt: skip


def free_ports(count):
    """All at once, so that none comes twice."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def start(command, **options):
    """Starts a process that ends with this program, even when this one is killed, but not by a Ctrl-C of its own."""
    return subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *command], start_new_session=True, **options)


def wait_until(what, seconds, condition):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"after {seconds} s: {what} is still not so")
        time.sleep(0.1)


class Node:
    """One server. Its folder holds its data, its socket and its log."""

    def __init__(self, number, folder):
        self.number = number
        self.folder = pathlib.Path(folder, f"node-{number}")
        self.folder.mkdir()
        (self.folder / "data").mkdir()
        for path in (self.folder, self.folder / "data"):
            shutil.chown(path, SERVERS_ACCOUNT)
        self.port, self.group_port, self.ist_port, self.sst_port = free_ports(4)
        self.process = None

    def make_data(self):
        command = ["mariadb-install-db", "--no-defaults", f"--user={SERVERS_ACCOUNT}", f"--datadir={self.folder}/data"]
        command += ["--skip-test-db", "--auth-root-authentication-method=socket", f"--auth-root-socket-user={ACCOUNT}"]
        subprocess.run(command, check=True, capture_output=True)

    def command(self, *more):
        return [
            shutil.which("mariadbd"), "--no-defaults", f"--user={SERVERS_ACCOUNT}", f"--datadir={self.folder}/data",
            f"--socket={self.folder}/socket", f"--pid-file={self.folder}/pid", f"--port={self.port}",
            "--bind-address=127.0.0.1", "--skip-name-resolve", "--max-connections=200",
            "--innodb-buffer-pool-size=128M", "--innodb-flush-log-at-trx-commit=1",
            "--binlog-format=ROW", "--innodb-autoinc-lock-mode=2", *more,
        ]  # fmt: skip

    def start(self, addresses, *more):
        """Starts it, as systemd would: after a crash it tells the cluster how far it had come.

        addresses: of the cluster to join; none makes a new one.
        """
        position = self.recovered_position() if self.process else None
        options = [
            f"base_host=127.0.0.1;base_port={self.group_port}",
            f"gmcast.listen_addr=tcp://127.0.0.1:{self.group_port}",
            f"ist.recv_addr=127.0.0.1:{self.ist_port}",
            # A node that says nothing for so long is suspected, then left out; the cluster stands still until then.
            "evs.suspect_timeout=PT2S;evs.inactive_timeout=PT5S;evs.keepalive_period=PT0.5S",
        ]  # fmt: skip
        provider = next(path for path in PROVIDERS if pathlib.Path(path).exists())
        more += ("--wsrep-on=ON", f"--wsrep-provider={provider}")
        more += (f"--wsrep-provider-options={';'.join(options)}",)
        more += (f"--wsrep-cluster-address=gcomm://{','.join(addresses)}",)
        more += (f"--wsrep-node-name=node-{self.number}", "--wsrep-node-address=127.0.0.1", "--wsrep-sst-method=rsync")
        more += (f"--wsrep-sst-receive-address=127.0.0.1:{self.sst_port}",)
        if not addresses:
            more += ("--wsrep-new-cluster",)
        if position:
            more += (f"--wsrep-start-position={position}",)
        self.process = start(self.command(f"--log-error={self.folder}/log.err", *more))

    def recovered_position(self):
        """Of the last transaction that it has on its disk."""
        log = self.folder / "recovery.log"
        log.unlink(missing_ok=True)
        command = self.command(f"--log-error={log}", "--wsrep-recover")
        subprocess.run(command, timeout=60, check=False, capture_output=True)
        found = re.findall(r"Recovered position:\s*(\S+)", log.read_text(errors="replace"))
        return found[-1] if found else None

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def rows(self, query, database=""):
        """Raises subprocess.CalledProcessError when it is not there."""
        command = ["mariadb", "--no-defaults", f"--user={ACCOUNT}", f"--socket={self.folder}/socket"]
        command += ["--default-character-set=utf8mb4", "--batch", "--skip-column-names", "--execute", query]
        if database:
            command.append(database)
        output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
        return [line.split("\t") for line in output.splitlines()]

    def is_synced(self, size):
        """Whether it has all that the cluster has, of so many nodes."""
        try:
            states = dict(self.rows("SHOW GLOBAL STATUS LIKE 'wsrep%'"))
        except (subprocess.CalledProcessError, ValueError):
            if self.process.poll() is not None:
                raise RuntimeError(f"node {self.number} has ended:\n{self.last_words()}") from None
            return False
        return (states.get("wsrep_local_state_comment"), states.get("wsrep_cluster_size")) == ("Synced", str(size))

    def last_words(self):
        log = self.folder / "log.err"
        return "\n".join(log.read_text(errors="replace").splitlines()[-20:]) if log.exists() else ""


class Cluster:
    def __init__(self, folder):
        # The servers' account must come through to its own folders.
        os.chmod(folder, 0o711)
        self.nodes = [Node(number, folder) for number in (1, 2, 3)]
        self.folder = folder

    def start(self, accounts):
        """accounts: names and passwords of MySQL users to make."""
        first, *others = self.nodes
        first.make_data()
        script = pathlib.Path(self.folder, "accounts.sql")
        statements = [f"GRANT ALL ON minitter.* TO {name}@127.0.0.1 IDENTIFIED BY '{word}';" for name, word in accounts]
        script.write_text("\n".join(statements))
        first.start([], f"--init-file={script}")
        wait_until("node 1 is up", 60, lambda: first.is_synced(1))
        # The others are given everything by it, one after the other.
        for size, node in enumerate(others, 2):
            self.join(node, size)

    def join(self, node, size=3):
        node.start([f"127.0.0.1:{each.group_port}" for each in self.nodes])
        self.wait_until_synced(node, size)

    def wait_until_synced(self, node, size=3):
        wait_until(f"node {node.number} is synced with {size} nodes", 90, lambda: node.is_synced(size))

    def node_of(self, user, among=None):
        """The node that a MySQL user's connections lead to; None when there are none, or to several."""
        query = f"SELECT COUNT(*) FROM information_schema.processlist WHERE user = '{user}'"
        used = [node for node in among or self.nodes if node.process.poll() is None and node.rows(query) != [["0"]]]
        return used[0] if len(used) == 1 else None

    def stop(self):
        for node in self.nodes:
            node.stop()
