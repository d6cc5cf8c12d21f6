import { describe, expect, it } from '@jest/globals';
import { createExposition, type ExpositionSettings } from '../../src/metrics/exposition.js';
import type { Objective } from '../../src/restores/coverage/objective.js';
import type { RestoreTestingPlan } from '../../src/restores/plans/restore-testing-plan.js';
import type { Target } from '../../src/targets/target.js';
import {
  newTargetState,
  recordJobsReading,
  recordPlansReading,
  recordResourcesReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { aPlan, aResource } from '../restores/a-plan.js';
import { aRestoreTest, dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const target: Target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const place = 'aws_account_id="111122223333",aws_account="payments",aws_region="eu-west-1"';
const weekly: Objective = {
  plan: 'daily',
  resourceType: 'RDS',
  maxDurationMs: 4 * hourMs,
  successIntervalMs: 7 * dayMs,
  maxRecoveryPointAgeMs: dayMs,
  requiresValidation: true,
  accepts: ['partial'],
};
const settings: ExpositionSettings = {
  perResource: { enabled: true, limit: 2 },
  summaries: { period: 'ONE_DAY', state: 'ANY' },
  objectives: [weekly],
};
const unix = (date: Date) => date.getTime() / 1000;

function withPlans(plans: readonly RestoreTestingPlan[], at: Date): TargetState {
  return recordPlansReading(newTargetState(target), { at, durationSeconds: 1 }, plans).state;
}

/** The lines of a family, without the labels of the place. */
function lines(state: TargetState, family: string, wanted = settings): string[] {
  return createExposition(wanted, () => [state])()
    .join('')
    .split('\n')
    .filter((line) => line.startsWith(`${family}{`))
    .map((line) => line.replace(`${family}{${place},`, '{'));
}

const vaults = (...names: string[]) =>
  names.map((name) => `arn:aws:backup:eu-west-1:111122223333:backup-vault:${name}`);

describe('a plan', () => {
  // The daily plan starts at 05:00 with a start window of an hour; this is Tuesday, 06:30.
  const at = later(monday, dayMs + 1.5 * hourMs);
  const tuesday = later(monday, dayMs);
  const prefix = 'aws_backup_restore_testing_plan';

  it.each([
    ['info', '{restore_testing_plan="daily",schedule="cron(0 5 ? * * *)",timezone="UTC"} 1'],
    ['schedule_understood', '{restore_testing_plan="daily"} 1'],
    ['last_execution_timestamp_seconds', `{restore_testing_plan="daily"} ${unix(monday)}`],
    ['due_timestamp_seconds', `{restore_testing_plan="daily"} ${unix(tuesday)}`],
    ['last_closed_execution_timestamp_seconds', `{restore_testing_plan="daily"} ${unix(monday)}`],
    ['next_timestamp_seconds', `{restore_testing_plan="daily"} ${unix(later(tuesday, dayMs))}`],
    ['start_window_seconds', '{restore_testing_plan="daily"} 3600'],
  ])('that missed its latest start shows its %s', (name, expected) => {
    expect(lines(withPlans([aPlan()], at), `${prefix}_${name}`)).toEqual([expected]);
  });

  it('is not due again before its start window has closed', () => {
    const within = later(monday, dayMs + 0.5 * hourMs);
    expect(lines(withPlans([aPlan()], within), `${prefix}_due_timestamp_seconds`)).toEqual([
      `{restore_testing_plan="daily"} ${unix(monday)}`,
    ]);
  });

  it.each([
    ['made', { createdAt: later(tuesday, 1) }],
    ['changed', { updatedAt: later(tuesday, 1) }],
  ])('was not due before it was %s', (_, fields) => {
    expect(lines(withPlans([aPlan(fields)], at), `${prefix}_due_timestamp_seconds`)).toEqual([
      '{restore_testing_plan="daily"} 0',
    ]);
  });

  it('has no moments where its schedule cannot be understood, and says so', () => {
    const state = withPlans([aPlan({ schedule: 'rate(1 day)' })], at);
    expect(lines(state, `${prefix}_schedule_understood`)).toEqual(['{restore_testing_plan="daily"} 0']);
    expect(lines(state, `${prefix}_due_timestamp_seconds`)).toEqual([]);
    expect(lines(state, `${prefix}_next_timestamp_seconds`)).toEqual([]);
  });

  it('that never ran has run at 0', () => {
    expect(
      lines(
        withPlans([aPlan({ lastExecutedAt: undefined })], at),
        `${prefix}_last_execution_timestamp_seconds`,
      ),
    ).toEqual(['{restore_testing_plan="daily"} 0']);
  });

  it('without selections has 0 of every type', () => {
    const selections = lines(withPlans([aPlan({ selections: [] })], at), `${prefix}_selections`);
    expect(selections).toHaveLength(10);
    for (const line of selections) expect(line).toMatch(/ 0$/);
  });

  it('has the number of its selections of each type', () => {
    const selections = lines(withPlans([aPlan()], at), `${prefix}_selections`);
    expect(selections).toContain('{restore_testing_plan="daily",resource_type="RDS"} 1');
    expect(selections).toContain('{restore_testing_plan="daily",resource_type="EBS"} 0');
  });

  const recoveryPoints = {
    algorithm: 'LATEST_WITHIN_WINDOW',
    includedVaults: [...vaults('b'), '*', ...vaults('a')],
    excludedVaults: vaults('c'),
    types: ['SNAPSHOT', 'CONTINUOUS'],
    windowMs: 7 * dayMs,
  };

  it('that restores from somewhere shows it, and how old a recovery point may be', () => {
    const state = withPlans([aPlan({ recoveryPoints })], at);
    expect(lines(state, `${prefix}_recovery_points_info`)).toEqual([
      '{restore_testing_plan="daily",algorithm="LATEST_WITHIN_WINDOW",recovery_point_types="CONTINUOUS,SNAPSHOT",included_vaults="*,a,b",excluded_vaults="c"} 1',
    ]);
    expect(lines(state, `${prefix}_selection_window_seconds`)).toEqual([
      '{restore_testing_plan="daily"} 604800',
    ]);
  });

  it('that restores from many vaults names the first 200 characters of them', () => {
    const includedVaults = vaults(...Array.from({ length: 30 }, (_, index) => `vault-number-${index + 10}`));
    const [line] = lines(
      withPlans([aPlan({ recoveryPoints: { ...recoveryPoints, includedVaults } })], at),
      `${prefix}_recovery_points_info`,
    );
    const named = /included_vaults="([^"]*)"/.exec(line ?? '')?.[1]?.split(',') ?? [];
    expect([named.length, named.at(-2), named.at(-1)]).toEqual([13, 'vault-number-21', 'and 18 more']);
  });

  it('of which it is not known what it restores from shows nothing of it', () => {
    const state = withPlans([aPlan()], at);
    expect(lines(state, `${prefix}_recovery_points_info`)).toEqual([]);
    expect(lines(state, `${prefix}_selection_window_seconds`)).toEqual([]);
  });

  it('shows the time between two backups of what it selects, once one was seen', () => {
    const readAt = (state: TargetState, hours: number) => {
      const resources = [{ ...aResource('ledger'), lastBackupAt: later(monday, hours * hourMs) }];
      const reading = { at: later(at, hours * hourMs), durationSeconds: 1 };
      return recordResourcesReading(state, reading, { resources, lastRestores: new Map() }).state;
    };
    const once = readAt(withPlans([aPlan()], at), 0);
    expect(lines(once, `${prefix}_backup_interval_seconds`)).toEqual(['{restore_testing_plan="daily"} 0']);
    expect(lines(readAt(once, 25), `${prefix}_backup_interval_seconds`)).toEqual([
      '{restore_testing_plan="daily"} 90000',
    ]);
  });

  it('that ran and tested nothing has 0 jobs', () => {
    const facts = { jobs: [], gone: [], listedAt: at };
    const limits = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
    const planned = withPlans([aPlan()], at);
    expect(lines(planned, `${prefix}_last_jobs`)).toEqual([]);
    expect(lines(planned, `${prefix}_last_closed_jobs`)).toEqual([]);
    const listed = recordJobsReading(planned, { at, durationSeconds: 1 }, facts, limits).state;
    expect(lines(listed, `${prefix}_last_jobs`)).toEqual(['{restore_testing_plan="daily"} 0']);
    expect(lines(listed, `${prefix}_last_closed_jobs`)).toEqual(['{restore_testing_plan="daily"} 0']);
  });
});

