import type { AccountRegion } from '../../../src/simulator/world/arn.js';
import {
  earlierTest,
  nightlyPlan,
  ofPlan,
  type PlanRow,
  type Provocation,
  passed,
  protectedDatabase,
  restoreTest,
  type Shown,
} from '../provocation.js';

const brokenAndMended =
  (broken: PlanRow, mended: PlanRow = {}) =>
  (place: AccountRegion): Shown[] => [
    { from: 'cause', until: 'cure', plans: [nightlyPlan(place, broken)] },
    { from: 'cure', plans: [nightlyPlan(place, mended)] },
  ];

/** Never due, so that it is not overdue either. */
const onceOnly = { ScheduleExpression: 'cron(0 1 1 1 ? 2099)' };
const plan = 'plan nightly ';

export const restoreTestingPlanProvocations: readonly Provocation[] = [
  {
    alert: 'AWSBackupRestoreTestingPlanOverdue',
    severity: 'warning',
    account: 'overdue',
    cause: 'a nightly plan appears that last ran two days ago',
    cure: 'it runs',
    shown: (place) => [
      { jobs: [restoreTest(place, { CreationDate: '-2d', CompletionDate: '-47h30m', ...passed })] },
      ...brokenAndMended({ LastExecutionTime: '-2d' })(place),
    ],
    labels: ofPlan,
    description: `${plan}did not run at its scheduled start of *:00:00 +0000 UTC, and its start window has closed.`,
  },
  {
    alert: 'AWSBackupRestoreTestingPlanTestedNothing',
    severity: 'warning',
    account: 'testing-nothing',
    cause: 'a plan appears that ran three hours ago; AWS lists no job of it',
    cure: 'a run of it that is over appears, with a job',
    shown: (place) => [
      ...brokenAndMended(
        { ...onceOnly, LastExecutionTime: '-3h' },
        { ...onceOnly, LastExecutionTime: '-80m' },
      )(place),
      {
        from: 'cure',
        jobs: [restoreTest(place, { CreationDate: '-75m', CompletionDate: '-70m', ...passed })],
      },
    ],
    labels: ofPlan,
    description: 'the latest run of plan nightly whose start window has closed created no restore job.',
  },
  {
    alert: 'AWSBackupRestoreTestingPlanSelectsNothing',
    severity: 'warning',
    account: 'selecting-nothing',
    cause: 'a plan appears without a selection',
    cure: 'it gets one',
    shown: brokenAndMended({ selections: [] }),
    labels: ofPlan,
    description: `${plan}has no selection, so that it tests nothing.`,
  },
  {
    alert: 'AWSBackupRestoreTestingPlanScheduleNotUnderstood',
    severity: 'info',
    account: 'scheduled-oddly',
    cause: 'a plan appears with the schedule "every full moon"',
    cure: 'the schedule is corrected',
    shown: brokenAndMended({ ScheduleExpression: 'every full moon' }),
    labels: ofPlan,
    description: `${plan}has a schedule that cannot be understood, so that a missed run of it is not noticed.`,
  },
  {
    alert: 'AWSBackupRestoreTestingPlanWindowTooShort',
    severity: 'info',
    account: 'selecting-too-late',
    cause: 'a backup appears 25 hours after the one before; the selection window of the plan is a day',
    cure: 'the selection window is 30 days',
    shown: (place) => [
      { jobs: [earlierTest(place)] },
      { until: 'cause', resources: [protectedDatabase(place, { LastBackupTime: '-30h' })] },
      { from: 'cause', resources: [protectedDatabase(place)] },
      { until: 'cure', plans: [nightlyPlan(place, { RecoveryPointSelection: { SelectionWindowDays: 1 } })] },
      { from: 'cure', plans: [nightlyPlan(place, { RecoveryPointSelection: { SelectionWindowDays: 30 } })] },
    ],
    labels: ofPlan,
    description: `${plan}may find no recovery point: its start window and the time between two backups add up to 1d 2h 0m 0s, and its selection window is shorter.`,
  },
];
