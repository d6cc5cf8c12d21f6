import { ListRestoreJobsCommand } from '@aws-sdk/client-backup';
import { describe, expect, it } from '@jest/globals';
import { restoreIssueOf } from '../../../src/restores/jobs/restore-issue.js';
import { restoreIssues } from '../../../src/restores/jobs/restore-job.js';
import { planSchedule } from '../../../src/restores/plans/plan-schedule.js';
import { loadScenario } from '../../../src/simulator/scenario/load-scenario.js';
import type { RestoreJobRow } from '../../../src/simulator/scenario/restore-job-row.js';
import { createWorld } from '../../../src/simulator/world/world.js';
import { simulateLoaded } from '../running-simulator.js';
import { backupClient, memberCredentials } from '../signed-clients.js';

const scenario = loadScenario('config/scenarios/demo.yaml');
const starts = ['2026-03-10T12:00:00Z', '2026-07-01T03:05:00Z', '2026-12-31T23:59:59Z'].map((time) =>
  Date.parse(time),
);
const open = scenario.accounts.filter(({ state }) => state === 'ACTIVE');
const places = open.flatMap(({ id, regions }) =>
  (regions ?? scenario.regions).map((region) => ({ accountId: id, region })),
);

const withoutDailyPlans = new Set(['111122223333', '232323232323', '343434343434']);

function seenWithin(startMs: number, seconds: number): RestoreJobRow[] {
  const world = createWorld(scenario, scenario.seed, startMs);
  return Array.from({ length: seconds + 1 }, (_, second) => startMs + second * 1000).flatMap((nowMs) =>
    places.flatMap((place) =>
      world.rowsAt(place, nowMs).filter((row) => (row.CreationDate ?? 0) * 1000 >= startMs),
    ),
  );
}

describe.each(starts)('the demo scenario, started at %d', (startMs) => {
  const rows = seenWithin(startMs, 30);
  const accountsWith = (member: keyof RestoreJobRow, value: string) =>
    new Set(rows.filter((row) => row[member] === value).map(({ AccountId }) => AccountId)).size;

  it.each([
    ['Status', 'PENDING'],
    ['Status', 'RUNNING'],
    ['Status', 'COMPLETED'],
    ['Status', 'ABORTED'],
    ['Status', 'FAILED'],
    ['ValidationStatus', 'VALIDATING'],
    ['ValidationStatus', 'SUCCESSFUL'],
    ['DeletionStatus', 'DELETING'],
    ['DeletionStatus', 'SUCCESSFUL'],
  ] as const)('shows live jobs with %s %s in several accounts within 30 s', (member, value) => {
    expect(accountsWith(member, value)).toBeGreaterThan(1);
  });

  it.each([
    ['ValidationStatus', 'FAILED'],
    ['ValidationStatus', 'TIMED_OUT'],
    ['DeletionStatus', 'FAILED'],
  ] as const)('shows live jobs with %s %s within 30 s', (member, value) => {
    expect(accountsWith(member, value)).toBeGreaterThan(0);
  });

  it('shows on-demand and composite restores within 30 s', () => {
    expect(rows.some(({ CreatedBy, IsParent }) => CreatedBy === undefined && IsParent === false)).toBe(true);
    expect(rows.some(({ ParentJobId }) => ParentJobId !== undefined)).toBe(true);
  });

  it('shows live jobs that completed with a message of every class within 30 s', () => {
    const issues = rows.map(({ Status, StatusMessage }) =>
      Status === 'COMPLETED'
        ? restoreIssueOf({ status: Status, statusMessage: StatusMessage ?? undefined })
        : undefined,
    );
    expect(new Set(issues)).toEqual(new Set([...restoreIssues, undefined]));
  });

  it('has a history of 30 days in the accounts that run daily plans', () => {
    const world = createWorld(scenario, scenario.seed, startMs);
    const counts = places
      .filter(({ accountId }) => !withoutDailyPlans.has(accountId))
      .map((place) => world.rowsAt(place, startMs).length);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...counts)).toBeLessThanOrEqual(400);
  });
});

