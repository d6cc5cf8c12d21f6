variable "daemon_role_arn" {
  description = "The role that the daemon runs as. It must exist before this one is created."
  type        = string
}

variable "role_name" {
  description = "The same in every account; the name in roleArn, or organization.roleName, of the configuration."
  type        = string
  default     = "restore-test-monitor"
}

variable "external_id" {
  description = "externalId of the configuration; null where it has none."
  type        = string
  default     = null
  sensitive   = true
}

variable "pod_identity" {
  description = "Whether the daemon gets its role by EKS Pod Identity, whose session tags have to be let in."
  type        = bool
  default     = false
}
