import { planFamilies } from '../../../src/metrics/plan-families.js';
import type { TargetState } from '../../../src/targets/target-state.js';
import {
  type Fate,
  type PlannedWorld,
  type RateLimiter,
  startWindowsHours,
  statesOver,
} from '../../restores/a-planned-world.js';
import { dayMs, hourMs, later, monday } from '../../restores/a-restore-job.js';

const minuteMs = 60_000;
const jobsMs = 5 * minuteMs;
const plansMs = hourMs;
export const planAlerts = [
  'AWSBackupRestoreTestingPlanOverdue',
  'AWSBackupRestoreTestingPlanTestedNothing',
] as const;
export type PlanAlert = (typeof planAlerts)[number];

/** How many minutes after the simulation begins jobs and plans are first read. */
const phases = [
  { jobs: 0, plans: 0 },
  { jobs: 3, plans: 17 },
  { jobs: 1, plans: 44 },
  { jobs: 4, plans: 59 },
];

const runs: ReadonlyArray<readonly [outcome: Fate, alert: PlanAlert | undefined]> = [
  ['good', undefined],
  ['empty', 'AWSBackupRestoreTestingPlanTestedNothing'],
  ['missed', 'AWSBackupRestoreTestingPlanOverdue'],
];

/** What a daemon shows of a daily plan while the run of day 1 is as it is, and when which alert has to be on. */
export interface PlanWindowCase {
  readonly name: string;
  readonly alert: PlanAlert | undefined;
  readonly series: readonly { readonly series: string; readonly values: string }[];
  /** Minutes at which exactly that alert is on. */
  readonly on: readonly number[];
  /** Minutes at which none is. */
  readonly off: readonly number[];
}

export const stepMinutes = 5;
/** Two readings, and the quarter of an hour that both rules wait. */
const lateMinutes = (plansMs + jobsMs) / minuteMs + 15 + stepMinutes;

/** Generates a case for each start window, phase of the poll and outcome. */
export function planWindowCases(): PlanWindowCase[] {
  return startWindowsHours.flatMap((hours) =>
    phases.flatMap((phase) => runs.map(([outcome, alert]) => planWindowCase(hours, phase, outcome, alert))),
  );
}

/** Twelve minutes from one to another. */
function every(from: number, to: number): number[] {
  return Array.from({ length: 12 }, (_, index) => from + Math.floor(((to - from) * index) / 11));
}

function planWindowCase(
  hours: number,
  phase: (typeof phases)[number],
  outcome: Fate,
  alert: PlanAlert | undefined,
): PlanWindowCase {
  const world: PlannedWorld = {
    startWindowMs: hours * hourMs,
    fateOf: (day) => (day === 1 ? outcome : 'good'),
    lagsMs: () => [2 * minuteMs, 25 * minuteMs],
  };
  const phaseMs = { jobs: phase.jobs * minuteMs, plans: phase.plans * minuteMs };
  const closes = (24 + hours) * 60;
  const ends = closes + 24 * 60;
  const last = ends + 4 * 60;
  const isOn = every(closes + lateMinutes, ends - stepMinutes);
  return {
    name: `window ${hours} h, jobs after ${phase.jobs} min, plans after ${phase.plans} min, run ${outcome}`,
    alert,
    series: seriesOf(world, { jobsMs, plansMs, phaseMs }, last),
    on: alert === undefined ? [] : isOn,
    off: [...every(0, closes), ...(alert === undefined ? isOn : []), ...every(ends + lateMinutes, last)],
  };
}

const prefix = 'aws_backup_restore_testing_plan';
const read = [
  `${prefix}_due_timestamp_seconds`,
  `${prefix}_last_closed_execution_timestamp_seconds`,
  `${prefix}_last_closed_jobs`,
];
const families = planFamilies().filter(({ name }) => read.includes(name));
const labels =
  'aws_account_id="111122223333",aws_account="production",aws_region="eu-central-1",restore_testing_plan="daily",job="monitor",instance="monitor-0:10066"';

/** The series that the daemon exposes, as promtool writes them, from the start of day 0 on. */
function seriesOf(world: PlannedWorld, pace: RateLimiter, lastMinute: number) {
  const values = new Map(families.map(({ name }) => [name, [] as string[]]));
  let minute = 0;
  let shown: TargetState | undefined;
  const scrapeUntil = (now: number) => {
    const samples = families.map(({ name, samples: samplesOf }) => {
      const [sample] = shown === undefined ? [] : samplesOf(shown);
      return [name, Array.isArray(sample) ? String(sample[1]) : '_'] as const;
    });
    for (; minute <= Math.min(now, lastMinute); minute += stepMinutes) {
      for (const [name, value] of samples) values.get(name)?.push(value);
    }
  };
  const from = later(monday, -dayMs);
  for (const state of statesOver(world, pace, from, later(monday, lastMinute * minuteMs))) {
    const readAt = (state.asOf.getTime() - monday.getTime()) / minuteMs;
    if (readAt > minute) scrapeUntil(readAt - 0.5);
    shown = state;
  }
  scrapeUntil(lastMinute);
  return [...values].map(([name, samples]) => ({ series: `${name}{${labels}}`, values: samples.join(' ') }));
}
