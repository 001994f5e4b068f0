"""The production shape on one machine; script/cluster runs this and tells what it does."""

import argparse
import os
import pathlib
import shutil
import signal
import sys
import time

import processes
from parts import REPOSITORY, HAProxy, all_parts
from state import State, Trouble

NAMES = ("minitter-1", "minitter-2", "mariadb", "s3", "haproxy")
# What is started and stopped at once; each step stands on the one before.
STEPS = (("mariadb", "s3"), ("minitter-1", "minitter-2"), ("haproxy",))
DEFAULT_STATE = REPOSITORY / ".build/cluster"


class Cluster:
    def __init__(self, state):
        self.state = state
        self.parts = all_parts(state)
        self.by_name = {part.name: part for part in self.parts}

    @property
    def address(self):
        return f"http://127.0.0.1:{self.state.port('haproxy')}"

    @property
    def running(self):
        return [part for part in self.parts if part.is_running]

    def up(self, minitter, settings, port=None, say=print):
        values = self.state.values
        if not self.running:
            values["programs"], values["settings"] = {"all": str(minitter)}, settings
            if port:
                values["ports"]["haproxy"] = port
            names = [name for part in self.parts for name in part.ports]
            twins = {name for part in self.parts for name in part.twin_ports}
            self.state.choose_ports(names, twins)
            if port and self.state.port("haproxy") != port:
                raise Trouble(f"port {port} is in use: choose another with --port, or none for a free one")
        self.state.save()
        by_name = self.by_name
        for step in STEPS:
            missing = [by_name[name] for name in step if not by_name[name].is_running]
            for part in missing:
                say(f"starting {part.name} on port {part.port}")
                part.start()
            for name in step:
                by_name[name].await_health()
        self.await_balance()

    def await_balance(self, names=("minitter-1", "minitter-2"), seconds=20):
        """Until the balancer sends requests to all of these."""
        deadline = time.monotonic() + seconds
        while missing := [name for name in names if not self.in_balance(name)]:
            if time.monotonic() > deadline:
                raise Trouble(f"the balancer sends nothing to {' and '.join(missing)}")
            time.sleep(0.1)

    def in_balance(self, name):
        try:
            # "UP 1/2" is on its way out.
            return self.by_name["haproxy"].servers().get(name) == "UP"
        except OSError:
            return False

    def down(self):
        """Those that had to be killed."""
        killed = []
        for step in reversed(STEPS):
            parts = [self.by_name[name] for name in step if self.by_name[name].is_running]
            # At once: SeaweedFS takes a quarter of a minute for it.
            for part in parts:
                processes.send(part.process, signal.SIGTERM)
            killed += [part.name for part in parts if not part.stop()]
        return killed

    def start(self, part):
        """Brings back one part, and waits until it serves."""
        part.start()
        part.await_health()
        if part.name.startswith("minitter-") and self.by_name["haproxy"].is_running:
            self.await_balance([part.name])


def table(rows):
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip())


def is_of_earlier_boot(state):
    records = state.values["processes"].values()
    return any(record["boot"] != processes.boot() for record in records)


def up(cluster, arguments):
    state = cluster.state
    settings = dict(each.partition("=")[::2] for each in arguments.set)
    for name in settings:
        if not name.startswith(("MINITTER_", "AWS_")):
            raise Trouble(f"--set takes a setting of Minitter, --set MINITTER_LOG_LEVEL=debug, and not {name}")
    if state.exists and is_of_earlier_boot(state):
        print(f"The machine has started anew since {state.folder} was used; its data are kept.")
    if len(cluster.running) == len(cluster.parts):
        if settings or arguments.port or arguments.minitter:
            raise Trouble("the cluster is up, and options count when it starts: script/cluster down first")
        print(f"The cluster is up already: {cluster.address}")
        return status(cluster, arguments)
    if cluster.running:
        names = ", ".join(part.name for part in cluster.running)
        print(f"What runs stays as it is ({names}); what is missing is started as it was before.")
    minitter = arguments.minitter or state.values["programs"].get("all")
    if not minitter or not os.access(minitter, os.X_OK):
        raise Trouble(f"there is no program {minitter or ''}: name one with --minitter PATH")
    begun = time.monotonic()
    cluster.up(pathlib.Path(minitter).resolve(), settings or state.values["settings"], arguments.port)
    print(f"\nThe cluster is up after {time.monotonic() - begun:.0f} s: {cluster.address}")
    print(f"  try it     curl {cluster.address}/ping")
    print(f"  its state  script/cluster status{state_option(state)}")
    print(f"  its logs   {state.logs}")
    return 0


