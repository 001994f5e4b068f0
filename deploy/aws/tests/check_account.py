"""What an apply has made in moto, as boto3 sees it: python -m unittest check_account.

MINITTER_APPLIED names the folder that Terraform ran in; outputs.json in it has the outputs.
"""

import base64
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

import boto3
import yaml

PROJECT = Path(__file__).resolve().parents[3]


class AccountTest(unittest.TestCase):
    applied = Path(os.environ["MINITTER_APPLIED"])
    outputs: dict[str, Any] = json.loads((applied / "outputs.json").read_text())["minitter"]["value"]

    def balancer(self) -> dict[str, Any]:
        return boto3.client("elbv2").describe_load_balancers()["LoadBalancers"][0]

    def template(self) -> dict[str, Any]:
        ec2 = boto3.client("ec2")
        template = ec2.describe_launch_templates()["LaunchTemplates"][0]["LaunchTemplateId"]
        versions = ec2.describe_launch_template_versions(LaunchTemplateId=template, Versions=["$Default"])
        return versions["LaunchTemplateVersions"][0]["LaunchTemplateData"]

    def user_data(self) -> str:
        return base64.b64decode(self.template()["UserData"]).decode()

    def files(self) -> dict[str, str]:
        """What cloud-init will write, by path."""
        files = {}
        for file in yaml.safe_load(self.user_data())["write_files"]:
            content = file["content"]
            if file.get("encoding") == "gz+b64":
                content = gzip.decompress(base64.b64decode(content)).decode()
            files[file["path"]] = content
        return files

    def settings(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.files()["/etc/minitter/minitter.env"].splitlines())

    def secrets(self) -> list[str]:
        secrets = boto3.client("secretsmanager")
        return [
            secrets.get_secret_value(SecretId=arn)["SecretString"]
            for arn in sorted(self.outputs["secret_arns"].values())
        ]


class NetworkTest(AccountTest):
    def test_open_to_all_are_only_80_and_443_of_the_balancer(self) -> None:
        ours = self.balancer()["SecurityGroups"]
        network = self.balancer()["VpcId"]
        groups = boto3.client("ec2").describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [network]}])
        found = set()
        for group in groups["SecurityGroups"]:
            for rule in group["IpPermissions"]:
                if rule["IpRanges"] or rule.get("Ipv6Ranges"):
                    found.add((group["GroupId"] in ours, rule["FromPort"], rule["ToPort"]))
        self.assertEqual(found, {(True, 80, 80), (True, 443, 443)})

    def test_servers_and_database_are_reached_through_groups_at_one_port(self) -> None:
        groups = boto3.client("ec2").describe_security_groups(
            Filters=[{"Name": "group-name", "Values": ["minitter-servers-*", "minitter-database-*"]}]
        )["SecurityGroups"]
        ports = {}
        for group in groups:
            self.assertEqual(len(group["IpPermissions"]), 1)
            (rule,) = group["IpPermissions"]
            self.assertEqual((rule["IpRanges"], len(rule["UserIdGroupPairs"])), ([], 1))
            ports[group["GroupName"].split("-")[1]] = (rule["FromPort"], rule["ToPort"])
        self.assertEqual(ports, {"servers": (5000, 5000), "database": (3306, 3306)})

    def test_the_databases_subnets_lead_nowhere(self) -> None:
        ec2 = boto3.client("ec2")
        subnets = ec2.describe_subnets(Filters=[{"Name": "tag:Name", "Values": ["minitter-database-*"]}])["Subnets"]
        self.assertEqual(len({subnet["AvailabilityZone"] for subnet in subnets}), 2)
        for subnet in subnets:
            tables = ec2.describe_route_tables(
                Filters=[{"Name": "association.subnet-id", "Values": [subnet["SubnetId"]]}]
            )["RouteTables"]
            self.assertEqual([route.get("GatewayId") for table in tables for route in table["Routes"]], ["local"])


class BalancerTest(AccountTest):
    def test_serves_https_and_redirects_http(self) -> None:
        elb = boto3.client("elbv2")
        listeners = {
            listener["Port"]: listener
            for listener in elb.describe_listeners(LoadBalancerArn=self.balancer()["LoadBalancerArn"])["Listeners"]
        }
        self.assertEqual(set(listeners), {80, 443})
        self.assertEqual(listeners[443]["Protocol"], "HTTPS")
        self.assertEqual(listeners[443]["SslPolicy"], "ELBSecurityPolicy-TLS13-1-2-2021-06")
        (redirect,) = listeners[80]["DefaultActions"]
        self.assertEqual(redirect["RedirectConfig"]["Protocol"], "HTTPS")
        certificate = boto3.client("acm").describe_certificate(
            CertificateArn=listeners[443]["Certificates"][0]["CertificateArn"]
        )["Certificate"]
        self.assertEqual((certificate["DomainName"], certificate["Status"]), ("api.example.com", "ISSUED"))

    def test_asks_readyz_and_lets_servers_finish(self) -> None:
        elb = boto3.client("elbv2")
        (group,) = elb.describe_target_groups()["TargetGroups"]
        self.assertEqual((group["HealthCheckPath"], group["Port"]), ("/readyz", 5000))
        attributes = elb.describe_target_group_attributes(TargetGroupArn=group["TargetGroupArn"])["Attributes"]
        delay = {one["Key"]: one["Value"] for one in attributes}["deregistration_delay.timeout_seconds"]
        settings = self.settings()
        self.assertEqual(int(delay), int(settings["MINITTER_DRAIN_SECONDS"]) + int(settings["MINITTER_STOP_TIMEOUT"]))

    def test_is_what_the_name_leads_to(self) -> None:
        route53 = boto3.client("route53")
        zone = route53.list_hosted_zones()["HostedZones"][0]["Id"]
        records = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
        (record,) = [record for record in records if record["Type"] == "A"]
        self.assertEqual(record["Name"], "api.example.com.")
        self.assertEqual(record["AliasTarget"]["DNSName"].rstrip("."), self.balancer()["DNSName"])


