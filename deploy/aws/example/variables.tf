# What they take, the module checks.

variable "region" {
  description = "AWS's region for everything."
  type        = string
}

variable "domain_name" {
  description = "Name under which clients reach the servers, such as api.example.com."
  type        = string
}

variable "zone_id" {
  description = "Route 53's id of the public hosted zone that domain_name belongs to."
  type        = string
}

variable "release_bucket" {
  description = "S3 bucket that holds the releases."
  type        = string
}

variable "release_version" {
  description = "Version to run."
  type        = string
}

variable "image_id" {
  description = "AMI with Debian 12; Debian's newest without it."
  type        = string
  default     = null
}

variable "alarm_email" {
  description = "Who is told of alarms."
  type        = string
  default     = null
}

variable "protected" {
  description = "Whether database and pictures are protected from deletion."
  type        = bool
  default     = true
}
