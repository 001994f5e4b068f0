# What the servers log, a stream each; instance/ship-logs.py brings it here.

resource "aws_cloudwatch_log_group" "servers" {
  # checkov:skip=CKV_AWS_158: encrypted by a key of AWS's; one of our own would let nobody less read it
  # checkov:skip=CKV_AWS_338: var.log_days decides; less than a year, since logs hold people's addresses
  name              = "/${var.name}/servers"
  retention_in_days = var.log_days
}
