import type { ScenarioInput } from '../../src/simulator/scenario/scenario.js';
import {
  type AccountRegion,
  arnIn,
  backupRoleArn,
  recoveryPointArn,
  resourceArn,
} from '../../src/simulator/world/arn.js';
import { uuidOf } from '../../src/simulator/world/chance.js';
import { type Stage, stages } from './stage.js';

type RowOf<List extends 'jobs' | 'testingPlans' | 'protectedResources'> = NonNullable<
  ScenarioInput[List]
>[number]['rows'][number];
export type JobRow = RowOf<'jobs'>;
export type CreatedJob = JobRow & { readonly CreationDate: string };
export type PlanRow = RowOf<'testingPlans'>;
export type ResourceRow = RowOf<'protectedResources'>;

/** What AWS shows of an account between two stages; from the start on, or for good, where none is named. */
export interface Shown {
  readonly from?: Stage;
  readonly until?: Stage;
  readonly jobs?: readonly JobRow[];
  readonly plans?: readonly PlanRow[];
  readonly resources?: readonly ResourceRow[];
}

/** What makes an alert fire and what ends it. */
export interface Provocation {
  readonly alert: string;
  readonly severity: 'critical' | 'warning' | 'info';
  /** In the words of the table that the suite prints. */
  readonly cause: string;
  readonly cure: string;
  /** The name of the account that it is about. */
  readonly account?: string;
  /** When the account joins and leaves the organization. */
  readonly membership?: { readonly joins?: Stage; readonly leaves?: Stage };
  readonly shown?: (place: AccountRegion) => readonly Shown[];
  readonly faults?: NonNullable<ScenarioInput['faults']>;
  /** The labels beside those of the alert, its severity and, unless `isPlaceless`, its place. */
  readonly labels: Readonly<Record<string, string>>;
  readonly isPlaceless?: true;
  /** What comes after the place in its description; `*` stands for any text. */
  readonly description: string;
  /** It ends after a while, whether or not anything is mended. */
  readonly endsByItself?: true;
}

export const region = 'eu-central-1';
export const ofPlan = { restore_testing_plan: 'nightly' };
export const ofGroup = { ...ofPlan, resource_type: 'RDS' };

/** The time of a fault that is mended. */
export const whileBroken = { from: stages.cause, until: stages.cure };

function database(place: AccountRegion, name = 'orders'): string {
  return resourceArn('RDS', place, name) ?? '';
}

/** A test of a database; the same creation is the same job. */
export function restoreTest(place: AccountRegion, row: CreatedJob, name = 'orders'): JobRow {
  const id = uuidOf(place.accountId, name, row.CreationDate).toUpperCase();
  return {
    AccountId: place.accountId,
    RestoreJobId: id,
    ResourceType: 'RDS',
    SourceResourceArn: database(place, name),
    RecoveryPointArn: recoveryPointArn('RDS', place, id),
    RecoveryPointCreationDate: '-5h',
    BackupSizeInBytes: 20 * 2 ** 30,
    IamRoleArn: backupRoleArn(place),
    CreatedBy: { RestoreTestingPlanArn: planArn(place) },
    ...row,
  };
}

export const passed = {
  Status: 'COMPLETED',
  ValidationStatus: 'SUCCESSFUL',
  DeletionStatus: 'SUCCESSFUL',
} as const satisfies JobRow;

/** The test before the cause, which was as it should be. */
export function earlierTest(place: AccountRegion, name = 'orders'): JobRow {
  return restoreTest(place, { CreationDate: '-3h', CompletionDate: '-2h30m', ...passed }, name);
}

/** A test that runs until the stage, and then ends so. */
export function testEndingAt(
  stage: Stage,
  place: AccountRegion,
  outcome: JobRow,
  job: Partial<CreatedJob> = {},
): Shown[] {
  const created = { CreationDate: stage === 'cause' ? '-20m' : '11m', ...job };
  const running = stage === 'cause' ? { until: stage } : ({ from: 'cause', until: stage } as const);
  const ended = { ...outcome, ...created, CompletionDate: stages[stage] };
  return [
    { ...running, jobs: [restoreTest(place, { ...created, Status: 'RUNNING' })] },
    { from: stage, jobs: [restoreTest(place, ended)] },
  ];
}

/** Far from now, whenever the suite runs: no start window opens or closes meanwhile. */
const startHour = (new Date().getUTCHours() + 12) % 24;

/** A plan that runs once a day, and has run since its latest start. */
export function nightlyPlan(place: AccountRegion, row: PlanRow = {}): PlanRow {
  return {
    RestoreTestingPlanName: 'nightly',
    RestoreTestingPlanArn: planArn(place),
    ScheduleExpression: `cron(0 ${startHour} ? * * *)`,
    ScheduleExpressionTimezone: 'Etc/UTC',
    StartWindowHours: 1,
    CreationTime: '-30d',
    LastExecutionTime: '-20m',
    selections: [
      {
        RestoreTestingPlanName: 'nightly',
        RestoreTestingSelectionName: 'databases',
        ProtectedResourceType: 'RDS',
        ValidationWindowHours: 1,
        CreationTime: '-30d',
        IamRoleArn: backupRoleArn(place),
      },
    ],
    ...row,
  };
}

/** A plan of which no interval is asked. */
export function occasionalPlan(place: AccountRegion): PlanRow {
  return nightlyPlanNamed(place, 'occasional');
}

/** A plan whose objective accepts incomplete restores. */
export function lenientPlan(place: AccountRegion): PlanRow {
  return nightlyPlanNamed(place, 'lenient');
}

function nightlyPlanNamed(place: AccountRegion, name: string): PlanRow {
  const { selections = [], ...plan } = nightlyPlan(place);
  return {
    ...plan,
    RestoreTestingPlanName: name,
    RestoreTestingPlanArn: planArn(place, name),
    selections: selections.map((each) => ({ ...each, RestoreTestingPlanName: name })),
  };
}

/** A test of the database by the occasional plan, five days ago. */
export function occasionalTest(place: AccountRegion): JobRow {
  return restoreTest(place, {
    CreationDate: '-5d',
    CompletionDate: '-119h',
    CreatedBy: { RestoreTestingPlanArn: planArn(place, 'occasional') },
    ...passed,
  });
}

/** A test of another database by the lenient plan, ten minutes ago. */
export function lenientTest(place: AccountRegion, outcome: JobRow): JobRow {
  const times = { CreationDate: '-20m', CompletionDate: '-10m' };
  const CreatedBy = { RestoreTestingPlanArn: planArn(place, 'lenient') };
  return restoreTest(place, { ...outcome, ...times, CreatedBy }, 'archive');
}

export function protectedDatabase(place: AccountRegion, row: ResourceRow = {}): ResourceRow {
  return { ResourceArn: database(place), ResourceType: 'RDS', LastBackupTime: '-5h', ...row };
}

function planArn(place: AccountRegion, name = 'nightly'): string {
  return arnIn(place, 'backup', `restore-testing-plan:${name}-${uuidOf(place.accountId, name)}`);
}
