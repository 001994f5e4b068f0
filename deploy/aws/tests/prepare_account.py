"""Puts into an empty moto what must be there before Terraform: a zone, an image, a bucket with a release.

Usage: prepare_account.py FOLDER          FOLDER: a copy of example/, which gets its terraform.tfvars
"""

import hashlib
import json
import os
import sys
from pathlib import Path

import boto3

region = os.environ["AWS_REGION"]
zone = boto3.client("route53").create_hosted_zone(Name="example.com", CallerReference="test")["HostedZone"]
image = boto3.client("ec2").describe_images(Owners=["amazon"])["Images"][0]

package, key = b"a package", "1.4.0/minitter_1.4.0_amd64.deb"
s3 = boto3.client("s3")
s3.create_bucket(Bucket="releases", CreateBucketConfiguration={"LocationConstraint": region})
s3.put_object(Bucket="releases", Key=key, Body=package)
s3.put_object(Bucket="releases", Key=f"{key}.sha256", Body=hashlib.sha256(package).hexdigest() + "  minitter.deb\n")

variables = {
    "region": region,
    "domain_name": "api.example.com",
    "zone_id": zone["Id"].split("/")[-1],
    "release_bucket": "releases",
    "release_version": "1.4.0",
    "image_id": image["ImageId"],
    "alarm_email": "you@example.com",
    "protected": False,
}
folder = Path(sys.argv[1])
(folder / "terraform.tfvars.json").write_text(json.dumps(variables))
# moto has no host name for each bucket.
(folder / "moto_override.tf").write_text('provider "aws" {\n  s3_use_path_style = true\n}\n')
