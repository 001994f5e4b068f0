"""Kills nodes of a cluster under load; script/test-galera runs it and tells what it wants.

    galera_test.py PROGRAM FOLDER
"""

import contextlib
import os
import re
import secrets
import signal
import sys
import threading
import time

from comparison import Content, compare
from galera import Cluster, start, wait_until
from ledger import Ledger
from load import Client, sign_up

CLIENTS = 8
PEOPLE = 200
LOAD_SECONDS = 15
# After a kill, and after a node came back.
FAILURE_SECONDS, RETURN_SECONDS = 20, 5
# No client may be without a good answer for longer. The cluster itself takes 2 to 5 s to give a silent node up.
MAXIMUM_STALL = 10


class Server:
    """A Minitter server."""

    def __init__(self, program, folder, number, secret, url):
        self.log = os.path.join(folder, f"server-{number}.log")
        self.output = os.path.join(folder, f"server-{number}.out")
        environment = {
            "PATH": os.environ["PATH"], "MINITTER_PORT": "0", "MINITTER_ADMIN_PORT": "off",
            "MINITTER_DATABASE_URL": url, "MINITTER_DATA_DIRECTORY": os.path.join(folder, f"data-{number}"),
            "MINITTER_JWT_SECRET": secret, "MINITTER_RATE_LIMITS": "off", "MINITTER_BCRYPT_COST": "4",
            "MINITTER_PASSWORD_QUEUE": "1000", "MINITTER_DRAIN_SECONDS": "0", "MINITTER_LOG_REQUESTS": "off",
        }  # fmt: skip
        with open(self.output, "w") as output, open(self.log, "w") as log:
            self.process = start([program, "serve"], env=environment, stdout=output, stderr=log)
        wait_until(f"server {number} listens", 60, self.listens)

    def listens(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"the server has ended: {open(self.log).read()}")
        url = re.search(r"Minitter is listening on http://.*:(\d+)", open(self.output).read())
        self.port = int(url[1]) if url else None
        return url is not None

    def stop(self):
        self.process.terminate()
        self.process.wait(40)


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def __call__(self, claim, problems):
        """problems: what speaks against the claim; empty when it holds."""
        problems = list(problems)
        self.passed, self.failed = self.passed + (not problems), self.failed + bool(problems)
        print(f"{'FAILED' if problems else 'ok':6}  {claim}", flush=True)
        for problem in problems[:5]:
            print(f"          {problem}")
        if len(problems) > 5:
            print(f"          and {len(problems) - 5} more")


class Trial:
    def __init__(self, cluster, servers, ledger, check):
        self.cluster, self.servers, self.ledger, self.check = cluster, servers, ledger, check

    def run(self):
        stop = threading.Event()
        people = self.sign_up(stop)
        clients = [Client(number, self.servers, self.ledger, people, stop) for number in range(CLIENTS)]
        self.ledger.begin("load")
        for client in clients:
            client.start()
        try:
            time.sleep(LOAD_SECONDS)
            for number, user in enumerate(("one", "two"), 1):
                node = self.kill_node_of(user)
                self.ledger.begin(f"node {node.number} returns")
                self.cluster.join(node)
                time.sleep(RETURN_SECONDS)
        finally:
            stop.set()
            for client in clients:
                client.join()
        return people

    def sign_up(self, stop):
        self.ledger.begin("sign-ups")
        people = []

        def work(number):
            client = Client(CLIENTS + number, self.servers, self.ledger, [], stop)
            people.extend(sign_up(range(number, PEOPLE, CLIENTS), client))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.check(f"{PEOPLE} people have signed up", [] if len(people) == PEOPLE else [f"{len(people)} have"])
        return people

    def kill_node_of(self, user):
        node = self.cluster.node_of(user)
        if node is None:
            raise RuntimeError(f"server {user} uses no node, or several")
        self.ledger.begin(f"node {node.number} killed")
        node.kill()
        time.sleep(FAILURE_SECONDS)
        now = self.cluster.node_of(user)
        self.check(
            f"server {user} has gone from node {node.number} to another"
            + (f", node {now.number}" if now else ""), [] if now else ["it uses no node, or several"])
        return node


def judge(trial, people):
    ledger, cluster, check = trial.ledger, trial.cluster, trial.check
    for phase in ledger.phases:
        silent = [f"server {server + 1} acknowledged none" for server in (0, 1) if not phase.acknowledged[server]]
        check(f"{phase.name}: both servers acknowledged writes", silent)
        stall = phase.longest_stall
        check(
            f"{phase.name}: no client waited {MAXIMUM_STALL} s for a good answer",
            [f"one waited {stall:.1f} s"] if stall >= MAXIMUM_STALL else [])
    check("whatever failed was answered 503", ledger.mistakes)
    check(f"all {ledger.read_elsewhere} reads through the other server showed what had been written", ledger.stale)
    for node in cluster.nodes:
        cluster.wait_until_synced(node)
    contents = [Content.of_node(node) for node in cluster.nodes]
    missing = set()
    for node, content in zip(cluster.nodes, contents):
        missing |= compare(content, ledger, f"node {node.number}", check)
    check("the three nodes hold the same", [] if contents[0] == contents[1] == contents[2] else ["they differ"])
    for number, server in enumerate(trial.servers, 1):
        shown = Content.of_server(server, people)
        missing |= compare(shown, ledger, f"server {number}'s API", check)
    for write in missing:
        ledger.acknowledged[write].missing += 1
    stored = contents[0].writes() & ledger.unknown
    print(f"Of {len(ledger.unknown)} writes whose outcome nobody knew, {len(stored)} are there.")


def print_table(phases):
    row = "{:16} {:>8} {:>7} {:>14} {:>12} {:>7}  {}"
    names = ("phase", "requests", "failed", "longest stall", "acknowledged", "missing", "failed by status")
    print("\n" + row.format(*names))
    for phase in phases:
        failed = ", ".join(f"{count} × {status}" for status, count in sorted(phase.failed.items()))
        print(row.format(
            phase.name, phase.requests, phase.failed.total(), f"{phase.longest_stall:.2f} s",
            phase.acknowledged.total(), phase.missing, failed))  # fmt: skip


def main(program, folder):
    # So that everything is ended as after any error.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    ledger, check = Ledger(), Checks()
    words = {user: secrets.token_hex(12) for user in ("one", "two")}
    secret = secrets.token_hex(32)
    with contextlib.ExitStack() as cleanup:
        cluster = Cluster(folder)
        cleanup.callback(cluster.stop)
        cluster.start(words.items())
        print("the cluster is up", flush=True)
        servers = []
        # In opposite orders, so that the servers use different nodes, also after the first is killed.
        for number, (user, nodes) in enumerate(zip(words, (cluster.nodes, cluster.nodes[::-1])), 1):
            hosts = ",".join(f"127.0.0.1:{node.port}" for node in nodes)
            url = f"mysql://{user}:{words[user]}@{hosts}/minitter"
            servers.append(Server(program, folder, number, secret, url))
            cleanup.callback(servers[-1].stop)
        trial = Trial(cluster, servers, ledger, check)
        people = trial.run()
        judge(trial, people)
        ended = [server.log for server in servers if server.process.poll() is not None]
        check("both servers still run", ended)
    print_table(ledger.phases)
    print(f"\n{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
