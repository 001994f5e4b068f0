# HTTPS only, /readyz, and time enough to leave.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "made" {
  assert {
    condition = (
      aws_lb_target_group.servers.health_check[0].path == "/readyz" && aws_lb_target_group.servers.health_check[0].matcher == "200"
    )
    error_message = "the balancer doesn't ask /readyz"
  }

  assert {
    condition     = aws_lb_listener.https.protocol == "HTTPS" && startswith(aws_lb_listener.https.ssl_policy, "ELBSecurityPolicy-TLS13-1-2-")
    error_message = "the balancer takes less than TLS 1.2"
  }

  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "redirect" && aws_lb_listener.http.default_action[0].redirect[0].protocol == "HTTPS"
    error_message = "HTTP is not redirected to HTTPS"
  }

  # The balancer's last check before a server that drains may have begun just before it did.
  assert {
    condition = var.drain_seconds > (
      aws_lb_target_group.servers.health_check[0].interval * aws_lb_target_group.servers.health_check[0].unhealthy_threshold +
      aws_lb_target_group.servers.health_check[0].timeout
    )
    error_message = "a server stops taking requests before the balancer has noticed that it drains"
  }

  assert {
    condition     = tonumber(aws_lb_target_group.servers.deregistration_delay) >= var.drain_seconds + var.stop_timeout
    error_message = "a server that leaves has less time than one that is stopped"
  }

  assert {
    condition     = tonumber(local.settings.MINITTER_HEAD_TIMEOUT) > aws_lb.main.idle_timeout
    error_message = "servers close idle connections before the balancer does"
  }

  assert {
    condition     = aws_lb.main.drop_invalid_header_fields && toset(aws_lb.main.subnets) == toset([for subnet in aws_subnet.public : subnet.id])
    error_message = "the balancer passes on malformed headers, or is not in the public subnets"
  }
}
