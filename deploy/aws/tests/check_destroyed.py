"""Nothing that costs or holds data is left in moto after terraform destroy."""

import sys

import boto3

left = {
    "balancers": boto3.client("elbv2").describe_load_balancers()["LoadBalancers"],
    "groups": boto3.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"],
    "databases": boto3.client("rds").describe_db_instances()["DBInstances"],
    "NAT gateways": [
        gateway
        for gateway in boto3.client("ec2").describe_nat_gateways()["NatGateways"]
        if gateway["State"] != "deleted"
    ],
    "addresses": boto3.client("ec2").describe_addresses()["Addresses"],
    "networks": [network for network in boto3.client("ec2").describe_vpcs()["Vpcs"] if not network["IsDefault"]],
    "distributions": boto3.client("cloudfront").list_distributions()["DistributionList"].get("Items", []),
    "buckets": [bucket for bucket in boto3.client("s3").list_buckets()["Buckets"] if bucket["Name"] != "releases"],
    "secrets": boto3.client("secretsmanager").list_secrets()["SecretList"],
    "log groups": boto3.client("logs").describe_log_groups()["logGroups"],
    "alarms": boto3.client("cloudwatch").describe_alarms()["MetricAlarms"],
    "roles": boto3.client("iam").list_roles(PathPrefix="/")["Roles"],
}
left = {name: items for name, items in left.items() if items}
if left:
    sys.exit(f"left behind: {left}")
