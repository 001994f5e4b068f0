# Two servers or more, replaced in turn, and nothing secret in what they are started with.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "made" {
  assert {
    condition     = aws_autoscaling_group.servers.min_size >= 2 && length(aws_autoscaling_group.servers.vpc_zone_identifier) >= 2
    error_message = "fewer than two servers, or in one zone"
  }

  assert {
    condition = (
      aws_launch_template.servers.metadata_options[0].http_tokens == "required" &&
      aws_launch_template.servers.metadata_options[0].http_put_response_hop_limit == 1
    )
    error_message = "the instance's metadata can be had without IMDSv2, or from a container"
  }

  assert {
    condition = (
      aws_launch_template.servers.network_interfaces[0].associate_public_ip_address == "false" &&
      aws_launch_template.servers.key_name == null
    )
    error_message = "servers have public addresses, or a key for SSH"
  }

  assert {
    condition     = aws_launch_template.servers.block_device_mappings[0].ebs[0].encrypted == "true"
    error_message = "the servers' disks are not encrypted"
  }

  assert {
    condition = (
      aws_autoscaling_group.servers.launch_template[0].version == "7" &&
      aws_autoscaling_group.servers.instance_refresh[0].strategy == "Rolling" &&
      aws_autoscaling_group.servers.instance_refresh[0].preferences[0].auto_rollback &&
      aws_autoscaling_group.servers.instance_refresh[0].preferences[0].min_healthy_percentage == 100
    )
    error_message = "a new version doesn't replace the servers in turn, or isn't rolled back"
  }

  assert {
    condition = (
      one(aws_autoscaling_group.servers.initial_lifecycle_hook).lifecycle_transition == "autoscaling:EC2_INSTANCE_LAUNCHING" &&
      one(aws_autoscaling_group.servers.initial_lifecycle_hook).default_result == "ABANDON"
    )
    error_message = "an instance that never serves is taken into service"
  }

  # /readyz fails with the database: the group would replace every server for nothing.
  assert {
    condition     = aws_autoscaling_group.servers.health_check_type == "EC2"
    error_message = "the group ends servers whose database is away"
  }

  assert {
    condition     = contains(aws_autoscaling_group.servers.target_group_arns, aws_lb_target_group.servers.arn)
    error_message = "the balancer doesn't know the servers"
  }
}

run "user_data" {
  assert {
    condition = alltrue([
      for secret in [nonsensitive(var.jwt_secret), nonsensitive(var.database_password)] :
      !strcontains(base64decode(aws_launch_template.servers.user_data), secret)
    ])
    error_message = "a secret is in the user data"
  }

  assert {
    condition = (
      local.settings.MINITTER_JWT_SECRET_FILE == "/run/minitter/jwt-secret" &&
      local.settings.MINITTER_DATABASE_PASSWORD_FILE == "/run/minitter/database-password" &&
      !contains(keys(local.settings), "MINITTER_JWT_SECRET") && !contains(keys(local.settings), "MINITTER_DATABASE_PASSWORD")
    )
    error_message = "the program doesn't read its secrets from files in memory"
  }

  assert {
    condition     = local.settings.MINITTER_DATABASE_URL == "mysql://minitter@mock.eu-central-1.rds.amazonaws.com:3306/minitter"
    error_message = "the program is led to another database, or the URL holds a password"
  }

  assert {
    condition     = local.settings.MINITTER_DATABASE_TLS == "verified" && local.settings.MINITTER_DATABASE_CA_FILE == "/etc/minitter-aws/rds.pem"
    error_message = "the program doesn't check the database's certificate"
  }

  assert {
    condition     = local.settings.MINITTER_TRUSTED_PROXIES == "10.20.0.0/20,10.20.16.0/20"
    error_message = "the program believes others than the balancer's subnets who a client is"
  }
}

run "another_version" {
  variables {
    release_version = "1.5.0"
  }

  assert {
    condition = (
      strcontains(base64decode(aws_launch_template.servers.user_data), output.release_key) &&
      output.release_key == "minitter/1.5.0/minitter_1.5.0_amd64.deb"
    )
    error_message = "another version doesn't make another launch template"
  }
}

run "arm" {
  variables {
    architecture  = "arm64"
    instance_type = "t4g.small"
    settings      = { MINITTER_BCRYPT_COST = "11", MINITTER_HEAD_TIMEOUT = "90" }
  }

  assert {
    condition     = output.release_key == "minitter/1.4.0/minitter_1.4.0_arm64.deb"
    error_message = "the package is of the wrong architecture"
  }

  assert {
    condition     = local.settings.MINITTER_BCRYPT_COST == "11" && local.settings.MINITTER_HEAD_TIMEOUT == "90"
    error_message = "settings that are given are not taken, or don't go before the module's own"
  }
}
