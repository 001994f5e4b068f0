# What must be given

variable "domain_name" {
  description = "Name under which clients reach the servers, such as api.example.com."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain_name))
    error_message = "domain_name takes a name in lower case such as api.example.com, without https://."
  }
}

variable "zone_id" {
  description = "Route 53's id of the public hosted zone that domain_name belongs to."
  type        = string

  validation {
    condition     = can(regex("^[A-Z0-9]{8,32}$", var.zone_id))
    error_message = "zone_id takes an id such as Z0123456789ABCDEFGHIJ; `aws route53 list-hosted-zones` shows it."
  }
}

variable "release_bucket" {
  description = "S3 bucket that holds the releases."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.release_bucket))
    error_message = "release_bucket takes a bucket's name, without s3://."
  }
}

variable "release_version" {
  description = "Version to run; another one makes a new launch template version and replaces the servers in turn."
  type        = string

  validation {
    condition     = can(regex("^[0-9]+\\.[0-9]+\\.[0-9]+[A-Za-z0-9.+~-]*$", var.release_version))
    error_message = "release_version takes a version such as 1.4.0."
  }
}

variable "database_password" {
  description = "Password of the database's user. Not kept in the state; used when database_password_version changes."
  type        = string
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = can(regex("^[A-Za-z0-9]{20,41}$", var.database_password))
    error_message = "database_password takes 20 to 41 letters and digits."
  }
}

variable "jwt_secret" {
  description = "Signs access tokens. Not kept in the state; used when jwt_secret_version changes."
  type        = string
  sensitive   = true
  ephemeral   = true

  validation {
    condition     = length(var.jwt_secret) >= 32 && !strcontains(var.jwt_secret, "\n")
    error_message = "jwt_secret takes 32 bytes at least, on one line."
  }
}

# The release

variable "release_prefix" {
  description = "What stands in the bucket before VERSION/minitter_VERSION_ARCHITECTURE.deb and the .sha256 beside it."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^([A-Za-z0-9_-][A-Za-z0-9._-]*/)*$", var.release_prefix))
    error_message = "release_prefix takes nothing, or folders with a slash at the end: minitter/."
  }
}

variable "release_sha256" {
  description = "SHA-256 that the package must have. Without it, the file .sha256 in the bucket is believed."
  type        = string
  default     = null

  validation {
    condition     = var.release_sha256 == null || can(regex("^[0-9a-f]{64}$", var.release_sha256))
    error_message = "release_sha256 takes 64 hexadecimal digits in lower case."
  }
}

# Secrets

variable "database_password_version" {
  description = "Raise it to write the database_password that is given now."
  type        = number
  default     = 1

  validation {
    condition     = var.database_password_version >= 1 && floor(var.database_password_version) == var.database_password_version
    error_message = "database_password_version takes 1, 2, 3 …"
  }
}

variable "jwt_secret_version" {
  description = "Raise it to write the jwt_secret that is given now; every access token ends."
  type        = number
  default     = 1

  validation {
    condition     = var.jwt_secret_version >= 1 && floor(var.jwt_secret_version) == var.jwt_secret_version
    error_message = "jwt_secret_version takes 1, 2, 3 …"
  }
}

# Servers

variable "name" {
  description = "Begins the names of all that is made."
  type        = string
  default     = "minitter"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,18}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "name takes 2 to 20 lower-case letters, digits and single hyphens, and begins with a letter."
  }
}

variable "minimum_servers" {
  description = "Servers that always run."
  type        = number
  default     = 2

  validation {
    condition     = var.minimum_servers >= 2 && floor(var.minimum_servers) == var.minimum_servers
    error_message = "minimum_servers takes 2 or more, so that one can fail."
  }
}

variable "maximum_servers" {
  description = "Servers at the most, under load."
  type        = number
  default     = 4

  validation {
    condition     = var.maximum_servers >= var.minimum_servers && floor(var.maximum_servers) == var.maximum_servers
    error_message = "maximum_servers takes a number that is not below minimum_servers."
  }
}

