"""Tests of script/cluster, with a cluster that is started once; script/test-cluster runs it.

MINITTER=PATH cluster_test.py
"""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import readme_session

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "deploy/cluster"))

import processes  # noqa: E402

PROGRAM = str(pathlib.Path(os.environ.get("MINITTER", ROOT / ".build/debug/minitter")).resolve())
PARTS = ("mariadb", "s3", "minitter-1", "minitter-2", "haproxy")
folder = state = None


def cluster(*arguments, expect=0):
    """What it says, on both of its outputs."""
    command = [sys.executable, str(ROOT / "deploy/cluster/cluster.py"), *arguments, "--state", str(state)]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=180
    )
    if done.returncode != expect:
        raise AssertionError(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def values():
    return json.loads((state / "state.json").read_text())


def address():
    return f"http://127.0.0.1:{values()['ports']['haproxy']}"


def request(method, path, body=None, token=None, headers=None):
    """Status and JSON by the balancer."""
    command = ["curl", "--silent", "--show-error", "--max-time", "30", "--write-out", r"\n%{http_code}"]
    command += ["--request", method, "--header", "Content-Type: application/json"]
    for name, value in {**({"Authorization": token} if token else {}), **(headers or {})}.items():
        command += ["--header", f"{name}: {value}"]
    if body is not None:
        command += ["--data", json.dumps(body)]
    done = subprocess.run([*command, address() + path], check=True, capture_output=True, text=True)
    text, _, status = done.stdout.rpartition("\n")
    return int(status), json.loads(text)


def health():
    """By part, as `status` shows it."""
    command = [sys.executable, str(ROOT / "deploy/cluster/cluster.py"), "status", "--state", str(state)]
    text = subprocess.run(command, capture_output=True, text=True, timeout=60).stdout
    return {line.split()[0]: re.split(r"  +", line)[-1] for line in text.splitlines() if line.startswith(PARTS)}


def setUpModule():
    global folder, state
    folder = tempfile.TemporaryDirectory(prefix="minitter-cluster.")
    state = pathlib.Path(folder.name, "state")


def tearDownModule():
    cluster("down")
    folder.cleanup()


class ClusterTests(unittest.TestCase):
    """In the order of their names: it is one cluster's life."""

    def test_01_there_is_none_at_first(self):
        self.assertIn("There is no cluster in", cluster("status", expect=3))
        self.assertIn("nothing to do", cluster("down"))
        self.assertIn("script/cluster up makes one", cluster("kill", "s3", expect=1))
        self.assertIn("there is no program /nowhere", cluster("up", "--minitter", "/nowhere", expect=1))

    def test_02_a_port_that_is_taken_is_told(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            said = cluster("up", "--minitter", PROGRAM, "--port", str(port), expect=1)
        self.assertIn(f"port {port} is in use", said)

    def test_03_up_says_where_it_is_and_all_is_well(self):
        said = cluster("up", "--minitter", PROGRAM, "--set", "MINITTER_BCRYPT_COST=4")
        self.assertIn(address(), said)
        status = cluster("status")
        self.assertEqual(set(health()), set(PARTS))
        self.assertEqual(set(health().values()), {"well"}, status)
        self.assertIn(address(), status)
        self.assertEqual({path.name for path in (state / "logs").iterdir()}, {f"{part}.log" for part in PARTS})

    def test_04_up_twice_changes_nothing(self):
        before = values()["processes"]
        self.assertIn("is up already", cluster("up"))
        self.assertIn("script/cluster down first", cluster("up", "--port", "1", expect=1))
        self.assertEqual(values()["processes"], before)

    def test_05_secrets_are_its_owners_alone(self):
        self.assertEqual((state / "state.json").stat().st_mode & 0o777, 0o600)
        self.assertEqual(state.stat().st_mode & 0o777, 0o700)
        shown = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
        for secret in values()["secrets"].values():
            self.assertNotIn(secret, shown)

    def test_06_everything_listens_on_loopback_alone(self):
        pids = {str(record["pid"]) for record in values()["processes"].values()}
        inodes = set()
        for pid in pids:
            for link in pathlib.Path(f"/proc/{pid}/fd").iterdir():
                try:
                    inodes.add(os.readlink(link).removeprefix("socket:[").removesuffix("]"))
                except FileNotFoundError:
                    pass  # Closed since it was listed.
        for name in ("tcp", "tcp6"):
            for line in pathlib.Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and fields[9] in inodes:
                    self.assertEqual(fields[1].partition(":")[0], "0100007F", line)

    def test_07_the_readmes_session_passes_the_balancer(self):
        with tempfile.TemporaryDirectory() as work:
            self.assertEqual(readme_session.run(address(), work), [])

    def test_08_both_servers_answer_and_see_the_same(self):
        token = self.log_in()
        status, tweet = request("POST", "/tweet", {"tweet": "to both"}, token)
        self.assertEqual(status, 200)
        for name in ("minitter-1", "minitter-2"):
            port = values()["ports"][name]
            url = f"http://127.0.0.1:{port}/tweet/{tweet['id']}"
            done = subprocess.run(["curl", "--silent", url], capture_output=True, text=True, check=True)
            self.assertEqual(json.loads(done.stdout)["tweet"], "to both", name)

    def test_09_the_client_is_who_the_balancer_says(self):
        """And not who the client says it is."""
        request("GET", "/users/1", headers={"X-Forwarded-For": "203.0.113.9"})
        time.sleep(0.5)
        logs = "".join((state / f"logs/minitter-{number}.log").read_text() for number in (1, 2))
        clients = {json.loads(line)["client"] for line in logs.splitlines() if '"GET /users/' in line}
        self.assertEqual(clients, {"127.0.0.1"})
        self.assertNotIn("203.0.113.9", logs)

    def test_10_a_killed_server_is_missed_by_nobody(self):
        self.assertIn("script/cluster start minitter-1", cluster("kill", "minitter-1"))
        self.assertEqual({request("GET", "/users/1")[0] for _ in range(20)}, {200})
        self.assertEqual(health()["minitter-1"], "not running")
        self.assertIn("minitter-1 is not running", cluster("kill", "minitter-1", expect=1))
        self.assertIn("minitter-1 is not running", cluster("stop", "minitter-1", expect=1))
        self.assertIn("is well after", cluster("start", "minitter-1"))
        self.assertIn("is running already", cluster("start", "minitter-1", expect=1))

    def test_11_without_a_database_it_says_so_and_comes_back(self):
        cluster("kill", "mariadb")
        status, problem = request("POST", "/login", {"email": "minji@example.com", "password": "correct horse"})
        self.assertEqual((status, problem["type"]), (503, "urn:minitter:problem:unavailable"))
        deadline = time.monotonic() + 20
        while health()["haproxy"] == "well" and time.monotonic() < deadline:
            time.sleep(0.2)
        # Now it is the balancer that says it.
        status, problem = request("GET", "/users/1")
        self.assertEqual((status, problem["type"]), (503, "urn:minitter:problem:unavailable"))
        self.assertIn("not ready: database unavailable", health()["minitter-1"])
        cluster("start", "mariadb")
        while request("GET", "/users/1")[0] != 200 and time.monotonic() < deadline + 20:
            time.sleep(0.2)
        self.log_in()

    def test_12_without_pictures_all_else_goes_on(self):
        picture = request("GET", "/profile-picture/1")[1]["img_url"]
        cluster("kill", "s3")
        deadline = time.monotonic() + 30
        # Each believes a good answer for ten seconds.
        while "well" in (health()["minitter-1"], health()["minitter-2"]) and time.monotonic() < deadline:
            time.sleep(0.5)
        self.assertEqual(health()["minitter-2"], "object storage unavailable")
        status, ready = request("GET", "/readyz")
        self.assertEqual((status, ready["object_storage"]), (200, "unavailable"))
        self.assertEqual(request("POST", "/tweet", {"tweet": "without pictures"}, self.log_in())[0], 200)
        path = picture.removeprefix(address())
        self.assertEqual(request("GET", path)[0], 503)
        cluster("start", "s3")
        head = subprocess.run(["curl", "--silent", picture], capture_output=True, check=True).stdout[:4]
        self.assertEqual(head, b"RIFF")

    def test_13_the_balancer_can_be_stopped_and_started(self):
        self.assertIn("haproxy has stopped", cluster("stop", "haproxy"))
        cluster("start", "haproxy")
        self.log_in()

    def test_14_a_number_that_another_process_has_now_is_left_alone(self):
        with subprocess.Popen(["sleep", "60"]) as other:
            before = values()
            changed = json.loads(json.dumps(before))
            ours = changed["processes"]["minitter-2"]["pid"]
            changed["processes"]["minitter-2"]["pid"] = other.pid
            self.write(changed)
            self.assertEqual(health()["minitter-2"], "not running")
            self.assertIn("is not running", cluster("kill", "minitter-2", expect=1))
            self.assertIsNone(other.poll())
            changed["processes"]["minitter-2"]["pid"] = ours
            self.write(changed)
            other.terminate()

    def test_15_down_ends_all_and_keeps_the_data(self):
        records = values()["processes"].values()
        self.assertIn("Its data are kept", cluster("down"))
        self.assertEqual([record for record in records if processes.is_running(record)], [])
        self.assertIn("Nothing was running", cluster("down"))
        self.assertIn("is down", cluster("status", expect=1))
        self.assertIn("script/cluster up starts all of it", cluster("start", "s3", expect=1))

    def test_16_after_the_machine_started_anew_it_comes_up_with_its_data(self):
        changed = values()
        for record in changed["processes"].values():
            # A number that is somebody's now.
            record.update(boot="another", pid=os.getpid())
        self.write(changed)
        self.assertIn("has started anew", cluster("up", "--minitter", PROGRAM))
        self.log_in()

    def test_17_down_can_remove_all(self):
        self.assertIn("is removed", cluster("down", "--delete"))
        self.assertFalse(state.exists())

    def write(self, changed):
        (state / "state.json").write_text(json.dumps(changed))

    def log_in(self):
        status, answer = request("POST", "/login", {"email": "minji@example.com", "password": "correct horse"})
        self.assertEqual(status, 200, answer)
        return answer["access_token"]


if __name__ == "__main__":
    unittest.main(verbosity=2)