class ServersTest(AccountTest):
    def group(self) -> dict[str, Any]:
        return boto3.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"][0]

    def test_are_two_or_more_in_two_zones(self) -> None:
        # moto starts all of them in the first zone.
        group = self.group()
        self.assertEqual((len(group["Instances"]), group["MinSize"]), (2, 2))
        subnets = boto3.client("ec2").describe_subnets(SubnetIds=group["VPCZoneIdentifier"].split(","))["Subnets"]
        self.assertEqual({subnet["AvailabilityZone"] for subnet in subnets}, {"eu-central-1a", "eu-central-1b"})
        self.assertEqual(group["HealthCheckType"], "EC2")

    def test_must_report_that_they_serve(self) -> None:
        hooks = boto3.client("autoscaling").describe_lifecycle_hooks(AutoScalingGroupName=self.outputs["group"])
        (hook,) = hooks["LifecycleHooks"]
        self.assertEqual(hook["LifecycleTransition"], "autoscaling:EC2_INSTANCE_LAUNCHING")
        self.assertEqual(hook["DefaultResult"], "ABANDON")

    def test_need_imds_2_have_no_key_and_encrypted_disks(self) -> None:
        template = self.template()
        self.assertEqual(template["MetadataOptions"]["HttpTokens"], "required")
        self.assertNotIn("KeyName", template)
        self.assertFalse(template["NetworkInterfaces"][0]["AssociatePublicIpAddress"])
        self.assertTrue(template["BlockDeviceMappings"][0]["Ebs"]["Encrypted"])

    def test_may_do_this_and_nothing_else(self) -> None:
        iam = boto3.client("iam")
        role = self.outputs["role_arn"].split("/")[-1]
        self.assertEqual(iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"], [])
        allowed = set()
        for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
            for statement in iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]["Statement"]:
                actions, resources = (
                    [value] if isinstance(value, str) else value
                    for value in (statement["Action"], statement["Resource"])
                )
                allowed |= {(action, resource) for action in actions for resource in resources}
        bucket = f"arn:aws:s3:::{self.outputs['pictures_bucket']}"
        package = "arn:aws:s3:::releases/*/minitter_*_amd64.deb"
        logs = f"arn:aws:logs:eu-central-1:123456789012:log-group:{self.outputs['log_group']}:*"
        group = "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:*:autoScalingGroupName/minitter"
        self.assertEqual(
            allowed,
            {
                ("s3:GetObject", f"{bucket}/profile/*"),
                ("s3:PutObject", f"{bucket}/profile/*"),
                ("s3:DeleteObject", f"{bucket}/profile/*"),
                ("s3:ListBucket", bucket),
                ("s3:GetObject", package),
                ("s3:GetObject", f"{package}.sha256"),
                *(("secretsmanager:GetSecretValue", arn) for arn in self.outputs["secret_arns"].values()),
                ("autoscaling:CompleteLifecycleAction", group),
                ("logs:CreateLogStream", logs),
                ("logs:PutLogEvents", logs),
            },
        )


