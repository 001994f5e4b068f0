# RDS for MySQL: in two zones, encrypted, reachable by the servers alone, and only through TLS.

resource "aws_db_subnet_group" "main" {
  name_prefix = "${var.name}-"
  description = "Without a way out"
  subnet_ids  = [for subnet in aws_subnet.database : subnet.id]
}

resource "aws_db_parameter_group" "main" {
  name_prefix = "${var.name}-"
  description = "TLS required, slow statements logged"
  family      = "mysql${var.database_version}"

  parameter {
    name  = "require_secure_transport"
    value = "1"
  }

  parameter {
    name  = "slow_query_log"
    value = "1"
  }

  parameter {
    name  = "long_query_time"
    value = "1"
  }

  parameter {
    name  = "log_output"
    value = "FILE"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "main" {
  # checkov:skip=CKV_AWS_161: the program logs in with a password, which only it can read
  # checkov:skip=CKV_AWS_118: numbers of the system, a second each, cost extra; CloudWatch has the database's by the minute
  # checkov:skip=CKV_AWS_353: performance insights are not to be had on the small classes
  # checkov:skip=CKV_AWS_293: var.protected, on by default
  identifier = var.name

  engine         = "mysql"
  engine_version = var.database_version
  instance_class = var.database_instance_class
  # RDS charges extra for a version that MySQL's makers support no more: 8.0 since July 2026, 8.4 only by decision.
  engine_lifecycle_support   = "open-source-rds-extended-support${var.database_version == "8.0" ? "" : "-disabled"}"
  auto_minor_version_upgrade = true
  parameter_group_name       = aws_db_parameter_group.main.name

  multi_az               = true
  publicly_accessible    = false
  db_subnet_group_name   = aws_db_subnet_group.main.name
  vpc_security_group_ids = [aws_security_group.database.id]

  storage_type          = "gp3"
  allocated_storage     = var.database_storage
  max_allocated_storage = var.database_maximum_storage
  storage_encrypted     = true

  db_name             = "minitter"
  username            = "minitter"
  password_wo         = var.database_password
  password_wo_version = var.database_password_version

  # UTC; the weekly window follows the nightly backup.
  backup_window             = "02:00-03:00"
  maintenance_window        = "Mon:03:30-Mon:04:30"
  backup_retention_period   = var.database_backup_days
  copy_tags_to_snapshot     = true
  delete_automated_backups  = !var.protected
  deletion_protection       = var.protected
  skip_final_snapshot       = !var.protected
  final_snapshot_identifier = "${var.name}-final"

  enabled_cloudwatch_logs_exports = ["error", "slowquery"]

  depends_on = [aws_cloudwatch_log_group.database]
}

# RDS would make them itself, and keep them for ever.
resource "aws_cloudwatch_log_group" "database" {
  # checkov:skip=CKV_AWS_158: encrypted by a key of AWS's; one of our own would let nobody less read it
  # checkov:skip=CKV_AWS_338: var.log_days decides; less than a year, since slow statements hold what people wrote
  for_each = toset(["error", "slowquery"])

  name              = "/aws/rds/instance/${var.name}/${each.key}"
  retention_in_days = var.log_days
}
