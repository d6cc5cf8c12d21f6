import type { RestoreJobRow } from '../../../src/simulator/scenario/restore-job-row.js';

/** How many have ended, by metric, account, Region, plan, resource type and status. */
export type Ends = ReadonlyMap<string, number>;

interface Counted {
  readonly metric: string;
  readonly label: string;
  readonly member: 'Status' | 'ValidationStatus' | 'DeletionStatus';
  readonly ends: readonly string[];
}

const counted: readonly Counted[] = [
  {
    metric: 'aws_backup_restore_jobs_ended_total',
    label: 'status',
    member: 'Status',
    ends: ['COMPLETED', 'FAILED', 'ABORTED'],
  },
  {
    metric: 'aws_backup_restore_validations_ended_total',
    label: 'validation_status',
    member: 'ValidationStatus',
    ends: ['SUCCESSFUL', 'FAILED', 'TIMED_OUT'],
  },
  {
    metric: 'aws_backup_restore_deletions_ended_total',
    label: 'deletion_status',
    member: 'DeletionStatus',
    ends: ['SUCCESSFUL', 'FAILED'],
  },
];

/** What ended between two looks at all rows of AWS; the parts of a composite restore are no restores of their own. */
export function endsBetween(
  before: ReadonlyMap<string, RestoreJobRow>,
  after: ReadonlyMap<string, RestoreJobRow>,
  region: string,
): Ends {
  const ends = new Map<string, number>();
  for (const [id, row] of after) {
    if (row.ParentJobId != null) continue;
    for (const { metric, member, ends: final } of counted) {
      const status = row[member] ?? '';
      if (!final.includes(status) || before.get(id)?.[member] === status) continue;
      const plan = /restore-testing-plan:(\w+)-/.exec(row.CreatedBy?.RestoreTestingPlanArn ?? '')?.[1] ?? '';
      add(ends, [metric, row.AccountId, region, plan, row.ResourceType, status].join(' '), 1);
    }
  }
  return ends;
}

/** What a scrape says has ended; nothing of what has not. */
export function endsShown(exposition: string): Ends {
  const ends = new Map<string, number>();
  for (const line of exposition.split('\n')) {
    const [, name, labels = '', value] = /^(\w+)\{(.*)\} (\S+)$/.exec(line) ?? [];
    const metric = counted.find((one) => one.metric === name);
    if (metric === undefined || Number(value) === 0) continue;
    const of = new Map([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, text]) => [label, text]));
    const key = ['aws_account_id', 'aws_region', 'restore_testing_plan', 'resource_type', metric.label].map(
      (label) => of.get(label),
    );
    add(ends, [metric.metric, ...key].join(' '), Number(value));
  }
  return ends;
}

function add(ends: Map<string, number>, key: string, count: number): void {
  ends.set(key, (ends.get(key) ?? 0) + count);
}
