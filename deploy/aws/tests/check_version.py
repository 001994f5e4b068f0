"""After another version was applied, the group has a new launch template version and replaces its servers.

    check_version.py OUTPUTS.json      MINITTER_VERSION: the version that was applied
"""

import base64
import json
import os
import sys
from pathlib import Path

import boto3

version = os.environ["MINITTER_VERSION"]
outputs = json.loads(Path(sys.argv[1]).read_text())["minitter"]["value"]
groups = boto3.client("autoscaling")
(group,) = groups.describe_auto_scaling_groups(AutoScalingGroupNames=[outputs["group"]])["AutoScalingGroups"]
wanted = group["LaunchTemplate"]
(template,) = boto3.client("ec2").describe_launch_template_versions(
    LaunchTemplateId=wanted["LaunchTemplateId"], Versions=[wanted["Version"]]
)["LaunchTemplateVersions"]
assert template["VersionNumber"] > 1, template["VersionNumber"]
assert template["VersionDescription"] == f"Minitter {version}", template["VersionDescription"]
assert f"{version}/minitter_{version}_amd64.deb" in base64.b64decode(template["LaunchTemplateData"]["UserData"]).decode()