variable "architecture" {
  description = "Of the servers and of the package: amd64 or arm64."
  type        = string
  default     = "amd64"

  validation {
    condition     = contains(["amd64", "arm64"], var.architecture)
    error_message = "architecture takes amd64 or arm64."
  }
}

variable "instance_type" {
  description = "EC2's type of the servers."
  type        = string
  default     = "t3.small"

  validation {
    # AWS's own processors have a g after the generation: t4g, m7gd.
    condition = (
      can(regex("^[a-z0-9-]+\\.[a-z0-9]+$", var.instance_type)) &&
      can(regex("^[a-z]+[0-9]+g", var.instance_type)) == (var.architecture == "arm64")
    )
    error_message = "instance_type takes a type of the chosen architecture: t3.small for amd64, t4g.small for arm64."
  }
}

variable "image_id" {
  description = "AMI with Debian 12. Without it, Debian's newest is taken, and a newer one replaces the servers at the next apply."
  type        = string
  default     = null

  validation {
    condition     = var.image_id == null || can(regex("^ami-[0-9a-f]+$", var.image_id))
    error_message = "image_id takes an id such as ami-0123456789abcdef0."
  }
}

variable "settings" {
  description = "More of the program's settings, MINITTER_NAME = value, as the README's table has them."
  type        = map(string)
  default     = {}

  validation {
    condition = alltrue([
      for name, value in var.settings : can(regex("^MINITTER_[A-Z0-9_]+$", name)) && can(regex("^[^\\s\"'\\\\]*$", value))
    ])
    error_message = "settings takes names that begin with MINITTER_, and values without blanks, quotes and backslashes."
  }

  validation {
    condition = alltrue([
      for name in keys(var.settings) : !startswith(name, "MINITTER_JWT_SECRET") && !startswith(name, "MINITTER_DATABASE_PASSWORD")
    ])
    error_message = "settings end up in user data and take no secrets: use jwt_secret and database_password."
  }
}

variable "drain_seconds" {
  description = "Seconds for which a server that is stopped still takes requests; longer than the balancer needs to notice."
  type        = number
  default     = 30

  validation {
    # Two checks 10 seconds apart, the second of which may take 5.
    condition     = var.drain_seconds >= 26 && var.drain_seconds <= 600
    error_message = "drain_seconds takes 26 to 600: the balancer needs up to 25 seconds."
  }
}

variable "stop_timeout" {
  description = "Seconds that requests at hand may take after that."
  type        = number
  default     = 30

  validation {
    condition     = var.stop_timeout >= 1 && var.stop_timeout <= 600
    error_message = "stop_timeout takes 1 to 600."
  }
}

variable "start_timeout" {
  description = "Seconds from an instance's launch until it must serve; a long migration counts."
  type        = number
  default     = 900

  validation {
    condition     = var.start_timeout >= 300 && var.start_timeout <= 7200
    error_message = "start_timeout takes 300 to 7200."
  }
}

variable "roll_back_on_errors" {
  description = "Whether the alarm about 5xx answers ends a replacement of the servers and rolls it back."
  type        = bool
  default     = true
}

variable "session_manager" {
  description = "Whether administrators can open a shell on the servers by AWS Session Manager; gives the servers its rights."
  type        = bool
  default     = false
}

# Network

variable "network_cidr" {
  description = "Addresses of the network."
  type        = string
  default     = "10.20.0.0/16"

  validation {
    condition     = can(cidrnetmask(var.network_cidr)) && try(tonumber(split("/", var.network_cidr)[1]) <= 20, false)
    error_message = "network_cidr takes an IPv4 range of /20 or larger such as 10.20.0.0/16."
  }
}

variable "zones" {
  description = "Letters of the availability zones that servers and database are spread over. A third may be added at the end."
  type        = list(string)
  default     = ["a", "b"]

  validation {
    condition = (
      length(var.zones) >= 2 && length(var.zones) <= 3 && length(distinct(var.zones)) == length(var.zones) &&
      alltrue([for letter in var.zones : can(regex("^[a-z]$", letter))])
    )
    error_message = "zones takes two or three different letters; `aws ec2 describe-availability-zones` shows what there is."
  }
}

