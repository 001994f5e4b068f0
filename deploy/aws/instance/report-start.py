"""Tells the auto scaling group that this instance serves, or that it is to be given up.

Usage: report-start.py CONTINUE|ABANDON
"""

import json
import os
import sys
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

instance = json.loads(Path(os.environ.get("MINITTER_INSTANCE", "/etc/minitter-aws/instance.json")).read_text())
# cloud-init keeps it there.
instance_id = Path(os.environ.get("MINITTER_INSTANCE_ID", "/var/lib/cloud/data/instance-id")).read_text().strip()

groups = boto3.client("autoscaling", region_name=instance["region"], config=Config(retries={"max_attempts": 10}))
try:
    groups.complete_lifecycle_action(
        AutoScalingGroupName=instance["group"],
        LifecycleHookName=instance["hook"],
        InstanceId=instance_id,
        LifecycleActionResult=sys.argv[1],
    )
except ClientError as error:
    # The group has given up waiting, or the instance is not the group's.
    if error.response["Error"]["Code"] != "ValidationError":
        raise
    print(f"nobody waits for this instance: {error}")
