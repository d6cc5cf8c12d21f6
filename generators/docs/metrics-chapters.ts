import type { placeLabels } from '../../src/metrics/family.js';

/** The prose of docs/metrics.md. */
export const aboutLabels =
  'Every metric that comes from AWS or is about a target (one account in one region) has these labels first:';

export const placeLabelMeanings = {
  aws_account_id:
    "The account's id. Empty until STS has returned it, if the configuration lists no accounts.",
  aws_account:
    "The account's configured name, or the one that AWS Organizations has; its id where it has none.",
  aws_region: 'The region.',
} satisfies Record<(typeof placeLabels)[number], string>;

export const aboutOtherLabels = `The tables below name the labels that come after them. Status messages, job ids and recovery points are never labels;
\`restore-test-monitor job\` shows them for one job.`;

export const aboutJobs = `Of each restore testing plan and resource type. \`restore_testing_plan\` is empty for on-demand restores. Every status has a series,
with 0 where no job has it, from the first job of the plan and resource type on. The parts of a composite restore are not counted
beside their parent; if AWS has no such parent, they count by themselves.

Gauges show each job as AWS states it now. Totals count each end once, as AWS first stated it, and never fall: if AWS later calls a COMPLETED restore FAILED, or names the
plan of a job that seemed to be an on-demand restore, the gauges and latest results change and the totals do not.`;

export const aboutResources = `Of each protected resource that a restore testing plan has tested. \`metrics.perResource\` of the [configuration](configuration.md)
turns these series off or caps them; over the cap, failed tests are shown first, then the most recent ones. On-demand restores have none.

AWS Backup reports some incomplete restores as COMPLETED, with a message. \`aws_backup_restore_test_last_issue\` says what the message is about;
the verdicts \`partial\` and \`empty\` follow from it. If the objective accepts such a test, it counts as a success and keeps its verdict and reason.

A success is taken back if its test turns out to have failed, for example because a validation result came late. Then the success before it
holds again: of each verdict, the three newest successful tests of a resource are kept.`;

export const aboutLeftovers = `Of what restore tests created and AWS Backup failed to delete, or is deleting. \`aws_backup_restore_leftover_bytes\` is the sum of
each plan and resource type; the other series are those of single resources, which \`metrics.perResource\` of the [configuration](configuration.md) turns off or
caps. They are dropped before those of tested resources. A job without CreatedResourceArn has none. AWS keeps the status FAILED after you have deleted
the resource. \`restore-test-monitor job\` and the log have AWS's message.`;

export const aboutPlans = `Of each restore testing plan that AWS lists. The series of a plan that is gone disappear when AWS no longer lists it.`;

export const aboutCoverage = `Of what AWS Backup protects, whether or not a plan tests it. \`metrics.perResource\` holds for the series of single resources here, too;
over the cap, those whose latest test is the oldest are shown first. A test counts wherever a watched account runs it:
[objectives.md](objectives.md#where-a-resource-is-proven) describes how a resource is proven in another account.

\`aws_backup_protected_resource_info\` also has a label for each key of \`tags.keys\`, such as \`tag_owner\`: [objectives.md](objectives.md#tags).`;

export const aboutExceptions = `Of what the \`exceptions\` of the [configuration](configuration.md) match, as long as they have not ended: the shipped alert rules join these series.
No other series depends on an exception. [exceptions.md](exceptions.md) describes them.`;

export const aboutObjectives = `What the configuration asks for, of each plan and resource type that has restore jobs. There is no series where nothing is asked, so an alert
is a comparison of two series.`;

export const aboutSummaries = `AWS's own counts. They also name the accounts of the organization that no target covers, when the daemon's credentials are those
of the management account or of a delegated administrator. \`state\` and \`resource_type\` are \`AGGREGATE_ALL\` where the
configuration asks for sums.

AWS lists only counts above 0. The newest bucket that one reading has of a region therefore holds for every account in the reading: a count without a row in it
is 0. So is every count of a region whose newest bucket ended more than three days before the reading. A count that was once seen keeps its series for \`metrics.retention\`.
States that this version does not know are counted together as \`unknown\`.`;

export const aboutAccounts = `Accounts as a whole, with no label but the account's id. Every shard says the same of the accounts that have targets. An account that
is left out of the [configuration](organization.md), or that nobody has entered, appears with 0 as soon as the summaries of the
management account or of a delegated administrator name it: that takes \`summaries.accountId: ANY\`.`;

export const aboutApplications = `The \`applications\` of the configuration, with no label but their name, over all accounts and regions of the process.
[applications.md](applications.md) describes them, and how to aggregate them over shards.`;

export const aboutProcess = `The daemon's requests, polls and build. They have the labels named here only. Beside them are the metrics of the process that
prom-client brings: \`process_*\` and \`nodejs_*\`.`;

export const aboutRestarts = `## Restarts

The daemon keeps nothing on disk.

- **Totals** (counters and the duration histogram) begin at 0. They count what the daemon has seen to end. A job that was over at the first
  successful poll of its target is in the gauges, never in a total. So a restart is not a burst of events, and what ends while the
  daemon is down is not in any total, even if AWS lists it only later.
- **Gauges** are complete again after the first poll, as far as AWS still lists the jobs: about 30 days. A latest result that is older
  is kept while the daemon runs, for \`metrics.retention\`, and is lost with a restart.

Alert on the gauges where an end must not be missed.`;

