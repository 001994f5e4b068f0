"""Tells whether a plan right after an apply differs only in what moto does not keep.

Usage: plan_differences.py PLAN.json      as `terraform show -json` prints it

On AWS such a plan should have no differences at all; moto can't show that of the attributes in this list.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NO_DESCRIPTION = {"description": "not kept where another group is named"}
KNOWN = {
    "aws_autoscaling_group.servers": {
        "capacity_reservation_specification[0].capacity_reservation_preference": "not kept",
        "default_instance_warmup": "not kept",
        "instance_maintenance_policy": "not kept",
        "launch_template[0].version": "follows the launch template, which seems to change",
    },
    "aws_autoscaling_policy.processor": {
        "enabled": "not kept",
        "predictive_scaling_configuration": "answered although there is none",
    },
    "aws_cloudfront_distribution.pictures": {
        "default_cache_behavior[0].forwarded_values": "answered although a cache policy rules",
        "origin[0].origin_access_control_id": "not kept",
        "viewer_certificate[0].ssl_support_method": "answered although the certificate is CloudFront's own",
    },
    "aws_db_instance.main": {"engine_lifecycle_support": "not kept"},
    "aws_db_parameter_group.main": {"parameter": "not answered"},
    "aws_launch_template.servers": {
        "default_version": "follows from the next",
        "latest_version": "follows from the next",
        "tag_specifications": "the template's own tags are answered as the instances'",
    },
    "aws_vpc_security_group_egress_rule.balancer_to_servers": NO_DESCRIPTION,
    "aws_vpc_security_group_egress_rule.servers_to_database": NO_DESCRIPTION,
    "aws_vpc_security_group_ingress_rule.database_from_servers": NO_DESCRIPTION,
    "aws_vpc_security_group_ingress_rule.servers_from_balancer": NO_DESCRIPTION,
}


def differences(before: Any, after: Any, unknown: Any, path: str = "") -> Iterator[str]:
    """Paths of the attributes that change."""
    if unknown is True:
        yield path
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            later = unknown.get(key) if isinstance(unknown, dict) else None
            yield from differences(before.get(key), after.get(key), later, f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, pair in enumerate(zip(before, after)):
            later = unknown[index] if isinstance(unknown, list) and index < len(unknown) else None
            yield from differences(*pair, later, f"{path}[{index}]")
    elif before != after:
        yield path


def main() -> None:
    plan = json.loads(Path(sys.argv[1]).read_text())
    surprises = 0
    for resource in plan["resource_changes"]:
        change = resource["change"]
        address = resource["address"].removeprefix("module.minitter.")
        if change["actions"] in (["no-op"], ["read"]):
            continue
        if change["actions"] != ["update"]:
            print(f"NEW    {address}: {', '.join(change['actions'])}")
            surprises += 1
            continue
        for path in differences(change["before"], change["after"], change["after_unknown"]):
            reason = KNOWN.get(address, {}).get(path)
            print(f"known  {address}: {path}: {reason}" if reason else f"NEW    {address}: {path}")
            surprises += reason is None
    if surprises:
        sys.exit(f"{surprises} differences that were not there before")


if __name__ == "__main__":
    main()
