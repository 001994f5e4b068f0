output "url" {
  description = "Where clients reach the servers."
  value       = "https://${var.domain_name}"

  # Whoever uses it finds servers.
  depends_on = [aws_autoscaling_group.servers, aws_route53_record.main]
}

output "balancer_dns_name" {
  description = "The balancer's own name, which domain_name leads to."
  value       = aws_lb.main.dns_name
}

output "pictures_url" {
  description = "Where clients load pictures."
  value       = "https://${aws_cloudfront_distribution.pictures.domain_name}"
}

output "pictures_bucket" {
  description = "Bucket of the pictures."
  value       = aws_s3_bucket.pictures.id
}

output "release_key" {
  description = "Where in the release bucket the package must be, and beside it its .sha256."
  value       = local.release_key
}

output "group" {
  description = "Auto scaling group of the servers."
  value       = aws_autoscaling_group.servers.name
}

output "launch_template_version" {
  description = "Version of the launch template that new servers have."
  value       = aws_launch_template.servers.latest_version
}

output "role_arn" {
  description = "Role of the servers."
  value       = aws_iam_role.server.arn
}

output "database_address" {
  description = "Host of the database, reachable from the servers."
  value       = aws_db_instance.main.address
}

output "secret_arns" {
  description = "Secrets in Secrets Manager."
  value = {
    database_password = aws_secretsmanager_secret.database.arn
    jwt_secret        = aws_secretsmanager_secret.jwt.arn
  }
}

output "log_group" {
  description = "Log group of the servers."
  value       = aws_cloudwatch_log_group.servers.name
}

output "alarm_topic_arn" {
  description = "Topic that alarms are sent to."
  value       = aws_sns_topic.alarms.arn
}
