# The role that restore-test-monitor assumes in one watched account. Apply it in each of them, with the
# provider of that account.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "AssumedByDaemon"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [var.daemon_role_arn]
    }

    dynamic "condition" {
      for_each = nonsensitive(var.external_id != null) ? ["sts:ExternalId"] : []

      content {
        test     = "StringEquals"
        variable = condition.value
        values   = [var.external_id]
      }
    }
  }

  dynamic "statement" {
    for_each = var.pod_identity ? ["TaggedByPodIdentity"] : []

    content {
      sid     = statement.value
      actions = ["sts:TagSession"]

      principals {
        type        = "AWS"
        identifiers = [var.daemon_role_arn]
      }
    }
  }
}

data "aws_iam_policy_document" "permissions" {
  statement {
    sid       = "ReadRestoreJobs"
    actions   = ["backup:ListRestoreJobs", "backup:DescribeRestoreJob"]
    resources = ["*"]
  }

  statement {
    sid       = "ReadRestoreJobSummaries"
    actions   = ["backup:ListRestoreJobSummaries"]
    resources = ["*"]
  }

  statement {
    sid       = "ListRestoreTestingPlans"
    actions   = ["backup:ListRestoreTestingPlans"]
    resources = ["*"]
  }

  statement {
    sid       = "ReadRestoreTestingSelections"
    actions = [
      "backup:GetRestoreTestingPlan",
      "backup:ListRestoreTestingSelections",
      "backup:GetRestoreTestingSelection",
    ]
    resources = ["arn:${data.aws_partition.current.partition}:backup:*:${data.aws_caller_identity.current.account_id}:restore-testing-plan:*"]
  }

  statement {
    sid       = "ListProtectedResources"
    actions   = ["backup:ListProtectedResources"]
    resources = ["*"]
  }

  statement {
    sid       = "DescribeProtectedResources"
    actions   = ["backup:DescribeProtectedResource"]
    resources = ["*"]
  }

  statement {
    sid       = "ReadTags"
    actions   = ["tag:GetResources"]
    resources = ["*"]
  }

  statement {
    sid       = "ListEnabledRegions"
    actions   = ["account:ListRegions"]
    resources = ["*"]
  }
}

resource "aws_iam_role" "member" {
  name               = var.role_name
  description        = "Lets restore-test-monitor read AWS Backup restore tests."
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "member" {
  name   = "read-restore-tests"
  role   = aws_iam_role.member.id
  policy = data.aws_iam_policy_document.permissions.json
}
