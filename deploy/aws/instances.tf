# The servers: an auto scaling group whose instances install the release at their first boot. instance/ has what runs there.

locals {
  port       = 5000
  group_name = var.name
  # The role's policy names the group, and the group needs the policy to start: the name breaks the circle.
  group_arn = join(":", [
    "arn", data.aws_partition.current.partition, "autoscaling", data.aws_region.current.name,
    data.aws_caller_identity.current.account_id, "autoScalingGroup", "*", "autoScalingGroupName/${local.group_name}",
  ])
  hook_name = "serving"

  release_key = "${var.release_prefix}${var.release_version}/minitter_${var.release_version}_${var.architecture}.deb"
  # Every version: a roll-back starts servers of the one before, when Terraform already has the next.
  release_arn = "arn:${data.aws_partition.current.partition}:s3:::${var.release_bucket}/${var.release_prefix}*/minitter_*_${var.architecture}.deb"

  secrets_folder = "/run/minitter"
  # Not in /etc/minitter, which is the package's, and may be shut to the user that ships logs.
  certificates = "/etc/minitter-aws/rds.pem"

  settings = merge({
    MINITTER_DATA_DIRECTORY         = "/var/lib/minitter"
    MINITTER_HOST                   = "0.0.0.0"
    MINITTER_PORT                   = local.port
    MINITTER_PUBLIC_URL             = "https://${var.domain_name}"
    MINITTER_TRUSTED_PROXIES        = join(",", values(local.public_cidrs))
    MINITTER_DATABASE_URL           = "mysql://${aws_db_instance.main.username}@${aws_db_instance.main.address}:3306/${aws_db_instance.main.db_name}"
    MINITTER_DATABASE_PASSWORD_FILE = "${local.secrets_folder}/database-password"
    MINITTER_DATABASE_TLS           = "verified"
    MINITTER_DATABASE_CA_FILE       = local.certificates
    MINITTER_JWT_SECRET_FILE        = "${local.secrets_folder}/jwt-secret"
    MINITTER_S3_BUCKET              = aws_s3_bucket.pictures.id
    MINITTER_S3_REGION              = data.aws_region.current.name
    MINITTER_S3_PUBLIC              = "https://${aws_cloudfront_distribution.pictures.domain_name}"
    MINITTER_HEAD_TIMEOUT           = local.idle_timeout + 15
    MINITTER_DRAIN_SECONDS          = var.drain_seconds
    MINITTER_STOP_TIMEOUT           = var.stop_timeout
    MINITTER_LOG_FORMAT             = "json"
  }, var.settings)

  # Read by the programs in instance/.
  instance = {
    region  = data.aws_region.current.name
    release = { bucket = var.release_bucket, key = local.release_key, sha256 = var.release_sha256 }
    secrets = {
      jwt-secret        = { id = aws_secretsmanager_secret.jwt.arn, version = var.jwt_secret_version }
      database-password = { id = aws_secretsmanager_secret.database.arn, version = var.database_password_version }
    }
    secrets_folder = local.secrets_folder
    log_group      = aws_cloudwatch_log_group.servers.name
    group          = local.group_name
    hook           = local.hook_name
  }

  programs = ["set-up", "get-release.py", "get-secrets.py", "report-start.py", "ship-logs.py"]
  units    = ["minitter-logs.service", "minitter-secrets.service"]

  # No secret is in here: anybody on an instance, and whoever may describe it, can read it.
  user_data = join("\n", ["#cloud-config", yamlencode({
    write_files = concat(
      [
        {
          path    = "/etc/minitter/minitter.env"
          content = join("", [for name, value in local.settings : "${name}=${value}\n"])
        },
        {
          path    = "/etc/minitter-aws/instance.json"
          content = jsonencode(local.instance)
        },
        {
          path = "/etc/minitter-aws/set-up.env"
          content = join("", [
            "region=${data.aws_region.current.name}\n",
            "architecture=${var.architecture}\n",
            "port=${local.port}\n",
            "certificates=${local.certificates}\n",
            "start_timeout=${var.start_timeout}\n",
            "session_manager=${var.session_manager}\n",
          ])
        },
        {
          path = "/etc/systemd/system/minitter.service.d/aws.conf"
          content = templatefile("${path.module}/instance/minitter.service.d/aws.conf", {
            stop_seconds = var.drain_seconds + var.stop_timeout + 15
          })
        },
      ],
      [for name in local.units : {
        path    = "/etc/systemd/system/${name}"
        content = file("${path.module}/instance/${name}")
      }],
      [for name in local.programs : {
        path        = "/usr/local/lib/minitter/${name}"
        permissions = "0755"
        encoding    = "gz+b64"
        content     = base64gzip(file("${path.module}/instance/${name}"))
      }],
    )
    # Into the journal, from where it reaches the log group.
    runcmd = [["systemd-cat", "--identifier=minitter-set-up", "/usr/local/lib/minitter/set-up"]]
  })])
}

