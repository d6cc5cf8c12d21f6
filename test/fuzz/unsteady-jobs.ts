import * as fc from 'fast-check';
import { dayMs, hourMs, monday } from '../restores/a-restore-job.js';
import type { Correction, Timeline, Weather } from '../sources/aws-model.js';

export const minuteMs = 60_000;

/** AWS is wrong about a job that it was once asked for by its id for no longer than this: further readings over an hour confirm what it says. */
export const longestErrorMs = 50 * minuteMs;
/** A list may leave a job out for longer, since each open job is then asked for by its id, and the whole look-back is listed again. */
export const longestOmissionMs = 20 * hourMs;

/** While it lasts, AWS answers for one job from an older copy, or not at all. */
export interface Trouble {
  readonly fromMs: number;
  readonly kind: 'left out of lists' | 'left out' | 'an older copy';
  readonly lastsMs: number;
}

export interface Step {
  readonly gapMs: number;
  readonly weather: Weather;
  /** Whether the daemon has lost its memory before it. */
  readonly isRestart: boolean;
}

export interface Story {
  readonly truth: readonly Timeline[];
  /** By the id of the job. */
  readonly troubles: ReadonlyMap<string, readonly Trouble[]>;
  readonly steps: readonly Step[];
}

const span = (min: number, max: number) => fc.integer({ min: Math.round(min), max: Math.round(max) });

const stage = <Result extends string>(waitMs: number, takesMs: number, ...results: Result[]) =>
  fc.option(
    fc.record({
      waitMs: span(0, waitMs),
      takesMs: span(0, takesMs),
      result: fc.constantFrom(...results),
    }),
    { nil: undefined },
  );

function lifeOf(unitMs: number) {
  const units = (min: number, max: number) => span(min * unitMs, max * unitMs);
  return fc
    .record({
      createdMs: units(-7, 20),
      resource: fc.constantFrom('ledger', 'orders'),
      isOnDemand: fc.boolean(),
      pendingMs: units(0, 0.25),
      runningMs: fc.oneof(units(0, 0.25), units(0, 20)),
      status: fc.constantFrom('COMPLETED', 'COMPLETED', 'COMPLETED', 'FAILED', 'ABORTED'),
      validation: stage(2 * unitMs, 4 * unitMs, 'SUCCESSFUL', 'FAILED', 'TIMED_OUT'),
      deletion: stage(0.95 * unitMs, 10 * unitMs, 'SUCCESSFUL', 'FAILED'),
      isCorrected: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
      correctionMs: units(0, 3),
      family: fc.constantFrom('none', 'none', 'none', 'parent', 'child', 'orphan'),
      troubles: fc.array(
        fc.record({
          fromMs: units(-2, 22),
          kind: fc.constantFrom<Trouble['kind'][]>('left out of lists', 'left out', 'an older copy'),
          percent: span(0, 100),
        }),
        { maxLength: 3 },
      ),
      isLate: fc.boolean(),
    })
    .map(({ createdMs, validation, deletion, isCorrected, correctionMs, troubles, isLate, ...life }) => {
      const hasCompleted = life.status === 'COMPLETED';
      const validated = hasCompleted && !life.isOnDemand ? validation : undefined;
      const correction = isCorrected ? correctionOf(life.status, validated?.result, correctionMs) : undefined;
      return {
        ...life,
        createdMs: monday.getTime() + createdMs,
        vanishesMs: Number.POSITIVE_INFINITY,
        validation: validated,
        deletion: life.isOnDemand ? undefined : deletion,
        correction,
        troubles: leftOutOnce([
          ...(isLate ? lateBy(monday.getTime() + createdMs) : []),
          ...troubles.map(({ fromMs, kind, percent }): Trouble => {
            const longest = kind === 'left out of lists' ? longestOmissionMs : longestErrorMs;
            return { fromMs: monday.getTime() + fromMs, kind, lastsMs: (percent / 100) * longest };
          }),
        ]),
      };
    });
}