export const aboutFreshness = `## Freshness

A target that cannot be read keeps its last good values. \`restore_test_monitor_target_up\` is 0,
\`restore_test_monitor_target_failure_reason\` names the reason, and \`restore_test_monitor_target_last_success_timestamp_seconds\` stops.
Before the first attempt a target has no \`up\` series, and \`/-/ready\` answers 503. A scrape never waits for AWS.`;

export const aboutStability = `## Stability

Each table states the stability of its metrics. It says what a release may change, by [Semantic Versioning](https://semver.org/spec/v2.0.0.html):

- **stable**: the name, the type, the labels, the unit, the buckets and the meaning stay the same until a new major version. Before a major version removes the metric, a
  release deprecates it. A minor version may add values to a label, for example a new reason or a new operation, and may add labels to a metric
  whose name ends in \`_info\`.
- **experimental**: a minor version may change or remove the metric. The [changelog](../CHANGELOG.md) says so.
- **deprecated since** a version: the metric still works and the table names its replacement. The next major version removes it.

A patch version changes none of this. Before 1.0.0, a minor version counts as a major one. Help texts may change at any time.
The shipped alert rules and dashboards fit the metrics of the same release. If a rule of your own reads an experimental metric, check the changelog before you
upgrade. The metrics of the process, \`process_*\` and \`nodejs_*\`, are those of prom-client, which decides about them.`;

export interface QueryExample {
  readonly purpose: string;
  readonly query: string;
}

export const queryExamples: readonly QueryExample[] = [
  {
    purpose: 'Resources whose latest test failed, with the reason:',
    query: 'aws_backup_restore_test_last_failure_reason == 1',
  },
  {
    purpose: 'Tests that AWS Backup reports as COMPLETED though its message asks for attention:',
    query: 'aws_backup_restore_test_last_issue == 1',
  },
  {
    purpose: 'Restores of less than half of what the tests before restored:',
    query:
      'aws_backup_restore_test_last_restored_bytes < 0.5 * aws_backup_restore_test_previous_median_restored_bytes',
  },
  {
    purpose: 'Restore tests seen to fail within the last hour:',
    query: `sum by (aws_account_id, aws_region, restore_testing_plan, resource_type) (
  increase(aws_backup_restore_jobs_ended_total{restore_testing_plan!="", status=~"FAILED|ABORTED"}[1h])
) > 0`,
  },
  {
    purpose:
      'Resources without a successful test for 8 days, or without any (0). A resource that no test has ended for has no series:',
    query: 'time() - aws_backup_restore_test_last_success_timestamp_seconds > 8 * 86400',
  },
  {
    purpose: 'Restore testing plans that should have started and did not:',
    query:
      'aws_backup_restore_testing_plan_due_timestamp_seconds > aws_backup_restore_testing_plan_last_closed_execution_timestamp_seconds',
  },
  {
    purpose: 'Restore testing plans whose latest run that is over tested nothing:',
    query: 'aws_backup_restore_testing_plan_last_closed_jobs == 0',
  },
  {
    purpose: 'Protected resources that were never tested with success, by type:',
    query:
      'count by (aws_account_id, aws_region, resource_type) (aws_backup_protected_resource_last_test_timestamp_seconds == 0)',
  },
  {
    purpose: 'Targets that cannot be read:',
    query: 'restore_test_monitor_target_up == 0',
  },
  {
    purpose: 'Accounts with restore jobs that nobody watches:',
    query: 'max by (aws_account_id) (aws_backup_account_monitored) == 0',
  },
  {
    purpose: 'Whether the accounts of the organization were last looked up more than three hours ago:',
    query: 'time() - restore_test_monitor_discovery_last_success_timestamp_seconds > 3 * 3600',
  },
  {
    purpose: 'Shards that are missing or that disagree about how many there are:',
    query:
      'max(restore_test_monitor_total_shards) != count(count by (shard_ordinal) (restore_test_monitor_shard_ordinal))',
  },
  {
    purpose: 'Targets whose restore jobs were not read for half an hour:',
    query: 'time() - restore_test_monitor_target_last_success_timestamp_seconds{source="jobs"} > 1800',
  },
  {
    purpose:
      'Leftovers: what was restored and could not be deleted, so that it still exists and is still billed:',
    query: 'aws_backup_restore_job_deletions{deletion_status="FAILED"} > 0',
  },
  {
    purpose: 'Restores that have been running for more than a day:',
    query: '0 < aws_backup_restore_oldest_unfinished_timestamp_seconds{stage="restore"} < time() - 86400',
  },
  {
    purpose: 'How old the recovery point was when it had been restored (achieved RPO), in seconds:',
    query:
      'aws_backup_restore_test_last_restored_timestamp_seconds - aws_backup_restore_test_last_recovery_point_timestamp_seconds',
  },
];

export const aboutJoins: readonly QueryExample[] = [
  {
    purpose: 'Only what is known to be current, by target:',
    query: `aws_backup_restore_test_last_failure_reason == 1
  and on (aws_account_id, aws_region) restore_test_monitor_target_up == 1`,
  },
  {
    purpose: 'Resources whose latest success is older than the objective of their plan allows:',
    query: `time() - aws_backup_restore_test_last_success_timestamp_seconds
  > on (aws_account_id, aws_region, restore_testing_plan, resource_type) group_left ()
    aws_backup_restore_test_success_interval_max_seconds`,
  },
  {
    purpose: 'The end of the latest test beside its verdict, by resource:',
    query: `aws_backup_restore_test_last_end_timestamp_seconds
  * on (aws_account_id, aws_region, restore_testing_plan, resource_type, resource_arn) group_left (verdict)
    (aws_backup_restore_test_last_result == 1)`,
  },
];
