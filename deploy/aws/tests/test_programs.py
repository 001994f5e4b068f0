"""The programs that run on a server, beside moto: script/with-moto python -m unittest test_programs."""

import getpass
import hashlib
import http.server
import json
import os
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest
import uuid
from pathlib import Path

import boto3

PROGRAMS = Path(__file__).parent.parent / "instance"


class ProgramTest(unittest.TestCase):
    """Each test has a folder, an instance.json and names of its own."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.name = uuid.uuid4().hex
        self.instance = {
            "region": os.environ["AWS_REGION"],
            "secrets_folder": str(self.folder / "run"),
            "log_group": f"/{self.name}/servers",
            "group": "minitter",
            "hook": "serving",
        }
        (self.folder / "instance-id").write_text("i-0123456789abcdef0\n")
        (self.folder / "bin").mkdir()
        self.environment = os.environ | {
            "MINITTER_INSTANCE": str(self.folder / "instance.json"),
            "MINITTER_INSTANCE_ID": str(self.folder / "instance-id"),
            "MINITTER_USER": getpass.getuser(),
            "MINITTER_PATIENCE": "0",
            "STATE_DIRECTORY": str(self.folder),
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
        }

    def command(self, program: str, *arguments: str) -> list[str]:
        (self.folder / "instance.json").write_text(json.dumps(self.instance))
        return [sys.executable, str(PROGRAMS / program), *arguments]

    def run_program(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(program, *arguments), env=self.environment, capture_output=True, text=True, timeout=60
        )

    def put_stub(self, name: str, script: str) -> None:
        stub = self.folder / "bin" / name
        stub.write_text("#!/bin/bash\n" + textwrap.dedent(script))
        stub.chmod(0o755)


class SecretsTest(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.secrets = boto3.client("secretsmanager")
        self.values = {"jwt-secret": "a secret", "database-password": "another"}
        self.instance["secrets"] = {
            name: {"id": self.secrets.create_secret(Name=f"{name}-{self.name}", SecretString=value)["ARN"]}
            for name, value in self.values.items()
        }

    def written(self) -> dict[str, str]:
        return {file.name: file.read_text() for file in (self.folder / "run").iterdir()}

    def test_are_files_that_only_their_owner_reads(self) -> None:
        done = self.run_program("get-secrets.py")
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        self.assertEqual(self.written(), self.values)
        for name in self.values:
            self.assertEqual((self.folder / "run" / name).stat().st_mode & 0o777, 0o400)
        self.assertEqual((self.folder / "run").stat().st_mode & 0o777, 0o700)

    def test_are_replaced_by_new_ones(self) -> None:
        self.run_program("get-secrets.py")
        self.secrets.put_secret_value(SecretId=self.instance["secrets"]["jwt-secret"]["id"], SecretString="a new one")
        self.assertEqual(self.run_program("get-secrets.py").returncode, 0)
        self.assertEqual(self.written(), self.values | {"jwt-secret": "a new one"})

    def test_that_are_missing_fail_and_leave_nothing(self) -> None:
        self.instance["secrets"]["jwt-secret"]["id"] += "-gone"
        done = self.run_program("get-secrets.py")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("the secrets can't be read", done.stderr)
        self.assertFalse((self.folder / "run").exists())


class ReleaseTest(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.content = b"a package" * 300_000
        self.sum = hashlib.sha256(self.content).hexdigest()
        self.key = "1.4.0/minitter_1.4.0_amd64.deb"
        self.s3 = boto3.client("s3")
        self.s3.create_bucket(
            Bucket=self.name, CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]}
        )
        self.s3.put_object(Bucket=self.name, Key=self.key, Body=self.content)
        self.put_sum(self.sum)
        self.instance["release"] = {"bucket": self.name, "key": self.key, "sha256": None}

    def put_sum(self, text: str) -> None:
        body = f"{text}  minitter_1.4.0_amd64.deb\n".encode()
        self.s3.put_object(Bucket=self.name, Key=self.key + ".sha256", Body=body)

    def test_is_there_when_its_sum_is_right(self) -> None:
        done = self.run_program("get-release.py", str(self.folder / "cache"))
        self.assertEqual(done.returncode, 0, done.stderr)
        package = Path(done.stdout.strip())
        self.assertEqual(package, self.folder / "cache" / "minitter_1.4.0_amd64.deb")
        self.assertEqual(package.read_bytes(), self.content)

    def test_is_gone_when_its_sum_is_wrong(self) -> None:
        self.put_sum("0" * 64)
        done = self.run_program("get-release.py", str(self.folder / "cache"))
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(done.stdout, "")
        self.assertEqual(list((self.folder / "cache").iterdir()), [])

    def test_needs_the_sum_that_was_given_whatever_the_bucket_says(self) -> None:
        self.instance["release"]["sha256"] = "1" * 64
        self.assertNotEqual(self.run_program("get-release.py", str(self.folder / "cache")).returncode, 0)
        self.instance["release"]["sha256"] = self.sum
        self.put_sum("0" * 64)
        self.assertEqual(self.run_program("get-release.py", str(self.folder / "cache")).returncode, 0)


class LogsTest(ProgramTest):
    def setUp(self) -> None:
        super().setUp()
        self.logs = boto3.client("logs")
        self.logs.create_log_group(logGroupName=self.instance["log_group"])

    def entry(self, cursor: int, message: str | list[int]) -> str:
        now = int(time.time()) * 1_000_000 + cursor
        return json.dumps({"__CURSOR": f"s={cursor}", "__REALTIME_TIMESTAMP": str(now), "MESSAGE": message})

    def ship(self, *entries: str) -> None:
        """Lets a journal of these lines be shipped, until it ends."""
        (self.folder / "journal").write_text("".join(line + "\n" for line in entries))
        self.put_stub("journalctl", f'echo "$@" >>{self.folder}/asked; cat {self.folder}/journal; exit 3')
        done = self.run_program("ship-logs.py")
        self.assertIn("journalctl has ended with 3", done.stderr)

    def shipped(self) -> list[str]:
        events = self.logs.get_log_events(
            logGroupName=self.instance["log_group"], logStreamName="i-0123456789abcdef0", startFromHead=True
        )
        return [event["message"] for event in events["events"]]

    def test_come_whole_and_in_order(self) -> None:
        lines = ['{"level":"info","message":"안녕"}', "second", "third"]
        self.ship(*(self.entry(number, line) for number, line in enumerate(lines)))
        self.assertEqual(self.shipped(), lines)

    def test_go_on_where_they_ended(self) -> None:
        self.ship(self.entry(1, "first"), self.entry(2, "second"))
        self.ship(self.entry(3, "third"))
        first, second = (self.folder / "asked").read_text().splitlines()
        self.assertIn("--no-tail", first)
        self.assertIn("--after-cursor=s=2", second)
        self.assertEqual(self.shipped(), ["first", "second", "third"])

    def test_of_any_kind_are_taken(self) -> None:
        self.ship(self.entry(1, list(b"not \xff UTF-8")), self.entry(2, ""), self.entry(3, "ä" * 200_000))
        shipped = self.shipped()
        self.assertEqual(shipped[0], "not � UTF-8")
        self.assertEqual(shipped[1], "ä" * 125_000)

    def test_that_are_too_many_for_one_call_come_in_several(self) -> None:
        # More than 10,000, and more than a mebibyte.
        lines = [f"{number:05}" + "x" * 100 for number in range(12_000)]
        self.ship(*(self.entry(number, line) for number, line in enumerate(lines)))
        shipped, token = [], {}
        while True:
            page = self.logs.get_log_events(
                logGroupName=self.instance["log_group"],
                logStreamName="i-0123456789abcdef0",
                startFromHead=True,
                **token,
            )
            if not page["events"]:
                break
            shipped += [event["message"] for event in page["events"]]
            token = {"nextToken": page["nextForwardToken"]}
        self.assertEqual(shipped, lines)

    def test_come_while_the_journal_goes_on(self) -> None:
        (self.folder / "journal").write_text(self.entry(1, "now") + "\n")
        self.put_stub("journalctl", f"cat {self.folder}/journal; exec sleep 60")
        process = subprocess.Popen(self.command("ship-logs.py"), env=self.environment, process_group=0)
        try:
            deadline = time.monotonic() + 20
            while not (self.folder / "cursor").exists():
                self.assertLess(time.monotonic(), deadline, "the line does not come")
                time.sleep(0.1)
        finally:
            os.killpg(process.pid, 15)
            process.wait()
        self.assertEqual(self.shipped(), ["now"])


class ReportTest(ProgramTest):
    """moto does not know this call."""

    def report(self, status: int, answer: str) -> tuple[int, str]:
        asked: list[str] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(status)
                self.end_headers()
                self.wfile.write(answer.encode())

            def log_message(self, *_: object) -> None:
                pass

        with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.environment["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{server.server_port}"
            done = self.run_program("report-start.py", "CONTINUE")
            server.shutdown()
        return done.returncode, asked[0]

    def test_names_group_hook_instance_and_result(self) -> None:
        answer = "<CompleteLifecycleActionResponse><CompleteLifecycleActionResult/></CompleteLifecycleActionResponse>"
        status, asked = self.report(200, answer)
        self.assertEqual(status, 0)
        for part in [
            *("Action=CompleteLifecycleAction", "AutoScalingGroupName=minitter", "LifecycleHookName=serving"),
            *("InstanceId=i-0123456789abcdef0", "LifecycleActionResult=CONTINUE"),
        ]:
            self.assertIn(part, asked)

    def test_is_well_when_nobody_waits(self) -> None:
        answer = "<ErrorResponse><Error><Code>{}</Code><Message>No active action</Message></Error></ErrorResponse>"
        self.assertEqual(self.report(400, answer.format("ValidationError"))[0], 0)
        self.assertNotEqual(self.report(403, answer.format("AccessDenied"))[0], 0)


class SetUpTest(ProgramTest):
    """With stubs of all that it calls, which write down how."""

    def setUp(self) -> None:
        super().setUp()
        (self.folder / "set-up.env").write_text(
            f"region=eu-central-1\narchitecture=amd64\nport=5000\ncertificates={self.folder}/rds.pem\n"
            "start_timeout=900\nsession_manager=false\n"
        )
        self.environment["MINITTER_SET_UP"] = str(self.folder / "set-up.env")
        note = f'echo "${{0##*/}} $*" >>{self.folder}/calls\n'
        for name in ["apt-get", "systemctl", "sleep"]:
            self.put_stub(name, note)
        self.put_stub("curl", note + f"touch {self.folder}/rds.pem\n")
        self.put_stub("python3", note + 'case $1 in *get-release.py) echo "$2/minitter.deb" ;; esac\n')

    def set_up(self) -> tuple[int, list[str]]:
        done = subprocess.run([str(PROGRAMS / "set-up")], env=self.environment, capture_output=True, timeout=60)
        return done.returncode, (self.folder / "calls").read_text().splitlines()

    def assert_in_order(self, calls: list[str], *parts: str) -> None:
        rest = iter(calls)
        for part in parts:
            self.assertTrue(any(part in call for call in rest), f"{part} is missing, or too early, in {calls}")

    def test_installs_starts_waits_and_reports(self) -> None:
        status, calls = self.set_up()
        self.assertEqual(status, 0)
        self.assert_in_order(
            calls,
            "apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5 update",
            "install ca-certificates curl python3-boto3",
            "systemctl enable --now minitter-logs.service",
            "https://truststore.pki.rds.amazonaws.com/eu-central-1/eu-central-1-bundle.pem",
            "get-release.py /var/cache/minitter",
            "install /var/cache/minitter/minitter.deb",
            "systemctl enable --now minitter.service",
            "http://127.0.0.1:5000/readyz",
            "report-start.py CONTINUE",
        )
        self.assertNotIn("ABANDON", " ".join(calls))
        self.assertNotIn("ssm", " ".join(calls))

    def test_gives_the_instance_up_when_it_fails(self) -> None:
        self.put_stub("python3", f'echo "$*" >>{self.folder}/calls; [[ $1 != *get-release.py ]]')
        status, calls = self.set_up()
        self.assertNotEqual(status, 0)
        self.assertIn("report-start.py ABANDON", calls[-1])
        self.assertNotIn("minitter.service", " ".join(calls).replace("minitter-logs.service", ""))

    def test_gives_the_instance_up_when_it_is_never_ready(self) -> None:
        with (self.folder / "set-up.env").open("a") as file:
            file.write("start_timeout=60\n")
        self.put_stub("curl", f'touch {self.folder}/rds.pem; [[ "$*" != *readyz ]]')
        status, calls = self.set_up()
        self.assertNotEqual(status, 0)
        self.assertIn("report-start.py ABANDON", calls[-1])


if __name__ == "__main__":
    unittest.main()
