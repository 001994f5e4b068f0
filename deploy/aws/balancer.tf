# HTTPS for clients, spread over the servers that say they are ready.

locals {
  # Seconds between two checks; two in a row take a server out or in, and one may take check_timeout.
  check_interval = 10
  check_timeout  = 5
  # The servers keep an idle connection for longer, so that none is closed just when a request is sent on it.
  idle_timeout = 60
}

resource "aws_acm_certificate" "main" {
  domain_name       = var.domain_name
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  validation = one(aws_acm_certificate.main.domain_validation_options)
}

resource "aws_route53_record" "validation" {
  zone_id         = var.zone_id
  name            = local.validation.resource_record_name
  type            = local.validation.resource_record_type
  records         = [local.validation.resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "main" {
  certificate_arn         = aws_acm_certificate.main.arn
  validation_record_fqdns = [aws_route53_record.validation.fqdn]
}

resource "aws_route53_record" "main" {
  zone_id = var.zone_id
  name    = var.domain_name
  type    = "A"

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = false
  }
}

resource "aws_lb" "main" {
  # checkov:skip=CKV_AWS_91: every request is in the servers' own log, with its id; the alarms tell of those that reached none
  # checkov:skip=CKV2_AWS_28: a web application firewall costs more than it guards here: the program limits rates and sizes itself
  # checkov:skip=CKV_AWS_150: protected holds for what keeps data; a balancer can be made again
  name                       = var.name
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [for subnet in aws_subnet.public : subnet.id]
  security_groups            = [aws_security_group.balancer.id]
  idle_timeout               = local.idle_timeout
  drop_invalid_header_fields = true
  # Adds the client's address last; the servers believe the last one only.
  xff_header_processing_mode = "append"
}

resource "aws_lb_target_group" "servers" {
  # checkov:skip=CKV_AWS_378: TLS ends at the balancer; only it can reach the servers
  name_prefix = substr(var.name, 0, 6)
  vpc_id      = aws_vpc.main.id
  port        = local.port
  protocol    = "HTTP"
  target_type = "instance"
  # No request of a server that leaves is cut off: it has as long as when it is told to stop.
  deregistration_delay = var.drain_seconds + var.stop_timeout

  health_check {
    path                = "/readyz"
    matcher             = "200"
    interval            = local.check_interval
    timeout             = local.check_timeout
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"
  # TLS 1.2 and 1.3.
  ssl_policy      = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn = aws_acm_certificate_validation.main.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.servers.arn
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}
