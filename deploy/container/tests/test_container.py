"""What can be checked of deploy/container without a container engine."""

import configparser
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

import yaml

HERE = pathlib.Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
COMPOSE = yaml.safe_load((HERE / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
MINITTERS = [SERVICES["minitter-1"], SERVICES["minitter-2"]]
BALANCER = (ROOT / "deploy/cluster/haproxy.cfg").read_text()
RELEASE = (ROOT / "script/release").read_text()


def containerfile():
    """The stages, each a list of its lines' (instruction, rest)."""
    text = re.sub(r"\\\n\s*", "", (HERE / "Containerfile").read_text())
    lines = [line.split(None, 1) for line in text.splitlines() if line and not line.startswith("#")]
    stages = []
    for name, rest in lines:
        if name == "FROM":
            stages.append([])
        stages[-1].append((name, rest))
    return stages


def seconds(text):
    return int(re.fullmatch(r"(\d+)s", text)[1])


class ComposeTests(unittest.TestCase):
    def test_the_parts_are_those_of_production(self):
        self.assertEqual(
            set(SERVICES), {"haproxy", "minitter-1", "minitter-2", "mysql", "s3", "s3-bucket"})

    def test_only_the_balancer_can_be_reached_and_from_this_machine_alone(self):
        published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
        self.assertEqual(published, {"haproxy": ["127.0.0.1:5000:8080"]})
        self.assertEqual(SERVICES["haproxy"]["environment"]["BALANCER_BIND"], ":8080")

    def test_images_have_a_version(self):
        for name, service in SERVICES.items():
            if "build" not in service:
                self.assertRegex(service["image"], r"^docker\.io/[a-z]+/[a-z]+:[0-9]+\.[0-9][\w.-]*$", name)

    def test_what_is_named_is_there(self):
        for name, service in SERVICES.items():
            self.assertLessEqual(set(service.get("depends_on", ())), set(SERVICES), name)
            self.assertLessEqual(set(service.get("secrets", ())), set(COMPOSE["secrets"]), name)
            self.assertLessEqual(set(service["networks"]), set(COMPOSE["networks"]), name)
            for volume in service.get("volumes", ()):
                source = volume.split(":")[0]
                if "/" in source:
                    self.assertTrue((HERE / source).exists(), source)
                else:
                    self.assertIn(source, COMPOSE["volumes"])
        build = MINITTERS[0]["build"]
        self.assertEqual((HERE / build["context"]).resolve(), ROOT)
        self.assertTrue((ROOT / build["dockerfile"]).exists())

    def test_settings_are_the_programs_own(self):
        known = set(re.findall(r"^\| `(MINITTER_\w+)`", (ROOT / "README.md").read_text(), re.M))
        stages = containerfile()
        in_image = re.findall(r"(MINITTER_\w+)=", dict(stages[-1])["ENV"])
        in_cluster = re.findall(r'"(MINITTER_[A-Z]\w+)":', (ROOT / "deploy/cluster/parts.py").read_text())
        names = in_cluster + [name for service in MINITTERS for name in service["environment"] if name.startswith("MINITTER_")]
        self.assertEqual({name for name in names + in_image if name.removesuffix("_FILE") not in known}, set())

    def test_no_secret_is_written_down(self):
        for name, service in SERVICES.items():
            for variable, value in service.get("environment", {}).items():
                if re.search("PASSWORD|SECRET", variable) and variable != "MYSQL_RANDOM_ROOT_PASSWORD":
                    self.assertTrue(variable.endswith("_FILE"), f"{name}: {variable}")
                    self.assertIn(value.removeprefix("/run/secrets/"), service["secrets"])

    def test_the_servers_differ_in_nothing_but_volume_and_address(self):
        first, second = ({**service, "volumes": None, "networks": None} for service in MINITTERS)
        self.assertEqual(first, second)
        self.assertNotEqual(*(service["volumes"] for service in MINITTERS))
        self.assertNotEqual(*(service["networks"] for service in MINITTERS))

    def test_a_stop_is_given_the_time_it_takes(self):
        environment = MINITTERS[0]["environment"]
        drain, timeout = int(environment["MINITTER_DRAIN_SECONDS"]), int(environment["MINITTER_STOP_TIMEOUT"])
        self.assertGreater(seconds(MINITTERS[0]["stop_grace_period"]), drain + timeout)
        interval, falls = re.search(r"inter (\d+)ms fall (\d+)", BALANCER).groups()
        self.assertGreater(drain, int(interval) * (int(falls) + 1) / 1000)


class BalancerTests(unittest.TestCase):
    def test_its_variables_are_set_and_no_others(self):
        environment = SERVICES["haproxy"]["environment"]
        self.assertEqual(set(re.findall(r"\$\{(\w+)\}", BALANCER)), set(environment))
        for number in (1, 2):
            address = SERVICES[f"minitter-{number}"]["networks"]["inside"]["ipv4_address"]
            self.assertEqual(environment[f"MINITTER_{number}"], f"{address}:5000")

    def test_the_servers_believe_it_and_nobody_else(self):
        address = SERVICES["haproxy"]["networks"]["inside"]["ipv4_address"]
        self.assertEqual(MINITTERS[0]["environment"]["MINITTER_TRUSTED_PROXIES"], address)


class ContainerfileTests(unittest.TestCase):
    def test_it_installs_the_releases_package_and_lists_no_library_itself(self):
        build, final = containerfile()
        self.assertIn(("RUN", "script/release"), build)
        self.assertIn("$dist/$package", RELEASE)
        self.assertIn(("COPY", "--from=build /source/.build/dist/*.deb /tmp/"), final)
        commands = [rest for name, rest in final if name == "RUN"]
        installed = [re.search(r"apt-get install ((?:--\S+ )*)(.*?) &&", command)[2] for command in commands]
        self.assertEqual(installed, ["/tmp/*.deb"])

    def test_it_is_built_for_the_debian_that_it_runs_on(self):
        images = [dict(stage)["FROM"] for stage in containerfile()]
        self.assertEqual(
            {re.search(r":[\d.]*-?([a-z]+)", image)[1] for image in images}, {"bookworm"}, images)

    def test_its_swift_is_new_enough(self):
        wanted = re.search(r"^swift_at_least=(.*)$", (ROOT / "script/bootstrap").read_text(), re.M)[1]
        image = dict(containerfile()[0])["FROM"]
        found = re.search(r"swift:([\d.]+)", image)[1]
        self.assertGreaterEqual(*(tuple(map(int, version.split("."))) for version in (found, wanted)))

    def test_it_runs_the_program_as_its_own_account(self):
        final = dict(containerfile()[-1])
        self.assertEqual(final["USER"], "minitter")
        self.assertEqual(json.loads(final["ENTRYPOINT"]), ["/usr/bin/minitter"])
        self.assertIn('"$root/usr/bin/minitter"', RELEASE)
        self.assertIn("useradd --system --gid minitter", (ROOT / "deploy/debian/postinst").read_text())

    def test_builds_and_data_stay_out_of_it(self):
        ignored = (ROOT / ".dockerignore").read_text().splitlines()
        self.assertLessEqual({".build", ".build-static", "data", "deploy/container/secrets"}, set(ignored))
        # script/release asks git for the date of the commit.
        self.assertNotIn(".git", ignored)


class SecretsTests(unittest.TestCase):
    def test_they_are_those_that_compose_names_and_fit_together(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder, "secrets")
            self.make(folder)
            wanted = {pathlib.PurePath(secret["file"]).name for secret in COMPOSE["secrets"].values()}
            self.assertEqual({path.name for path in folder.iterdir()}, wanted)
            self.assertEqual(folder.stat().st_mode & 0o777, 0o700)
            self.assertGreaterEqual(len((folder / "jwt-secret").read_bytes()), 32)
            credentials = configparser.ConfigParser()
            credentials.read(folder / "s3-credentials")
            (identity,) = json.loads((folder / "s3-identities").read_text())["identities"]
            (key,) = identity["credentials"]
            self.assertEqual(
                (key["accessKey"], key["secretKey"]),
                (credentials["default"]["aws_access_key_id"], credentials["default"]["aws_secret_access_key"]))
            bucket = MINITTERS[0]["environment"]["MINITTER_S3_BUCKET"]
            self.assertEqual({action.partition(":")[2] for action in identity["actions"]}, {bucket})
            self.assertIn(f"-name {bucket}", SERVICES["s3-bucket"]["command"][0].replace('"', " "))

    def test_those_that_are_there_are_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            self.make(folder)
            before = {path.name: path.read_bytes() for path in folder.iterdir()}
            self.make(folder)
            self.assertEqual(before, {path.name: path.read_bytes() for path in folder.iterdir()})

    def make(self, folder):
        subprocess.run([HERE / "make-secrets", folder], check=True, capture_output=True)


if __name__ == "__main__":
    unittest.main()
