# MySQL 8, in two zones, encrypted, private, backed up, TLS required.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "made" {
  assert {
    condition     = aws_db_instance.main.engine == "mysql" && startswith(aws_db_instance.main.engine_version, "8.")
    error_message = "the database is not MySQL 8"
  }

  assert {
    condition     = aws_db_instance.main.publicly_accessible == false
    error_message = "the database is public"
  }

  assert {
    condition = (
      tolist(aws_db_instance.main.vpc_security_group_ids) == tolist([aws_security_group.database.id]) &&
      toset(aws_db_subnet_group.main.subnet_ids) == toset([for subnet in aws_subnet.database : subnet.id])
    )
    error_message = "the database is not in its own subnets and security group"
  }

  assert {
    condition     = aws_db_instance.main.multi_az && aws_db_instance.main.storage_encrypted
    error_message = "the database is in one zone only, or not encrypted"
  }

  assert {
    condition = (
      aws_db_instance.main.backup_retention_period == 7 && aws_db_instance.main.deletion_protection &&
      !aws_db_instance.main.skip_final_snapshot && !aws_db_instance.main.delete_automated_backups
    )
    error_message = "the database is not backed up for a week, or can be deleted"
  }

  assert {
    condition = (
      { for parameter in aws_db_parameter_group.main.parameter : parameter.name => parameter.value }["require_secure_transport"] == "1" &&
      aws_db_instance.main.parameter_group_name == aws_db_parameter_group.main.name
    )
    error_message = "the database takes connections without TLS"
  }

  assert {
    condition     = aws_db_instance.main.password == null
    error_message = "the database's password gets into the state"
  }
}

run "without_protection" {
  variables {
    protected = false
  }

  assert {
    condition = (
      !aws_db_instance.main.deletion_protection && aws_db_instance.main.skip_final_snapshot &&
      aws_s3_bucket.pictures.force_destroy && aws_secretsmanager_secret.jwt.recovery_window_in_days == 0
    )
    error_message = "something still stands in the way of terraform destroy"
  }
}
