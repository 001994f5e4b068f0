# All of it, with what most want. Copy this folder, say in terraform.tfvars what is yours, and read ../README.md.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # The state holds no secrets. Several people keep it in a bucket:
  # backend "s3" {
  #   bucket       = "my-terraform-state"
  #   key          = "minitter.tfstate"
  #   region       = "eu-central-1"
  #   use_lockfile = true
  # }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = { Project = "minitter" }
  }
}

# New ones each time, which the module uses only at first and when their version is raised. Nothing keeps them but Secrets
# Manager and the database.
ephemeral "aws_secretsmanager_random_password" "jwt_secret" {
  password_length     = 64
  exclude_punctuation = true
}

ephemeral "aws_secretsmanager_random_password" "database" {
  password_length     = 40
  exclude_punctuation = true
}

module "minitter" {
  source = "../"

  domain_name     = var.domain_name
  zone_id         = var.zone_id
  release_bucket  = var.release_bucket
  release_version = var.release_version
  image_id        = var.image_id
  alarm_email     = var.alarm_email
  protected       = var.protected

  jwt_secret                = ephemeral.aws_secretsmanager_random_password.jwt_secret.random_password
  jwt_secret_version        = 1
  database_password         = ephemeral.aws_secretsmanager_random_password.database.random_password
  database_password_version = 1
}
