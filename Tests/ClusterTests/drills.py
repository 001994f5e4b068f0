"""The drills: each harms the cluster while clients work, and mends it again."""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import time

import processes

CALM, OUTAGE, SIEGE = 3, 6, 20
ATTACKERS = pathlib.Path(__file__).with_name("attackers.py")


class Skip(Exception):
    """Why a drill can't be done here."""


class Drill:
    """What happened when. harmed: the first harm; mending: when mending began; whole: when all was well again."""

    def __init__(self, cluster, port):
        self.cluster, self.port = cluster, port
        self.harmed = self.mending = self.whole = None
        self.remarks = []

    def part(self, name):
        return self.cluster.by_name[name]

    def harm(self):
        self.harmed = time.monotonic()

    @contextlib.contextmanager
    def mend(self):
        self.mending = time.monotonic()
        yield
        self.await_whole()

    def await_whole(self):
        for part in self.cluster.parts:
            part.await_health()
        self.cluster.await_balance()
        self.whole = time.monotonic()

    def replace(self, name, program):
        """SIGTERM, and another program in its place."""
        part = self.part(name)
        if not part.stop():
            raise RuntimeError(f"{name} did not stop in {part.farewell} s")
        self.cluster.state.values["programs"][name] = str(program)
        self.cluster.start(part)


def kill_minitter(drill, options):
    """kill -9 of a Minitter"""
    drill.harm()
    drill.part("minitter-1").kill()
    time.sleep(OUTAGE)
    with drill.mend():
        drill.part("minitter-1").start()


def kill_mariadb(drill, options):
    """kill -9 of MariaDB"""
    drill.harm()
    drill.part("mariadb").kill()
    time.sleep(OUTAGE)
    with drill.mend():
        drill.part("mariadb").start()
    drill.remarks.append(f"MariaDB was away for {OUTAGE} s; calls waited for it, trying again")


def stop_s3(drill, options):
    """SeaweedFS stops"""
    s3 = drill.part("s3")
    drill.harm()
    # It takes its time to stop; what counts is that it is gone.
    s3.kill()
    time.sleep(2 * OUTAGE)
    remark = drill.part("minitter-1").remark()
    drill.remarks.append(f"it was away for {2 * OUTAGE} s; meanwhile /readyz: 200, {remark}")
    with drill.mend():
        s3.start()
        while any(drill.part(name).remark() for name in ("minitter-1", "minitter-2")):
            time.sleep(0.1)


def fill_disk(drill, options):
    """a Minitter's disk is full"""
    part = drill.part("minitter-1")
    filler = pathlib.Path(f"/proc/{part.process['pid']}/root{part.folder}/data/filler")
    drill.harm()
    with open(filler, "wb", buffering=0) as file:
        with contextlib.suppress(OSError):
            while True:
                file.write(bytes(65536))
    drill.remarks.append(f"{filler.stat().st_size // 1024} KiB filled it; pictures over 256 KiB are kept there meanwhile")
    time.sleep(2 * OUTAGE)
    with drill.mend():
        filler.unlink()


@contextlib.contextmanager
def small_disk(drill):
    """Its data directory is on a file system of 4 MiB of its own, which nobody else sees."""
    command = ["unshare", "--mount", "--propagation", "private"]
    if os.geteuid() or subprocess.run([*command, "true"], capture_output=True).returncode:
        raise Skip("it takes root, and the right to mount")
    part = drill.part("minitter-1")
    part.stop()
    (part.folder / "data").mkdir(exist_ok=True)
    mount = 'mount -t tmpfs -o size=4m,mode=700 tmpfs "$0" && exec "$@"'
    part.start(wrapper=[*command, "sh", "-c", mount, str(part.folder / "data")])
    drill.await_whole()
    try:
        yield
    finally:
        part.stop()
        drill.cluster.start(part)


fill_disk.around = small_disk


def attack(kind, count, port):
    process = subprocess.Popen(
        [sys.executable, str(ATTACKERS), kind, str(port), str(count)], stdout=subprocess.PIPE, text=True)
    time.sleep(SIEGE)
    if process.poll() is not None:
        raise RuntimeError("the attackers have ended")
    return process


def end_attack(drill, process):
    process.terminate()
    told = json.loads(process.communicate(timeout=30)[0])
    remark = "connections: " + ", ".join(f"{value:,} {name}" for name, value in told["numbers"].items())
    drill.remarks.append(remark + (f", after {told['longest']:.1f} s at the latest" if told["longest"] else ""))
    return told["numbers"]


def slow_loris(drill, options):
    """slow loris: 2,000 clients, a byte a second"""
    drill.harm()
    attackers = attack("loris", 2_000, drill.port)
    with drill.mend():
        end_attack(drill, attackers)


def idle_clients(drill, options):
    """10,000 idle connections"""
    drill.harm()
    # A few more, because some are only just coming or going.
    attackers = attack("idle", 10_100, drill.port)
    with drill.mend():
        numbers = end_attack(drill, attackers)
    if numbers["held at once"] < 10_000:
        raise RuntimeError(f"only {numbers['held at once']} connections were held at once")


def idle_clients_past_the_balancer(drill, options):
    """10,000 idle connections past the balancer, to one Minitter"""
    drill.harm()
    part = drill.part("minitter-1")
    attackers = attack("idle", 10_000, part.port)
    drill.remarks.append(f"its memory: {processes.memory(part.process)[0]:.0f} MiB")
    drill.remarks.append(f"in the balance: {'yes' if drill.cluster.in_balance(part.name) else 'no'}")
    with drill.mend():
        end_attack(drill, attackers)
    # What it held then is no measure of what it needs; it begins anew.
    part.stop()
    drill.cluster.start(part)


def rolling_update(drill, options):
    """SIGTERM, one by one: update with a migration"""
    before = schema(drill)
    drill.harm()
    with drill.mend():
        drill.replace("minitter-1", options.next)
        # The old one goes on, on the new schema.
        time.sleep(CALM)
        drill.replace("minitter-2", options.next)
    after = schema(drill)
    if after != before + 1:
        raise RuntimeError(f"the schema's version went from {before} to {after}")
    drill.remarks.append(f"schema {before} → {after}; the old program served on it beside the new")


def roll_back(drill, options):
    """SIGTERM, one by one: back to the old program"""
    drill.harm()
    with drill.mend():
        for name in ("minitter-1", "minitter-2"):
            drill.replace(name, options.minitter)
    drill.remarks.append(f"the old program starts on schema {schema(drill)}")


def needs_next(options):
    if not options.next:
        raise Skip("there is no next program: name one with --next")


rolling_update.needs = roll_back.needs = needs_next


def schema(drill):
    return int(drill.part("mariadb").rows("SELECT MAX(version) FROM schema_migrations")[0][0])


# By name. The last two leave the database with a newer schema.
DRILLS = {
    "kill-minitter": kill_minitter,
    "kill-mariadb": kill_mariadb,
    "stop-s3": stop_s3,
    "full-disk": fill_disk,
    "slow-loris": slow_loris,
    "idle": idle_clients,
    "idle-direct": idle_clients_past_the_balancer,
    "update": rolling_update,
    "roll-back": roll_back,
}


def peak_memory(cluster):
    """The most that a Minitter that runs now ever had, in MiB."""
    memories = (processes.memory(cluster.by_name[name].process) for name in ("minitter-1", "minitter-2"))
    return max((memory[1] for memory in memories if memory), default=0)
