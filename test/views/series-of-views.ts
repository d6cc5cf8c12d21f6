import { tagLabels } from '../../src/metrics/tag-labels.js';
import type { LeftoverView } from '../../src/views/leftover-view.js';
import type { PlanView } from '../../src/views/plan-view.js';
import type { ResourceView } from '../../src/views/resource-view.js';
import type { TargetView } from '../../src/views/target-view.js';
import type { TestView } from '../../src/views/test-view.js';
import type { Views } from './views-of-states.js';

type Labels = Readonly<Record<string, string>>;
type Place = Pick<TargetView, 'accountId' | 'accountName' | 'region'>;
type LatestTest = ResourceView['latestTests'][number];

/** The series that views imply, by family: lines of an exposition, sorted. */
export type Series = ReadonlyMap<string, readonly string[]>;

/** The series of an exposition that a view says too, less the zeros that fill a set of label values. */
export function seriesOfExposition(text: string): Series {
  const byFamily = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [name = ''] = /^\w+/.exec(line) ?? [];
    if (name === '' || inNoView.test(name)) continue;
    if (/restore_testing_plan=""/.test(line) || (zeroFilled.has(name) && line.endsWith(' 0'))) continue;
    byFamily.set(name, [...(byFamily.get(name) ?? []), line]);
  }
  return new Map([...byFamily].map(([name, lines]) => [name, lines.toSorted()]));
}

/** Totals, objectives, summaries, and what is counted over views or is no fact of AWS. */
const inNoView = new RegExp(
  [
    '_ended_total$',
    '^aws_backup_restore_duration_seconds_',
    '^aws_backup_restore_oldest_unfinished_',
    '^aws_backup_restore_leftover_bytes$',
    '^aws_backup_restore_tests_without_series$',
    '^aws_backup_restore_test_(max_|success_interval_|validation_required|accepted)',
    '^aws_backup_restore_testing_plan_recovery_points_info$',
    '^aws_backup_(application|exception)_',
    '^aws_backup_(restore_jobs_summarized|account_monitored|on_demand_|application_)',
    '^restore_test_monitor_(target_poll_duration_seconds|target_unconfirmed_omissions|resources_dropped)$',
  ].join('|'),
);

const zeroFilled = new Set([
  'aws_backup_restore_jobs',
  'aws_backup_restore_job_validations',
  'aws_backup_restore_job_deletions',
  'aws_backup_restore_test_last_result',
  'aws_backup_restore_testing_plan_selections',
  'restore_test_monitor_target_failure_reason',
]);

/** The series that the views imply; the tests are those within the look-back, and tags of the keys are labels. */
export function seriesOfViews(
  { targets, resources, plans, leftovers, tests }: Views,
  tagKeys: readonly string[] = [],
): Series {
  const book = new SeriesBook();
  for (const target of targets) setTarget(book, target);
  for (const test of tests) addTest(book, test);
  for (const leftover of leftovers) setLeftover(book, leftover);
  for (const plan of plans) setPlan(book, plan);
  for (const resource of resources) setResource(book, resource, tagLabels(tagKeys));
  return book.lines();
}

class SeriesBook {
  private readonly values = new Map<string, Map<string, number>>();

  /** Sets a sample; one without a value is none. */
  set(name: string, labels: Labels, value: number | undefined): void {
    if (value !== undefined) this.of(name).set(textOf(name, labels), value);
  }

  add(name: string, labels: Labels, amount: number): void {
    const series = this.of(name);
    const text = textOf(name, labels);
    series.set(text, (series.get(text) ?? 0) + amount);
  }

  lines(): Series {
    return new Map([...this.values].map(([name, series]) => [name, linesOf(series)]));
  }

  private of(name: string): Map<string, number> {
    const known = this.values.get(name) ?? new Map<string, number>();
    this.values.set(name, known);
    return known;
  }
}

function linesOf(series: ReadonlyMap<string, number>): string[] {
  return [...series].map(([text, value]) => `${text} ${value}`).toSorted();
}

