"""A plan for another version makes a new launch template version, which replaces the servers, and changes nothing else.

Usage: check_version.py PLAN.json VERSION
"""

import base64
import json
import sys
from pathlib import Path

from plan_differences import KNOWN, differences

plan, version = json.loads(Path(sys.argv[1]).read_text()), sys.argv[2]
changes = {
    resource["address"].removeprefix("module.minitter."): resource["change"]
    for resource in plan["resource_changes"]
    if resource["change"]["actions"] not in (["no-op"], ["read"])
}
found = {
    (address, path)
    for address, change in changes.items()
    for path in differences(change["before"], change["after"], change["after_unknown"])
    if path not in KNOWN.get(address, {})
}
wanted = {("aws_launch_template.servers", "description"), ("aws_launch_template.servers", "user_data")}
if found != wanted:
    sys.exit(f"these change: {found}")

template, group = changes["aws_launch_template.servers"], changes["aws_autoscaling_group.servers"]
user_data = base64.b64decode(template["after"]["user_data"]).decode()
if f"{version}/minitter_{version}_amd64.deb" not in user_data:
    sys.exit("the user data names another version")
# A number that is not known yet, rather than $Latest: what a roll-back needs.
if group["after_unknown"]["launch_template"][0]["version"] is not True or not group["after"]["instance_refresh"]:
    sys.exit("the group does not follow the launch template")
