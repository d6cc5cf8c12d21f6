output "role_arn" {
  description = "roleArn of the account in the configuration."
  value       = aws_iam_role.member.arn
}