function textOf(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${pairs.join(',')}}`;
}

function placeLabels({ accountId, accountName, region }: Place): Labels {
  return { aws_account_id: accountId, aws_account: accountName, aws_region: region };
}

function seconds(timestamp: string | undefined): number | undefined {
  return timestamp === undefined ? undefined : Date.parse(timestamp) / 1000;
}

function setTarget(book: SeriesBook, target: TargetView): void {
  const labels = placeLabels(target);
  if (target.state !== 'not_tried') {
    book.set('restore_test_monitor_target_up', labels, target.state === 'up' ? 1 : 0);
  }
  if (target.failure) {
    const { reason } = target.failure;
    book.set('restore_test_monitor_target_failure_reason', { ...labels, reason }, 1);
  }
  for (const { source, lastSuccessAt, isUnavailable } of target.sources) {
    const ofSource = { ...labels, source };
    if (!isUnavailable) {
      const name = 'restore_test_monitor_target_last_success_timestamp_seconds';
      book.set(name, ofSource, seconds(lastSuccessAt) ?? 0);
    }
    if (source !== 'jobs') {
      book.set('restore_test_monitor_target_source_unavailable', ofSource, isUnavailable ? 1 : 0);
    }
  }
}

function addTest(book: SeriesBook, test: TestView): void {
  const labels = {
    ...placeLabels(test),
    restore_testing_plan: test.restoreTestingPlan,
    resource_type: test.resourceType,
  };
  book.add('aws_backup_restore_jobs', { ...labels, status: test.status }, 1);
  book.add('aws_backup_restore_job_validations', { ...labels, validation_status: test.validationStatus }, 1);
  book.add('aws_backup_restore_job_deletions', { ...labels, deletion_status: test.deletionStatus }, 1);
}

function setLeftover(book: SeriesBook, leftover: LeftoverView): void {
  const { sourceResourceArn = '', deletionStatus, reason = '' } = leftover;
  const labels = {
    ...placeLabels(leftover),
    restore_testing_plan: leftover.restoreTestingPlan,
    resource_type: leftover.resourceType,
    created_resource_arn: leftover.createdResourceArn,
  };
  const info = { ...labels, resource_arn: sourceResourceArn, deletion_status: deletionStatus, reason };
  book.set('aws_backup_restore_leftover_info', info, 1);
  const restoredAt = seconds(leftover.restoredAt);
  book.set('aws_backup_restore_leftover_restored_timestamp_seconds', labels, restoredAt);
  book.set('aws_backup_restore_leftover_size_bytes', labels, leftover.sizeBytes);
  const until = seconds(leftover.exception?.until);
  book.set('aws_backup_restore_leftover_exception_until_timestamp_seconds', labels, until);
}

function setPlan(book: SeriesBook, plan: PlanView): void {
  const prefix = 'aws_backup_restore_testing_plan';
  const { schedule, timezone } = plan;
  const labels = { ...placeLabels(plan), restore_testing_plan: plan.name };
  book.set(`${prefix}_info`, { ...labels, schedule, timezone }, 1);
  book.set(`${prefix}_schedule_understood`, labels, plan.isScheduleUnderstood ? 1 : 0);
  book.set(`${prefix}_last_execution_timestamp_seconds`, labels, seconds(plan.lastExecutedAt) ?? 0);
  const lastClosed = seconds(plan.lastClosedRunAt) ?? 0;
  book.set(`${prefix}_last_closed_execution_timestamp_seconds`, labels, lastClosed);
  if (plan.isScheduleUnderstood) {
    book.set(`${prefix}_due_timestamp_seconds`, labels, seconds(plan.dueAt) ?? 0);
    book.set(`${prefix}_next_timestamp_seconds`, labels, seconds(plan.nextRunAt) ?? 0);
  }
  book.set(`${prefix}_exception_until_timestamp_seconds`, labels, seconds(plan.exception?.until));
  book.set(`${prefix}_start_window_seconds`, labels, plan.startWindowSeconds);
  book.set(`${prefix}_last_jobs`, labels, plan.latestRun?.restoreJobs);
  book.set(`${prefix}_last_closed_jobs`, labels, plan.lastClosedRun?.restoreJobs);
  book.set(`${prefix}_selection_window_seconds`, labels, plan.recoveryPoints?.windowSeconds);
  book.set(`${prefix}_backup_interval_seconds`, labels, plan.backupIntervalSeconds ?? 0);
  for (const { resourceType } of plan.selections) {
    book.add(`${prefix}_selections`, { ...labels, resource_type: resourceType }, 1);
  }
}

function setResource(book: SeriesBook, resource: ResourceView, tagNames: ReadonlyMap<string, string>): void {
  const { resourceType, resourceArn, proofs } = resource;
  const ofType = { ...placeLabels(resource), resource_type: resourceType };
  const labels = { ...ofType, resource_arn: resourceArn };
  if (resource.isProtected) {
    book.add('aws_backup_protected_resources', ofType, 1);
    book.add('aws_backup_protected_resources_tested', ofType, resource.isProven ? 1 : 0);
    const interval = resource.testIntervalMaxSeconds;
    const objective = resource.objective ?? '';
    book.set('aws_backup_protected_resource_test_interval_max_seconds', { ...ofType, objective }, interval);
    const tags = Object.fromEntries(
      Array.from(tagNames, ([key, label]) => [label, resource.tags?.[key] ?? '']),
    );
    const info = { ...labels, resource_name: resource.resourceName ?? '', objective, ...tags };
    book.set('aws_backup_protected_resource_info', info, 1);
    const lastProvenAt = seconds(resource.lastProvenAt) ?? 0;
    book.set('aws_backup_protected_resource_last_test_timestamp_seconds', labels, lastProvenAt);
    const until = seconds(resource.exception?.until);
    book.set('aws_backup_protected_resource_exception_until_timestamp_seconds', labels, until);
    const lastRestoredAt = seconds(resource.lastRestoredAt);
    book.set('aws_backup_protected_resource_last_restored_timestamp_seconds', labels, lastRestoredAt);
  }
  for (const proof of proofs) {
    const where = {
      proof_account_id: proof.accountId,
      proof_account: proof.accountName,
      proof_region: proof.region,
      copy: proof.copy,
      backup_vault_arn: proof.backupVaultArn ?? '',
      counted: String(proof.isCounted),
    };
    const name = 'aws_backup_protected_resource_proof_timestamp_seconds';
    book.set(name, { ...labels, ...where }, seconds(proof.provenAt));
  }
  for (const test of resource.latestTests) setLatestTest(book, resourceArn, test);
}

function setLatestTest(book: SeriesBook, resourceArn: string, test: LatestTest): void {
  const prefix = 'aws_backup_restore_test';
  const labels = {
    ...placeLabels(test),
    restore_testing_plan: test.restoreTestingPlan,
    resource_type: test.resourceType,
    resource_arn: resourceArn,
  };
  const { verdict, failureReason: reason, issue, objective } = test;
  if (objective !== undefined) book.set(`${prefix}_objective_info`, { ...labels, objective }, 1);
  if (verdict !== undefined) {
    book.set(`${prefix}_last_result`, { ...labels, verdict }, 1);
    const lastSuccess = seconds(test.lastSuccessAt) ?? 0;
    book.set(`${prefix}_last_success_timestamp_seconds`, labels, lastSuccess);
  }
  if (reason !== undefined) book.set(`${prefix}_last_failure_reason`, { ...labels, reason }, 1);
  if (issue !== undefined) book.set(`${prefix}_last_issue`, { ...labels, issue }, 1);
  const recoveryPointAt = seconds(test.recoveryPointCreatedAt);
  book.set(`${prefix}_exception_until_timestamp_seconds`, labels, seconds(test.exception?.until));
  book.set(`${prefix}_last_end_timestamp_seconds`, labels, seconds(test.endedAt));
  book.set(`${prefix}_last_restored_timestamp_seconds`, labels, seconds(test.restoredAt));
  book.set(`${prefix}_last_duration_seconds`, labels, test.durationSeconds);
  book.set(`${prefix}_last_recovery_point_timestamp_seconds`, labels, recoveryPointAt);
  book.set(`${prefix}_last_restored_bytes`, labels, test.restoredBytes);
  book.set(`${prefix}_previous_median_restored_bytes`, labels, test.previousMedianRestoredBytes);
}