variable "nat_gateway_per_zone" {
  description = "Whether each zone has a NAT gateway of its own, so that new servers can start when another zone fails."
  type        = bool
  default     = false
}

variable "client_cidrs" {
  description = "Who may reach the balancer."
  type        = list(string)
  default     = ["0.0.0.0/0"]

  validation {
    condition     = length(var.client_cidrs) > 0 && alltrue([for range in var.client_cidrs : can(cidrnetmask(range))])
    error_message = "client_cidrs takes IPv4 ranges such as 203.0.113.0/24."
  }
}

# Database

variable "database_version" {
  description = "MySQL's version: 8.4, or 8.0, for which RDS charges extra."
  type        = string
  default     = "8.4"

  validation {
    condition     = contains(["8.0", "8.4"], var.database_version)
    error_message = "database_version takes 8.0 or 8.4."
  }
}

variable "database_instance_class" {
  description = "RDS's class of the database."
  type        = string
  default     = "db.t4g.small"

  validation {
    condition     = can(regex("^db\\.[a-z0-9-]+\\.[a-z0-9]+$", var.database_instance_class))
    error_message = "database_instance_class takes a class such as db.t4g.small."
  }
}

variable "database_storage" {
  description = "GiB at first."
  type        = number
  default     = 20

  validation {
    condition     = var.database_storage >= 20 && var.database_storage <= 65536
    error_message = "database_storage takes 20 to 65536."
  }
}

variable "database_maximum_storage" {
  description = "GiB up to which RDS extends the storage by itself."
  type        = number
  default     = 100

  validation {
    condition     = var.database_maximum_storage > var.database_storage
    error_message = "database_maximum_storage takes more than database_storage."
  }
}

variable "database_backup_days" {
  description = "Days for which any moment can be restored."
  type        = number
  default     = 7

  validation {
    condition     = var.database_backup_days >= 1 && var.database_backup_days <= 35
    error_message = "database_backup_days takes 1 to 35."
  }
}

# Pictures

variable "pictures_price_class" {
  description = "CloudFront's price class: where it has copies. PriceClass_200 has Asia, PriceClass_100 only North America and Europe."
  type        = string
  default     = "PriceClass_200"

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.pictures_price_class)
    error_message = "pictures_price_class takes PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

# Logs and alarms

variable "log_days" {
  description = "Days for which logs are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.log_days)
    error_message = "log_days takes what CloudWatch does: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545 or 731."
  }
}

variable "alarm_email" {
  description = "Who is told of alarms; the address must confirm a mail first. Without it, nobody is."
  type        = string
  default     = null

  validation {
    condition     = var.alarm_email == null || can(regex("^[^@\\s]+@[^@\\s]+$", var.alarm_email))
    error_message = "alarm_email takes an e-mail address."
  }
}

variable "alarm_errors" {
  description = "5xx answers in a minute that raise the alarm, three minutes in a row."
  type        = number
  default     = 10

  validation {
    condition     = var.alarm_errors >= 1
    error_message = "alarm_errors takes 1 or more."
  }
}

variable "alarm_latency" {
  description = "Seconds within which 99 of 100 requests must be answered, else the alarm is raised after five minutes."
  type        = number
  default     = 2

  validation {
    condition     = var.alarm_latency > 0
    error_message = "alarm_latency takes more than 0."
  }
}

variable "alarm_database_connections" {
  description = "Connections to the database that raise the alarm. A db.t4g.small takes about 130, a server opens up to 16."
  type        = number
  default     = 100

  validation {
    condition     = var.alarm_database_connections >= 1
    error_message = "alarm_database_connections takes 1 or more."
  }
}

# Destroying

variable "protected" {
  description = "Whether database and pictures are protected from deletion. Apply false before `terraform destroy`."
  type        = bool
  default     = true
}