describe('a restored test that nobody validated', () => {
  it('is judged when the validation window of its selection is over', () => {
    const limits = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
    const verdictAt = (hours: number) => {
      const at = later(monday, hours * hourMs);
      const state = recordJobsReading(
        withPlans([aPlan()], at),
        { at, durationSeconds: 1 },
        { jobs: [aRestoreTest()], gone: [], listedAt: at },
        limits,
      ).state;
      return lines(state, 'aws_backup_restore_test_last_result').filter((line) => line.endsWith(' 1'));
    };
    // It completed an hour after its creation, and its window is eight hours.
    expect(verdictAt(8.9)).toEqual([]);
    expect(verdictAt(9)).toEqual([expect.stringContaining('verdict="restored"')]);
  });
});

describe('coverage', () => {
  const at = later(monday, 8 * dayMs);
  const jobs = [
    aRestoreTest({ id: 'a', createdAt: later(at, -dayMs), validation: 'SUCCESSFUL', deletion: 'SUCCESSFUL' }),
    aRestoreTest({
      id: 'b',
      sourceResourceArn: aResource('unvalidated').arn,
      createdAt: later(at, -dayMs),
      deletion: 'SUCCESSFUL',
    }),
  ];
  const tested = recordJobsReading(
    newTargetState(target),
    { at, durationSeconds: 1 },
    { jobs, gone: [], listedAt: at },
    { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs },
  ).state;
  const resources = [
    aResource('ledger'),
    aResource('unvalidated'),
    aResource('volume', 'EBS'),
    aResource('vm', 'VM'),
  ];
  const state = recordResourcesReading(
    tested,
    { at, durationSeconds: 1 },
    { resources, lastRestores: new Map() },
  ).state;

  it('counts what is protected and what is tested, by resource type', () => {
    expect(lines(state, 'aws_backup_protected_resources')).toEqual([
      '{resource_type="RDS"} 2',
      '{resource_type="EBS"} 1',
    ]);
    expect(lines(state, 'aws_backup_protected_resources_tested')).toEqual([
      '{resource_type="RDS"} 1',
      '{resource_type="EBS"} 0',
    ]);
    expect(lines(state, 'aws_backup_protected_resource_test_interval_max_seconds')).toEqual([
      '{resource_type="RDS",objective=""} 604800',
    ]);
  });

  it('shows the resources over the limit whose test is the oldest, and never means 0', () => {
    expect(lines(state, 'aws_backup_protected_resource_last_test_timestamp_seconds')).toEqual([
      `{resource_type="RDS",resource_arn="${aResource('unvalidated').arn}"} 0`,
      `{resource_type="EBS",resource_arn="${aResource('volume').arn}"} 0`,
    ]);
  });

  it('has a proof of each resource that it shows, and of tested ones that nobody lists up to the limit', () => {
    const family = 'aws_backup_protected_resource_proof_timestamp_seconds';
    const proof = (name: string, day: number) =>
      `{resource_type="RDS",resource_arn="${aResource(name).arn}",proof_account_id="111122223333",proof_account="payments",proof_region="eu-west-1",copy="own",backup_vault_arn="",counted="true"} ${unix(later(at, day * dayMs + hourMs))}`;
    const many = ['ledger', 'older', 'newer', 'newest'].map((name, index) =>
      aRestoreTest({
        id: name,
        sourceResourceArn: aResource(name).arn,
        createdAt: later(at, (index - 5) * dayMs),
        validation: 'SUCCESSFUL',
      }),
    );
    const restored = recordJobsReading(
      newTargetState(target),
      { at, durationSeconds: 1 },
      { jobs: many, gone: [], listedAt: at },
      { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs },
    ).state;
    const listing = recordResourcesReading(
      restored,
      { at, durationSeconds: 1 },
      { resources: [aResource('ledger')], lastRestores: new Map() },
    ).state;
    expect(lines(listing, family)).toEqual([proof('ledger', -5), proof('newest', -2), proof('newer', -3)]);
  });

  it('tells when a resource was last restored, and takes that for no test', () => {
    const restoredAt = later(at, -40 * dayMs);
    const told = recordResourcesReading(
      tested,
      { at, durationSeconds: 1 },
      {
        resources: [aResource('ledger'), aResource('restored'), aResource('asked')],
        lastRestores: new Map([
          [aResource('restored').arn, restoredAt],
          [aResource('asked').arn, undefined],
        ]),
      },
    ).state;
    expect(lines(told, 'aws_backup_protected_resources_tested')).toEqual(['{resource_type="RDS"} 1']);
    expect(lines(told, 'aws_backup_protected_resource_last_test_timestamp_seconds')).toEqual([
      `{resource_type="RDS",resource_arn="${aResource('restored').arn}"} 0`,
      `{resource_type="RDS",resource_arn="${aResource('asked').arn}"} 0`,
    ]);
    expect(lines(told, 'aws_backup_protected_resource_last_restored_timestamp_seconds')).toEqual([
      `{resource_type="RDS",resource_arn="${aResource('restored').arn}"} ${unix(restoredAt)}`,
    ]);
  });

  it('has no series of single resources where they are off', () => {
    const off = { ...settings, perResource: { enabled: false, limit: 2 } };
    expect(lines(state, 'aws_backup_protected_resource_last_test_timestamp_seconds', off)).toEqual([]);
    expect(lines(state, 'aws_backup_protected_resources', off)).toHaveLength(2);
  });

  it.each([
    ['max_duration_seconds', 14_400],
    ['success_interval_max_seconds', 604_800],
    ['max_recovery_point_age_seconds', 86_400],
    ['validation_required', 1],
  ])('has the objective %s beside the tests it is for', (name, value) => {
    expect(lines(state, `aws_backup_restore_test_${name}`)).toEqual([
      `{restore_testing_plan="daily",resource_type="RDS",objective=""} ${value}`,
    ]);
  });

  it.each<[string, Partial<Objective>, number]>([
    ['counts for nothing', { accepts: [] }, 0],
    ['counts for nothing where another verdict is accepted', { accepts: ['empty'] }, 0],
    ['counts as a test where its objective accepts it', { accepts: ['partial'] }, 1],
  ])('a partial restore with a successful validation %s', (_, fields, count) => {
    const readAt = later(monday, 2 * hourMs);
    const partial = aRestoreTest({
      sourceResourceArn: aResource('db').arn,
      validation: 'SUCCESSFUL',
      statusMessage: 'One or more objects failed to be restored from arn:a to reports.',
    });
    const reading = { at: readAt, durationSeconds: 1 };
    const facts = { jobs: [partial], gone: [], listedAt: readAt };
    const ledgerSettings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
    const read = recordJobsReading(newTargetState(target), reading, facts, ledgerSettings).state;
    const known = recordResourcesReading(read, reading, {
      resources: [aResource('db')],
      lastRestores: new Map(),
    }).state;
    const wanted = { ...settings, objectives: [{ ...weekly, ...fields }] };
    expect(lines(known, 'aws_backup_protected_resources_tested', wanted)).toContain(
      `{resource_type="RDS"} ${count}`,
    );
    const ended = count * unix(later(monday, hourMs));
    expect(lines(known, 'aws_backup_protected_resource_last_test_timestamp_seconds', wanted)).toEqual([
      `{resource_type="RDS",resource_arn="${aResource('db').arn}"} ${ended}`,
    ]);
  });

  it('says of both incomplete verdicts whether its objective accepts them', () => {
    const group = 'restore_testing_plan="daily",resource_type="RDS",objective=""';
    expect(lines(state, 'aws_backup_restore_test_accepted')).toEqual([
      `{${group},verdict="partial"} 1`,
      `{${group},verdict="empty"} 0`,
    ]);
    expect(lines(state, 'aws_backup_restore_test_accepted', { ...settings, objectives: [] })).toEqual([]);
  });
});
