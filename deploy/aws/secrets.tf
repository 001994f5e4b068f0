# The two secrets. Their values come from variables that no state and no plan keeps; the servers fetch them at each boot.

resource "aws_secretsmanager_secret" "jwt" {
  # checkov:skip=CKV_AWS_149: encrypted by AWS's key for secrets; one of our own would let nobody less read it
  # checkov:skip=CKV2_AWS_57: a new one logs everybody out; README.md says how to change it
  name_prefix             = "${var.name}-jwt-secret-"
  description             = "Signs access tokens"
  recovery_window_in_days = var.protected ? 30 : 0
}

resource "aws_secretsmanager_secret_version" "jwt" {
  secret_id                = aws_secretsmanager_secret.jwt.id
  secret_string_wo         = var.jwt_secret
  secret_string_wo_version = var.jwt_secret_version
}

resource "aws_secretsmanager_secret" "database" {
  # checkov:skip=CKV_AWS_149: encrypted by AWS's key for secrets; one of our own would let nobody less read it
  # checkov:skip=CKV2_AWS_57: the servers read it when they start; README.md says how to change it
  name_prefix             = "${var.name}-database-password-"
  description             = "Password of the database's user minitter"
  recovery_window_in_days = var.protected ? 30 : 0
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id                = aws_secretsmanager_secret.database.id
  secret_string_wo         = var.database_password
  secret_string_wo_version = var.database_password_version

  # After the database has it: an apply that fails to make the database leaves no password that is not the database's.
  depends_on = [aws_db_instance.main]
}
