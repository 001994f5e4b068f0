# Somebody is told of what matters.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "made" {
  variables {
    alarm_email = "you@example.com"
  }

  assert {
    condition = toset(flatten([
      aws_cloudwatch_metric_alarm.errors.metric_query[*].metric[*].metric_name, [
        for alarm in [
          aws_cloudwatch_metric_alarm.latency, aws_cloudwatch_metric_alarm.unhealthy_hosts,
          aws_cloudwatch_metric_alarm.database_storage, aws_cloudwatch_metric_alarm.database_connections,
        ] : alarm.metric_name
      ],
      ])) == toset([
      "HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count", "TargetResponseTime", "UnHealthyHostCount", "FreeStorageSpace",
      "DatabaseConnections",
    ])
    error_message = "an alarm is missing"
  }

  assert {
    condition = alltrue([
      for alarm in [
        aws_cloudwatch_metric_alarm.errors, aws_cloudwatch_metric_alarm.latency, aws_cloudwatch_metric_alarm.unhealthy_hosts,
        aws_cloudwatch_metric_alarm.database_storage, aws_cloudwatch_metric_alarm.database_connections,
      ] : contains(alarm.alarm_actions, aws_sns_topic.alarms.arn)
    ])
    error_message = "an alarm tells nobody"
  }

  assert {
    condition     = one(aws_sns_topic_subscription.email).endpoint == "you@example.com"
    error_message = "the address is not told"
  }

  assert {
    condition     = aws_cloudwatch_log_group.servers.retention_in_days == 30
    error_message = "logs are not kept for thirty days"
  }
}
