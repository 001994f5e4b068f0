# Nobody but the balancer's clients gets in, and the database gets nowhere.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "made" {
  assert {
    condition = (
      alltrue([for rule in aws_vpc_security_group_ingress_rule.clients_https : rule.from_port == 443 && rule.to_port == 443]) &&
      alltrue([for rule in aws_vpc_security_group_ingress_rule.clients_http : rule.from_port == 80 && rule.to_port == 80])
    )
    error_message = "clients reach other ports of the balancer than 80 and 443"
  }

  assert {
    condition = alltrue([
      for rule in [aws_vpc_security_group_ingress_rule.servers_from_balancer, aws_vpc_security_group_ingress_rule.database_from_servers] :
      rule.cidr_ipv4 == null && rule.cidr_ipv6 == null && rule.prefix_list_id == null && rule.from_port == rule.to_port
    ])
    error_message = "servers or database can be reached from addresses rather than from a security group"
  }

  assert {
    condition = (
      aws_vpc_security_group_ingress_rule.servers_from_balancer.referenced_security_group_id == aws_security_group.balancer.id &&
      aws_vpc_security_group_ingress_rule.servers_from_balancer.from_port == 5000
    )
    error_message = "servers are reached by others than the balancer, or at another port than the program's (no SSH!)"
  }

  assert {
    condition = (
      aws_vpc_security_group_ingress_rule.database_from_servers.referenced_security_group_id == aws_security_group.servers.id &&
      aws_vpc_security_group_ingress_rule.database_from_servers.from_port == 3306
    )
    error_message = "the database is reached by others than the servers"
  }

  assert {
    condition     = alltrue([for rule in aws_default_security_group.unused[*] : length(rule.ingress) == 0 && length(rule.egress) == 0])
    error_message = "the network's default security group lets something through"
  }

  assert {
    condition     = length(aws_route_table.database.route) == 0
    error_message = "the database has a way out"
  }

  assert {
    condition = (
      length(aws_subnet.private) == 2 &&
      length(setintersection(keys(aws_subnet.private), ["eu-central-1a", "eu-central-1b"])) == 2 &&
      alltrue([for subnet in values(aws_subnet.private) : subnet.map_public_ip_on_launch != true])
    )
    error_message = "servers are not in two zones, or have public addresses"
  }

  assert {
    condition     = length(aws_nat_gateway.main) == 1 && aws_vpc_endpoint.s3.vpc_endpoint_type == "Gateway"
    error_message = "there is more than one NAT gateway to pay for, or S3's traffic passes it"
  }
}

run "a_nat_gateway_per_zone" {
  variables {
    nat_gateway_per_zone = true
    zones                = ["a", "b", "c"]
  }

  assert {
    condition     = length(aws_nat_gateway.main) == 3 && length(aws_subnet.database) == 3
    error_message = "not each of three zones has its own"
  }

  assert {
    condition = alltrue([
      for zone, table in aws_route_table.private : one(table.route).nat_gateway_id == aws_nat_gateway.main[zone].id
    ])
    error_message = "a zone's servers go out through another zone"
  }
}