/** A row that is listed hours after the job began, and known by its id a little later than that. */
function lateBy(createdMs: number): Trouble[] {
  return [
    { fromMs: createdMs, kind: 'left out of lists', lastsMs: 3 * hourMs },
    { fromMs: createdMs, kind: 'left out', lastsMs: 10 * minuteMs },
  ];
}

/** Two in a row would be one that lasts longer. */
function leftOutOnce(troubles: readonly Trouble[]): Trouble[] {
  const first = troubles.find(({ kind }) => kind === 'left out');
  return troubles.filter((trouble) => trouble.kind !== 'left out' || trouble === first);
}

function correctionOf(
  status: string,
  validation: string | undefined,
  waitMs: number,
): Correction | undefined {
  if (validation === 'SUCCESSFUL') return { waitMs, fields: { ValidationStatus: 'FAILED' } };
  if (validation === 'FAILED') return { waitMs, fields: { ValidationStatus: 'SUCCESSFUL' } };
  if (validation !== undefined) return undefined;
  return { waitMs, fields: { Status: status === 'COMPLETED' ? 'FAILED' : 'COMPLETED' } };
}

type Life = ReturnType<typeof lifeOf> extends fc.Arbitrary<infer Value> ? Value : never;

/** The children of the story are those of its first parent, and begin after it; orphans name one that AWS does not have. */
function named(lives: readonly Life[]): Pick<Story, 'truth' | 'troubles'> {
  const parentIndex = lives.findIndex(({ family }) => family === 'parent');
  const parentMs = lives[parentIndex]?.createdMs ?? 0;
  const troubles = new Map<string, readonly Trouble[]>();
  const truth = lives.map(({ family, troubles: own, ...life }, index): Timeline => {
    const id = `job-${index}`;
    troubles.set(id, own);
    const parentJobId =
      family === 'orphan'
        ? 'nobody'
        : family === 'child' && parentIndex >= 0
          ? `job-${parentIndex}`
          : undefined;
    const createdMs = family === 'child' ? Math.max(life.createdMs, parentMs) : life.createdMs;
    return { ...life, id, createdMs, isParent: family === 'parent', ...(parentJobId && { parentJobId }) };
  });
  return { truth, troubles };
}

const weather = fc.record({
  pageSize: span(1, 6),
  shuffle: fc.array(span(0, 5), { minLength: 1, maxLength: 20 }),
  lagMs: fc.constant(0),
  fails: fc.constantFrom<Weather['fails'][]>(
    'nothing',
    'nothing',
    'nothing',
    'list',
    'second page',
    'descriptions',
  ),
});

/** Jobs and polls that follow each other in a rhythm: hours and days, or seconds and minutes. */
function storyOf(unitMs: number): fc.Arbitrary<Story> {
  const gap = fc.oneof(span(0.001 * unitMs, 0.1 * unitMs), span(0.001 * unitMs, 1.2 * unitMs));
  const isRestart = fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, fc.constant(true));
  return fc
    .record({
      lives: fc.array(lifeOf(unitMs), { minLength: 1, maxLength: 8 }),
      steps: fc.array(fc.record({ gapMs: gap, weather, isRestart }), { minLength: 2, maxLength: 25 }),
    })
    .map(({ lives, steps }) => ({ ...named(lives), steps }));
}

export const unsteadyStory = fc.oneof(storyOf(dayMs), storyOf(hourMs / 4));

/** Which copy of a job answers, if any. */
export function copyAt(troubles: readonly Trouble[], nowMs: number, isListed: boolean): number | undefined {
  let copyMs = nowMs;
  for (const { fromMs, lastsMs, kind } of troubles) {
    if (nowMs < fromMs || nowMs >= fromMs + lastsMs) continue;
    if (kind === 'left out' || (kind === 'left out of lists' && isListed)) return undefined;
    if (kind === 'an older copy') copyMs = Math.min(copyMs, fromMs);
  }
  return copyMs;
}