class UserDataTest(AccountTest):
    def test_fits_with_room_for_settings(self) -> None:
        self.assertLess(len(self.user_data()), 15_000)

    def test_holds_no_secret_nor_does_the_state(self) -> None:
        self.assertEqual([len(secret) for secret in self.secrets()], [40, 64])
        texts = [self.user_data(), *self.files().values()]
        texts += [file.read_text() for file in self.applied.glob("terraform.tfstate*")]
        texts += [(self.applied / "plan.json").read_text()]
        for secret in self.secrets():
            for text in texts:
                self.assertNotIn(secret, text)

    def test_sets_what_the_program_knows(self) -> None:
        readme = set(re.findall(r"^\| `(MINITTER_\w+)`", (PROJECT / "README.md").read_text(), re.M))
        unknown = {name for name in self.settings() if not {name, name.removesuffix("_FILE")} & readme}
        self.assertEqual(unknown, set())

    def test_leads_the_program_to_what_was_made(self) -> None:
        settings = self.settings()
        self.assertEqual(settings["MINITTER_S3_BUCKET"], self.outputs["pictures_bucket"])
        self.assertEqual(settings["MINITTER_S3_PUBLIC"], self.outputs["pictures_url"])
        address = self.outputs["database_address"]
        self.assertEqual(settings["MINITTER_DATABASE_URL"], f"mysql://minitter@{address}:3306/minitter")
        self.assertEqual(settings["MINITTER_DATABASE_TLS"], "verified")

    def test_gives_the_unit_time_to_stop(self) -> None:
        settings = self.settings()
        stop = re.search(
            r"^TimeoutStopSec=(\d+)$", self.files()["/etc/systemd/system/minitter.service.d/aws.conf"], re.M
        )
        self.assertIsNotNone(stop)
        self.assertGreater(
            int(stop[1]), int(settings["MINITTER_DRAIN_SECONDS"]) + int(settings["MINITTER_STOP_TIMEOUT"])
        )

    def test_gets_release_and_secrets_when_run(self) -> None:
        """The very programs and the configuration that an instance would have."""
        files = self.files()
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            instance = json.loads(files["/etc/minitter-aws/instance.json"])
            instance["secrets_folder"] = f"{name}/run"
            (folder / "instance.json").write_text(json.dumps(instance))
            environment = os.environ | {
                "MINITTER_INSTANCE": f"{name}/instance.json",
                "MINITTER_USER": subprocess.check_output(["id", "-un"], text=True).strip(),
            }
            for program, *arguments in [("get-secrets.py",), ("get-release.py", f"{name}/cache")]:
                (folder / program).write_text(files[f"/usr/local/lib/minitter/{program}"])
                subprocess.run([sys.executable, folder / program, *arguments], env=environment, check=True, timeout=60)
            written = {file.name: file.read_text() for file in (folder / "run").iterdir()}
            password, jwt = self.secrets()
            self.assertEqual(written, {"database-password": password, "jwt-secret": jwt})
            self.assertEqual((folder / "cache/minitter_1.4.0_amd64.deb").read_bytes(), b"a package")


class DatabaseTest(AccountTest):
    def test_is_mysql_8_private_encrypted_in_two_zones_and_backed_up(self) -> None:
        (database,) = boto3.client("rds").describe_db_instances()["DBInstances"]
        self.assertEqual(database["Engine"], "mysql")
        self.assertTrue(database["EngineVersion"].startswith("8."))
        self.assertFalse(database["PubliclyAccessible"])
        self.assertTrue(database["StorageEncrypted"])
        self.assertTrue(database["MultiAZ"])
        self.assertEqual(database["BackupRetentionPeriod"], 7)


class PicturesTest(AccountTest):
    def test_are_private_and_encrypted(self) -> None:
        s3, bucket = boto3.client("s3"), self.outputs["pictures_bucket"]
        block = s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
        self.assertEqual(set(block.values()), {True})
        (rule,) = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
        self.assertEqual(rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"], "AES256")

    def test_are_read_by_cloudfront_alone(self) -> None:
        policy = json.loads(boto3.client("s3").get_bucket_policy(Bucket=self.outputs["pictures_bucket"])["Policy"])
        (allow,) = [statement for statement in policy["Statement"] if statement["Effect"] == "Allow"]
        (distribution,) = boto3.client("cloudfront").list_distributions()["DistributionList"]["Items"]
        self.assertEqual(allow["Principal"], {"Service": "cloudfront.amazonaws.com"})
        self.assertEqual(allow["Condition"], {"StringEquals": {"AWS:SourceArn": distribution["ARN"]}})
        self.assertTrue(allow["Resource"].endswith("/profile/*"))
        self.assertEqual(distribution["DefaultCacheBehavior"]["ViewerProtocolPolicy"], "redirect-to-https")


class WatchingTest(AccountTest):
    def test_alarms_tell_the_topic(self) -> None:
        alarms = boto3.client("cloudwatch").describe_alarms()["MetricAlarms"]
        ours = {alarm["AlarmName"] for alarm in alarms if alarm["AlarmActions"] == [self.outputs["alarm_topic_arn"]]}
        names = ["5xx", "latency", "unhealthy-hosts", "database-storage", "database-connections"]
        self.assertEqual(ours, {f"minitter-{name}" for name in names})
        (subscription,) = boto3.client("sns").list_subscriptions()["Subscriptions"]
        self.assertEqual(subscription["Endpoint"], "you@example.com")

    def test_logs_are_kept_for_thirty_days(self) -> None:
        groups = boto3.client("logs").describe_log_groups()["logGroups"]
        days = {group["logGroupName"]: group["retentionInDays"] for group in groups}
        databases = [f"/aws/rds/instance/minitter/{name}" for name in ["error", "slowquery"]]
        self.assertEqual(days, {name: 30 for name in [self.outputs["log_group"], *databases]})


if __name__ == "__main__":
    unittest.main()
