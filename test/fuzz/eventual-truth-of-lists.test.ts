import { expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { startDeadline } from '../../src/aws/deadline.js';
import { hasEnded, type RestoreJob } from '../../src/restores/jobs/restore-job.js';
import type { RestoreTestingPlan } from '../../src/restores/plans/restore-testing-plan.js';
import { readPlans } from '../../src/sources/read-plans.js';
import { readResources } from '../../src/sources/resources.js';
import { createProofIndex } from '../../src/targets/proof-index.js';
import { factsOf } from '../../src/targets/reading.js';
import {
  currentTestsOf,
  newTargetState,
  recordJobsReading,
  recordPlansReading,
  recordResourcesReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';
import { executionsOf, isAlive, lastBackupOf, listsOf, resourceArn, testsAt } from './lists-model.js';
import { fuzzing, fuzzTimeoutMs } from './runs.js';
import { minuteMs } from './unsteady-jobs.js';
import {
  type Life,
  type ListStep,
  type ListStory,
  type ListWorld,
  replacedWithinMs,
  unsteadyListStory,
} from './unsteady-lists.js';

const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const steadyStep: ListStep = {
  gapMs: 30 * minuteMs,
  isRestart: false,
  weather: { pageSize: 3, shuffle: [1], fails: 'nothing' },
};
/** The first reading without a row, and two further ones over an hour. */
const settling = [steadyStep, steadyStep, steadyStep];

/** The lives of each plan, `plan/selection` and resource. */
function livesOf({ plans, resources }: ListWorld): ReadonlyMap<string, readonly Life[]> {
  const lives = new Map<string, Life[]>();
  const add = (key: string, life: Life) => lives.set(key, [...(lives.get(key) ?? []), life]);
  for (const plan of plans) {
    add(plan.name, plan);
    for (const selection of plan.selections) add(`${plan.name}/${selection.name}`, selection);
  }
  for (const { name, lives: own } of resources) for (const life of own) add(resourceArn(name), life);
  return lives;
}

/** Whether AWS has had it from one moment to another, but for a replacement. */
function wasThere(lives: readonly Life[], fromMs: number, nowMs: number): boolean {
  let untilMs = fromMs;
  for (const life of lives) {
    const tolerated = untilMs === fromMs ? 0 : replacedWithinMs;
    if (life.fromMs <= untilMs + tolerated) untilMs = Math.max(untilMs, life.untilMs);
  }
  return untilMs > nowMs && lives.some((life) => isAlive(life, nowMs));
}

const keysOf = (plans: readonly RestoreTestingPlan[], resources: readonly { readonly arn: string }[]) => [
  ...plans.flatMap(({ name, selections }) => [name, ...selections.map((own) => `${name}/${own.name}`)]),
  ...resources.map(({ arn }) => arn),
];

/** What the daemon knows, and what it may not forget. */
interface Memory {
  readonly state: TargetState;
  /** When a reading last named each plan, `plan/selection` and resource. */
  readonly readAt: ReadonlyMap<string, number>;
  readonly jobsReadAt: Date | undefined;
}

const noMemory: Memory = { state: newTargetState(target), readAt: new Map(), jobsReadAt: undefined };

/** Reads everything once, as the daemon does. */
async function readAll(
  { state, readAt, jobsReadAt }: Memory,
  story: ListStory,
  { weather }: ListStep,
  now: Date,
  worldMs: number,
): Promise<Memory> {
  using deadline = startDeadline(60_000, new AbortController().signal);
  const api = listsOf(story, worldMs, weather);
  const outcome = (reading: { readonly ok: boolean; readonly failure?: object }) => ({
    at: now,
    durationSeconds: 1,
    ...('failure' in reading && { failure: reading.failure as never }),
  });
  const plans = await readPlans(api, target, state.plans, deadline);
  let next = recordPlansReading(state, outcome(plans), factsOf(plans)).state;
  const areJobsRead = weather.fails !== 'ListRestoreJobs';
  if (areJobsRead) {
    const facts = { jobs: testsAt(story.world, worldMs), gone: [], listedAt: now };
    next = recordJobsReading(next, { at: now, durationSeconds: 1 }, facts, settings).state;
  }
  const resources = await readResources(api, next, 100, deadline);
  next = recordResourcesReading(next, outcome(resources), factsOf(resources)).state;
  const named = keysOf(factsOf(plans) ?? [], factsOf(resources)?.resources ?? []);
  return {
    state: next,
    readAt: new Map([...readAt, ...named.map((key): [string, number] => [key, worldMs])]),
    jobsReadAt: areJobsRead ? now : jobsReadAt,
  };
}

/** Nothing is shown that AWS never had, or did not have so. */
function expectNothingInvented({ plans, resources }: TargetState, world: ListWorld, nowMs: number): void {
  const lives = livesOf(world);
  for (const key of keysOf(plans, resources)) {
    expect([key, lives.get(key)?.some(({ fromMs }) => fromMs <= nowMs)]).toEqual([key, true]);
  }
  for (const { name, arn, createdAt, lastExecutedAt, recoveryPoints } of plans) {
    const life = world.plans.find((each) => each.arn === arn);
    expect([name, createdAt.getTime()]).toEqual([life?.name, life?.fromMs]);
    const executions = life && executionsOf(life, nowMs);
    if (lastExecutedAt !== undefined) expect(executions).toContain(lastExecutedAt.getTime());
    if (recoveryPoints !== undefined) {
      expect([arn, recoveryPoints.windowMs]).toEqual([arn, (life?.windowDays ?? 0) * dayMs]);
    }
  }
  for (const { arn, lastBackupAt } of resources) {
    const backups = world.resources.find(({ name }) => resourceArn(name) === arn)?.backupsMs;
    if (lastBackupAt !== undefined) expect(backups).toContain(lastBackupAt.getTime());
  }
}

/** The intervals between backups are those between the newest backups that were seen, one after the other. */
function expectIntervals({ backupIntervals }: TargetState, world: ListWorld): void {
  for (const { name, backupsMs } of world.resources) {
    const [latest, earlier] = backupIntervals.get(resourceArn(name))?.intervalsMs ?? [];
    if (latest === undefined) continue;
    const between = (ms: number) => backupsMs.filter((atMs) => backupsMs.includes(atMs - ms));
    const starts = between(latest).map((atMs) => atMs - latest);
    expect([name, starts.length]).not.toEqual([name, 0]);
    if (earlier === undefined) continue;
    expect([name, starts.some((atMs) => backupsMs.includes(atMs - earlier))]).toEqual([name, true]);
  }
}

function newestEnded(jobs: readonly RestoreJob[]): ReadonlyMap<string, string> {
  const ended = jobs.filter(({ status }) => hasEnded(status));
  const byAge = ended.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return new Map(byAge.map((job) => [`${job.plan?.name}/${job.sourceResourceArn}`, job.id]));
}

const endedOf = (tests: ReturnType<typeof currentTestsOf>) =>
  new Map(tests.map(({ plan, resourceArn: arn, ended }) => [`${plan}/${arn}`, ended?.jobId]));

const testedOf = (state: TargetState) => {
  const index = createProofIndex([]);
  index.follow([state]);
  return index.coverageOf(state).flatMap(({ arn, isTested }) => (isTested ? [arn] : []));
};

const selectionOf = { RDS: 'databases', EBS: 'volumes' } as const;

/** What AWS has had all the time since it was read is shown, with its results and what they have proven. */
function expectNothingLost({ state, readAt, jobsReadAt }: Memory, world: ListWorld, nowMs: number): void {
  const lives = livesOf(world);
  const shown = keysOf(state.plans, state.resources);
  const kept = [...readAt].flatMap(([key, fromMs]) =>
    wasThere(lives.get(key) ?? [], fromMs, nowMs) ? [key] : [],
  );
  // A selection is read with its plan only.
  const standing = kept.filter((key) => !key.includes('/') || key.startsWith('arn:') || hasPlan(key, kept));
  expect(shown).toEqual(expect.arrayContaining(standing));
  if (jobsReadAt === undefined) return;
  const jobs = testsAt(world, Math.min(jobsReadAt.getTime(), nowMs));
  const latest = newestEnded(jobs);
  expect(endedOf([...state.restores.latestTests.values()])).toEqual(latest);
  const current = endedOf(currentTestsOf(state));
  for (const { name: plan } of state.plans) {
    for (const { name, resourceType } of world.resources) {
      const selection = selectionOf[resourceType as keyof typeof selectionOf];
      const arn = resourceArn(name);
      const isTested = [plan, `${plan}/${selection}`, arn].every((key) => standing.includes(key));
      if (isTested) expect([arn, current.get(`${plan}/${arn}`)]).toEqual([arn, latest.get(`${plan}/${arn}`)]);
    }
  }
  const proven = jobs.filter(({ status, validation }) => hasEnded(status) && validation === 'SUCCESSFUL');
  const arns = new Set(proven.map(({ sourceResourceArn }) => sourceResourceArn));
  const covered = state.resources.filter(({ arn }) => arns.has(arn)).map(({ arn }) => arn);
  expect(testedOf(state).toSorted()).toEqual(covered.toSorted());
}

const hasPlan = (key: string, kept: readonly string[]) => kept.includes(key.split('/')[0] ?? '');

/** Polls through the whole story, and holds after each poll what must always hold. */
async function tell(story: ListStory): Promise<{ memory: Memory; restarted: Memory; worldMs: number }> {
  const { world, steps } = story;
  let memory = noMemory;
  let now = monday;
  for (const step of steps) {
    now = later(now, step.gapMs);
    memory = await readAll(step.isRestart ? noMemory : memory, story, step, now, now.getTime());
    expectNothingInvented(memory.state, world, now.getTime());
    expectIntervals(memory.state, world);
    expectNothingLost(memory, world, now.getTime());
  }
  const worldMs = now.getTime();
  for (const step of settling) {
    now = later(now, step.gapMs);
    memory = await readAll(memory, { ...story, troubles: new Map() }, step, now, worldMs);
    expectNothingInvented(memory.state, world, worldMs);
    expectIntervals(memory.state, world);
    expectNothingLost(memory, world, worldMs);
  }
  const steady = { ...story, troubles: new Map() };
  return { memory, restarted: await readAll(noMemory, steady, steadyStep, now, worldMs), worldMs };
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }) => (a.key < b.key ? -1 : 1);

function expectTruth(
  { plans, resources, planRecords, omissions }: TargetState,
  world: ListWorld,
  nowMs: number,
) {
  const alive = world.plans.filter((plan) => isAlive(plan, nowMs));
  const known = plans.map(({ name: key, arn, lastExecutedAt, selections, recoveryPoints, isStale }) => ({
    key,
    arn,
    lastExecutedAt: lastExecutedAt?.getTime(),
    recordedAt: planRecords.get(key)?.history.executions.at(-1)?.executedAt?.getTime(),
    recordOf: planRecords.get(key)?.history.plan.arn,
    selections: selections.map((own) => `${own.name} ${own.validationWindowMs / hourMs}`).toSorted(),
    windowMs: recoveryPoints?.windowMs,
    isStale,
  }));
  const truth = alive.map((plan) => ({
    key: plan.name,
    arn: plan.arn,
    lastExecutedAt: executionsOf(plan, nowMs).at(-1),
    recordedAt: executionsOf(plan, nowMs).at(-1),
    recordOf: plan.arn,
    selections: plan.selections
      .filter((own) => isAlive(own, nowMs))
      .map((own) => `${own.name} ${own.windowHours}`)
      .toSorted(),
    windowMs: plan.windowDays * dayMs,
    isStale: undefined,
  }));
  expect(known.toSorted(byKey)).toEqual(truth.toSorted(byKey));
  expect([...planRecords.keys()].toSorted()).toEqual(truth.map(({ key }) => key).toSorted());
  const protectedNow = world.resources.filter(({ lives }) => lives.some((life) => isAlive(life, nowMs)));
  expect(new Map(resources.map(({ arn, lastBackupAt }) => [arn, lastBackupAt]))).toEqual(
    new Map(protectedNow.map((each) => [resourceArn(each.name), lastBackupOf(each, nowMs)])),
  );
  const sizes = Object.entries(omissions).map(([list, { size }]) => [list, size]);
  expect(Object.fromEntries(sizes)).toEqual({ plans: 0, selections: 0, resources: 0, tags: 0 });
}

it(
  'whatever AWS leaves out of its lists of plans and resources, delays, repeats or takes back for a time, nothing is invented or lost, and in the end everything is the truth',
  async () => {
    let stories = 0;
    const property = fc.asyncProperty(unsteadyListStory, async (story) => {
      stories += 1;
      const { memory, restarted, worldMs } = await tell(story);
      expectTruth(memory.state, story.world, worldMs);
      expectTruth(restarted.state, story.world, worldMs);
      expect(testedOf(restarted.state).toSorted()).toEqual(testedOf(memory.state).toSorted());
    });
    const parameters: fc.Parameters<[ListStory]> = { ...fuzzing<[ListStory]>(100), endOnFailure: true };
    await fc.assert(property, parameters);
    expect(stories).toBeGreaterThanOrEqual(parameters.numRuns ?? 0);
  },
  fuzzTimeoutMs,
);