def state_option(state):
    return "" if state.folder == DEFAULT_STATE else f" --state {state.folder}"


def status(cluster, arguments):
    if not cluster.state.exists:
        print(f"There is no cluster in {cluster.state.folder}: script/cluster up makes one.")
        return 3
    rows, well = [("PART", "PID", "PORT", "MEMORY", "IN BALANCE", "HEALTH")], True
    haproxy = cluster.by_name["haproxy"]
    for part in cluster.parts:
        problem = part.problem()
        well = well and not problem
        memory = processes.memory(part.process)
        behind = part.name.startswith("minitter-")
        in_balance = ("yes" if cluster.in_balance(part.name) else "no") if behind and haproxy.is_running else ""
        health = problem or (behind and part.remark()) or "well"
        pid = part.process["pid"] if memory else "-"
        rows.append((part.name, pid, part.port, f"{memory[0]:.0f} MiB" if memory else "-", in_balance, health))
    if not cluster.running:
        print(f"The cluster in {cluster.state.folder} is down: script/cluster up starts it with its data.")
    table(rows)
    print(f"\naddress {cluster.address}\nlogs    {cluster.state.logs}")
    return 0 if well else 1


def kill(cluster, arguments):
    part = cluster.by_name[arguments.name]
    if not part.kill():
        raise Trouble(f"{part.name} is not running")
    print(f"{part.name} is killed; script/cluster start {part.name}{state_option(cluster.state)} brings it back")


def stop(cluster, arguments):
    part = cluster.by_name[arguments.name]
    if not part.is_running:
        raise Trouble(f"{part.name} is not running")
    by_itself = part.stop()
    print(f"{part.name} has stopped" if by_itself else f"{part.name} did not stop in {part.farewell} s and was killed")


def start(cluster, arguments):
    part = cluster.by_name[arguments.name]
    if not cluster.running:
        raise Trouble("the cluster is down: script/cluster up starts all of it")
    if part.is_running:
        raise Trouble(f"{part.name} is running already")
    if arguments.minitter:
        if not part.name.startswith("minitter-"):
            raise Trouble(f"--minitter is for minitter-1 and minitter-2, and not for {part.name}")
        cluster.state.values["programs"][part.name] = str(pathlib.Path(arguments.minitter).resolve())
    begun = time.monotonic()
    cluster.start(part)
    print(f"{part.name} is well after {time.monotonic() - begun:.1f} s")


def down(cluster, arguments):
    if not cluster.running:
        print(f"Nothing was running in {cluster.state.folder}.")
    else:
        killed = cluster.down()
        print("The cluster is down." + (f" Killed, because they did not stop: {', '.join(killed)}." if killed else ""))
    if arguments.delete:
        shutil.rmtree(cluster.state.folder)
        print(f"{cluster.state.folder} is removed, and all that was stored in it.")
    elif cluster.state.exists:
        print("Its data are kept; script/cluster down --delete removes them.")


def parse(arguments):
    parser = argparse.ArgumentParser(prog="script/cluster", description="The production shape on one machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, function in (("up", up), ("status", status), ("kill", kill), ("stop", stop), ("start", start), ("down", down)):
        command = commands.add_parser(name)
        command.set_defaults(function=function)
        command.add_argument("--state", default=DEFAULT_STATE, help="the state folder, .build/cluster by default")
        if name in ("kill", "stop", "start"):
            command.add_argument("name", choices=NAMES)
        if name in ("up", "start"):
            command.add_argument("--minitter", metavar="PATH", help="the program; .build/release/minitter by default")
        if name == "up":
            command.add_argument("--port", type=int, help="the balancer's; a free one by default")
            command.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="of the Minitters")
        if name == "down":
            command.add_argument("--delete", action="store_true", help="remove what is stored, too")
    return parser.parse_args(arguments)


def main(arguments):
    arguments = parse(arguments)
    state = State(arguments.state)
    try:
        if arguments.command == "up":
            state.make()
        elif not state.exists:
            if arguments.command == "down":
                print(f"There is no cluster in {state.folder}: nothing to do.")
                return 0
            if arguments.command != "status":
                raise Trouble(f"there is no cluster in {state.folder}: script/cluster up makes one")
        if arguments.command == "status":
            return status(Cluster(state.load()), arguments)
        with state.locked():
            return arguments.function(Cluster(state.load()), arguments) or 0
    except Trouble as trouble:
        print(f"script/cluster: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nscript/cluster: stopped half-way; script/cluster down ends what runs", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
