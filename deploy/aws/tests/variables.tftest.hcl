# Each variable refuses what it doesn't take, before anything is made.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "what_must_be_given" {
  command = plan

  variables {
    domain_name       = "https://api.example.com"
    zone_id           = "example.com"
    release_bucket    = "s3://releases"
    release_version   = "../1.0.0"
    jwt_secret        = "short"
    database_password = "short"
  }

  expect_failures = [
    var.domain_name,
    var.zone_id,
    var.release_bucket,
    var.release_version,
    var.jwt_secret,
    var.database_password,
  ]
}

run "what_has_a_default" {
  command = plan

  variables {
    release_prefix             = "minitter"
    release_sha256             = "abc"
    jwt_secret_version         = 0
    database_password_version  = 0
    name                       = "Minitter"
    minimum_servers            = 1
    instance_type              = "t4g.small"
    image_id                   = "debian-12"
    settings                   = { MINITTER_JWT_SECRET = "in user data" }
    drain_seconds              = 25
    stop_timeout               = 0
    start_timeout              = 10
    network_cidr               = "10.0.0.0/24"
    zones                      = ["a"]
    client_cidrs               = []
    database_version           = "5.7"
    database_instance_class    = "t3.small"
    database_storage           = 5
    database_backup_days       = 0
    pictures_price_class       = "PriceClass_300"
    log_days                   = 31
    alarm_email                = "you"
    alarm_errors               = 0
    alarm_latency              = 0
    alarm_database_connections = 0
  }

  expect_failures = [
    var.release_prefix,
    var.release_sha256,
    var.jwt_secret_version,
    var.database_password_version,
    var.name,
    var.minimum_servers,
    var.instance_type,
    var.image_id,
    var.settings,
    var.drain_seconds,
    var.stop_timeout,
    var.start_timeout,
    var.network_cidr,
    var.zones,
    var.client_cidrs,
    var.database_version,
    var.database_instance_class,
    var.database_storage,
    var.database_backup_days,
    var.pictures_price_class,
    var.log_days,
    var.alarm_email,
    var.alarm_errors,
    var.alarm_latency,
    var.alarm_database_connections,
  ]
}

run "in_other_ways" {
  command = plan

  variables {
    name                     = "a-name-that-is-too-long"
    maximum_servers          = 1
    architecture             = "riscv64"
    settings                 = { PATH = "/" }
    zones                    = ["a", "a"]
    client_cidrs             = ["::/0"]
    database_password        = "with a blank, and more than 20 characters"
    database_maximum_storage = 20
  }

  expect_failures = [
    var.name,
    var.maximum_servers,
    var.architecture,
    var.settings,
    var.zones,
    var.client_cidrs,
    var.database_password,
    var.database_maximum_storage,
  ]
}

run "settings_of_two_lines" {
  command = plan

  variables {
    settings = { MINITTER_HOST = "a\nMINITTER_JWT_SECRET=b" }
  }

  expect_failures = [
    var.settings,
  ]
}