# Debian's own account; https://wiki.debian.org/Cloud/AmazonEC2Image/Bookworm.
data "aws_ami" "debian" {
  count = var.image_id == null ? 1 : 0

  owners      = ["136693071363"]
  most_recent = true

  filter {
    name   = "name"
    values = ["debian-12-${var.architecture}-*"]
  }
}

resource "aws_launch_template" "servers" {
  name_prefix            = "${var.name}-"
  description            = "Minitter ${var.release_version}"
  update_default_version = true

  image_id      = var.image_id != null ? var.image_id : data.aws_ami.debian[0].id
  instance_type = var.instance_type
  user_data     = base64encode(local.user_data)

  iam_instance_profile {
    arn = aws_iam_instance_profile.server.arn
  }

  # IMDSv2 only, and for the instance itself, not for a container on it.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  network_interfaces {
    associate_public_ip_address = false
    security_groups             = [aws_security_group.servers.id]
    delete_on_termination       = true
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = 16
      encrypted             = true
      delete_on_termination = true
    }
  }

  tag_specifications {
    resource_type = "instance"
    tags          = { Name = var.name, Version = var.release_version }
  }

  tag_specifications {
    resource_type = "volume"
    tags          = { Name = var.name }
  }

  lifecycle {
    precondition {
      condition     = length(local.user_data) <= 16384
      error_message = "EC2 takes 16 KiB of user data: give fewer settings."
    }
  }
}

resource "aws_autoscaling_group" "servers" {
  # checkov:skip=CKV2_AWS_15: /readyz fails while the database does, which new servers would not mend; the balancer alone acts on it
  name                = local.group_name
  min_size            = var.minimum_servers
  max_size            = var.maximum_servers
  vpc_zone_identifier = [for subnet in aws_subnet.private : subnet.id]
  target_group_arns   = [aws_lb_target_group.servers.arn]
  health_check_type   = "EC2"
  # Seconds from then on until a new server counts for scaling: its caches are warm.
  default_instance_warmup = 60
  # Terraform waits until so many answer through the balancer.
  wait_for_elb_capacity     = var.minimum_servers
  wait_for_capacity_timeout = "${ceil(var.start_timeout / 60) + 5}m"

  launch_template {
    id      = aws_launch_template.servers.id
    version = aws_launch_template.servers.latest_version
  }

  # An instance gets no requests until instance/set-up reports that it serves, and is given up when it never does.
  initial_lifecycle_hook {
    name                 = local.hook_name
    lifecycle_transition = "autoscaling:EC2_INSTANCE_LAUNCHING"
    heartbeat_timeout    = var.start_timeout
    default_result       = "ABANDON"
  }

  # A new version of the launch template: one new server at a time, and an old one leaves when the new one serves.
  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage = 100
      max_healthy_percentage = 150
      instance_warmup        = 60
      skip_matching          = true
      auto_rollback          = true

      dynamic "alarm_specification" {
        for_each = var.roll_back_on_errors ? [true] : []

        content {
          alarms = [aws_cloudwatch_metric_alarm.errors.alarm_name]
        }
      }
    }
  }

  instance_maintenance_policy {
    min_healthy_percentage = 100
    max_healthy_percentage = 150
  }

  tag {
    key                 = "Name"
    value               = var.name
    propagate_at_launch = true
  }

  # What an instance needs at its first boot.
  depends_on = [
    aws_iam_role_policy.logs,
    aws_iam_role_policy.pictures,
    aws_iam_role_policy.start,
    aws_lb_listener.https,
    aws_nat_gateway.main,
    aws_route_table_association.private,
    aws_secretsmanager_secret_version.database,
    aws_secretsmanager_secret_version.jwt,
    aws_vpc_security_group_egress_rule.servers_http,
    aws_vpc_security_group_egress_rule.servers_https,
    aws_vpc_security_group_egress_rule.servers_to_database,
    aws_vpc_security_group_ingress_rule.database_from_servers,
    aws_vpc_security_group_ingress_rule.servers_from_balancer,
  ]
}

resource "aws_autoscaling_policy" "processor" {
  name                   = "processor"
  autoscaling_group_name = aws_autoscaling_group.servers.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 50

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}