describe.each(starts)('the plans of the demo scenario, started at %d', (startMs) => {
  const nowMs = startMs + 15_000;
  const world = createWorld(scenario, scenario.seed, startMs);
  const plans = places.flatMap((place) => {
    const rows = world.rowsAt(place, nowMs);
    return world.testingPlansAt(place, nowMs).map(({ row, selections }) => {
      const lastMs = (row.LastExecutionTime ?? 0) * 1000;
      const schedule = planSchedule(row.ScheduleExpression ?? '', row.ScheduleExpressionTimezone ?? '');
      const dueMs = schedule.ok ? schedule.value.previous(new Date(nowMs))?.getTime() : undefined;
      const jobs = rows.filter(
        ({ CreatedBy, CreationDate }) =>
          CreatedBy?.RestoreTestingPlanArn === row.RestoreTestingPlanArn &&
          (CreationDate ?? 0) * 1000 >= lastMs,
      );
      return { name: row.RestoreTestingPlanName, row, selections, lastMs, dueMs, jobs: jobs.length };
    });
  });
  const namesOf = (wanted: typeof plans) => new Set(wanted.map(({ name }) => name));

  it('have run since they last should have, but for the overdue one', () => {
    expect(
      namesOf(plans.filter(({ lastMs, dueMs }) => lastMs < (dueMs ?? Number.POSITIVE_INFINITY))),
    ).toEqual(new Set(['daily_graph']));
  });

  it('have created jobs, but for the one that runs empty', () => {
    expect(namesOf(plans.filter(({ jobs }) => jobs === 0))).toEqual(new Set(['weekly_reviews']));
  });

  it('are in two time zones', () => {
    const timezones = plans.map(({ row }) => row.ScheduleExpressionTimezone);
    expect(new Set(timezones)).toEqual(new Set(['Etc/UTC', 'Europe/Berlin']));
  });

  it('leave protected resources unrestored where they are, and have a selection without a recovery point', () => {
    const described = places.flatMap((place) => world.protectedResourcesAt(place, nowMs));
    const untested = described.filter((row) => row.LatestRestoreJobCreationDate === undefined);
    expect(new Set(untested.map(({ ResourceType }) => ResourceType))).toEqual(
      new Set(['S3', 'RDS', 'EBS', 'EFS', 'Aurora']),
    );
    const known = new Set(described.map(({ ResourceArn }) => ResourceArn));
    const unknown = plans
      .flatMap(({ selections }) => selections)
      .filter(({ ProtectedResourceArns }) =>
        ProtectedResourceArns?.every((arn) => arn !== '*' && !known.has(arn)),
      );
    expect(new Set(unknown.map((selection) => selection.RestoreTestingSelectionName))).toEqual(
      new Set(['EFS_thumbnails']),
    );
    const tagged = plans
      .flatMap(({ selections }) => selections)
      .filter((selection) => selection.ProtectedResourceConditions);
    expect(new Set(tagged.map((selection) => selection.RestoreTestingSelectionName))).toEqual(
      new Set(['FSx_home_directories']),
    );
  });
});

describe('the demo scenario', () => {
  it('has accounts of every kind that its configuration meets', () => {
    const kinds = scenario.accounts.flatMap(({ name, joins, leaves, denied, state }) => [
      ...(joins === undefined ? [] : [`${name} joins`]),
      ...(leaves === undefined ? [] : [`${name} leaves`]),
      ...(denied ? [`${name} is denied`] : []),
      ...(state === 'ACTIVE' ? [] : [`${name} is ${state}`]),
    ]);
    expect(kinds).toEqual([
      'analytics joins',
      'archive leaves',
      'legacy-erp is denied',
      'closed-pilot is SUSPENDED',
    ]);
  });

  it('throttles one account in one Region now and then', async () => {
    const demo = await simulateLoaded(scenario);
    const role = { name: 'restore-test-monitor', externalId: 'demo' };
    const credentials = await memberCredentials(demo, '888899990000', role);
    const client = backupClient(demo, { credentials, region: 'us-east-1' });
    for (let n = 0; n < 20; n++) await client.send(new ListRestoreJobsCommand({})).catch(() => undefined);
    const faults = demo.requests.slice(1).map(({ fault, status }) => ({ fault, status }));
    expect(faults).toContainEqual({ fault: 'throttle', status: 400 });
    expect(faults).toContainEqual({ fault: undefined, status: 200 });
  });

  it('stays bounded over days', () => {
    const startMs = starts[0] ?? 0;
    const world = createWorld(scenario, scenario.seed, startMs);
    const place = { accountId: '444455556666', region: 'eu-west-1' };
    const listedAfter = (hours: number) => world.rowsAt(place, startMs + hours * 3_600_000).length;
    expect(listedAfter(2)).toBeLessThan(1500);
    expect(listedAfter(24)).toBeLessThan(1500);
  });
});
