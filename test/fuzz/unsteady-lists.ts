import * as fc from 'fast-check';
import { hourMs, monday } from '../restores/a-restore-job.js';
import { minuteMs } from './unsteady-jobs.js';

/** A plan that is created again under its name this soon after it was deleted has been there all the time, for its users. */
export const replacedWithinMs = 5 * minuteMs;
/** Together with two replacements, AWS leaves a row out for less than the hour over which further readings confirm it. */
const longestTroubleMs = 45 * minuteMs;
const longestLagMs = 3 * minuteMs;

/** While it lasts, AWS answers for one row from an older copy, without it, or with a date that nobody can read. */
export interface ListTrouble {
  readonly fromMs: number;
  readonly lastsMs: number;
  /** How old the copy is when the trouble begins. */
  readonly ageMs: number;
  readonly kind: 'left out' | 'an older copy' | 'unreadable';
}

export interface Life {
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface SelectionLife extends Life {
  readonly name: string;
  readonly resourceType: string;
  readonly windowHours: number;
}

/** A plan between its creation and its deletion; it runs each full hour, but for some. */
export interface PlanLife extends Life {
  readonly name: string;
  readonly arn: string;
  readonly skippedHour: number;
  readonly windowDays: number;
  readonly selections: readonly SelectionLife[];
}

export interface ResourceLives {
  readonly name: string;
  readonly resourceType: string;
  readonly lives: readonly Life[];
  readonly backupsMs: readonly number[];
}

export interface ListWorld {
  readonly plans: readonly PlanLife[];
  readonly resources: readonly ResourceLives[];
}

export const listFailures = [
  'ListRestoreTestingPlans',
  'ListRestoreTestingSelections',
  'GetRestoreTestingPlan',
  'GetRestoreTestingSelection',
  'ListProtectedResources',
  'DescribeProtectedResource',
  'ListRestoreJobs',
] as const;

export interface ListWeather {
  readonly pageSize: number;
  readonly shuffle: readonly number[];
  readonly fails: (typeof listFailures)[number] | 'nothing';
}

export interface ListStep {
  readonly gapMs: number;
  readonly weather: ListWeather;
  readonly isRestart: boolean;
}

/** A plan is described from another copy than it is listed from. */
export const descriptionOf = (plan: string) => `${plan} described`;

export interface ListStory {
  readonly world: ListWorld;
  /** By the name of the plan or of its description, `plan/selection` or the name of the resource. */
  readonly troubles: ReadonlyMap<string, readonly ListTrouble[]>;
  readonly steps: readonly ListStep[];
}

const span = (min: number, max: number) => fc.integer({ min: Math.round(min), max: Math.round(max) });

/** Successive lives, the gaps between which are short for what is replaced. */
const lives = fc
  .record({
    beginsMs: span(-6 * hourMs, 3 * hourMs),
    each: fc.array(
      fc.record({
        lastsMs: span(10 * minuteMs, 8 * hourMs),
        gapMs: fc.oneof(span(1, replacedWithinMs), span(replacedWithinMs, 4 * hourMs)),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    isKept: fc.boolean(),
  })
  .map(({ beginsMs, each, isKept }) => {
    let fromMs = monday.getTime() + beginsMs;
    return each.map(({ lastsMs, gapMs }, index): Life => {
      const isLast = index === each.length - 1;
      const life = { fromMs, untilMs: isKept && isLast ? Number.POSITIVE_INFINITY : fromMs + lastsMs };
      fromMs += lastsMs + gapMs;
      return life;
    });
  });

const selection = (name: string, resourceType: string) =>
  fc
    .record({
      lagMs: span(0, longestLagMs),
      lastsMs: fc.option(span(hourMs, 10 * hourMs), { nil: Infinity }),
    })
    .map(({ lagMs, lastsMs }) => ({ name, resourceType, lagMs, lastsMs }));

const plan = (name: string) =>
  fc
    .record({
      lives,
      skippedHour: span(0, 5),
      selections: fc.subarray([0, 1], { minLength: 1 }).chain((wanted) => {
        const all = [selection('databases', 'RDS'), selection('volumes', 'EBS')];
        return fc.tuple(...all.filter((_, index) => wanted.includes(index)));
      }),
    })
    .map(({ lives: each, skippedHour, selections }) =>
      each.map(
        ({ fromMs, untilMs }, index): PlanLife => ({
          name,
          arn: `arn:aws:backup:eu-west-1:111122223333:restore-testing-plan:${name}-${index}`,
          fromMs,
          untilMs,
          skippedHour,
          windowDays: index + 1,
          selections: selections.map(({ lagMs, lastsMs, ...named }) => ({
            ...named,
            fromMs: fromMs + lagMs,
            untilMs: Math.min(untilMs, fromMs + lagMs + lastsMs),
            windowHours: index + 1,
          })),
        }),
      ),
    );

const resource = (name: string, resourceType: string) =>
  fc
    .record({ lives, backupGaps: fc.array(span(7 * minuteMs, 5 * hourMs), { minLength: 1, maxLength: 8 }) })
    .map(({ lives: each, backupGaps }): ResourceLives => {
      let atMs = monday.getTime() - 6 * hourMs;
      const backupsMs = backupGaps.map((gapMs) => {
        atMs += gapMs;
        return atMs;
      });
      return { name, resourceType, lives: each, backupsMs };
    });

/** One row is left out once: twice in a row would be an omission that lasts longer. */
const troubles = fc.record({
  leftOut: fc.option(
    fc.record({ fromMs: span(-2 * hourMs, 12 * hourMs), lastsMs: span(0, longestTroubleMs) }),
  ),
  isLate: fc.boolean(),
  others: fc.array(
    fc.record({
      fromMs: span(-2 * hourMs, 12 * hourMs),
      lastsMs: span(0, longestTroubleMs),
      ageMs: span(0, 3 * hourMs),
      kind: fc.constantFrom<ListTrouble['kind'][]>('an older copy', 'an older copy', 'unreadable'),
    }),
    { maxLength: 4 },
  ),
});

type Troubles = typeof troubles extends fc.Arbitrary<infer Value> ? Value : never;

function troublesOf({ leftOut, isLate, others }: Troubles, bornMs: number): ListTrouble[] {
  const placed = others.map((trouble) => ({ ...trouble, fromMs: monday.getTime() + trouble.fromMs }));
  if (leftOut === null) return placed;
  const fromMs = isLate ? bornMs : monday.getTime() + leftOut.fromMs;
  return [...placed, { fromMs, lastsMs: leftOut.lastsMs, ageMs: 0, kind: 'left out' }];
}

const weather = fc.record({
  pageSize: span(1, 4),
  shuffle: fc.array(span(0, 4), { minLength: 1, maxLength: 12 }),
  fails: fc.oneof(
    { weight: 2, arbitrary: fc.constant('nothing' as const) },
    fc.constantFrom(...listFailures),
  ),
});

const gapMs = fc.oneof(span(1, 5 * minuteMs), span(minuteMs, 40 * minuteMs), span(minuteMs, 4 * hourMs));
const isRestart = fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, fc.constant(true));

export const unsteadyListStory: fc.Arbitrary<ListStory> = fc
  .record({
    plans: fc.tuple(plan('daily'), plan('weekly')).map((each) => each.flat()),
    resources: fc.tuple(resource('ledger', 'RDS'), resource('orders', 'RDS'), resource('disk', 'EBS')),
    troubles: fc.array(troubles, { minLength: 11, maxLength: 11 }),
    steps: fc.array(fc.record({ gapMs, weather, isRestart }), { minLength: 3, maxLength: 25 }),
  })
  .map(({ plans, resources, troubles: each, steps }) => {
    const born = new Map<string, number>();
    for (const { name, fromMs, selections } of plans) {
      for (const key of [name, descriptionOf(name)]) if (!born.has(key)) born.set(key, fromMs);
      for (const own of selections) {
        const key = `${name}/${own.name}`;
        if (!born.has(key)) born.set(key, own.fromMs);
      }
    }
    for (const { name, lives: own } of resources) born.set(name, own[0]?.fromMs ?? 0);
    const placed = [...born].map(([key, bornMs], index): [string, ListTrouble[]] => {
      const own = each[index];
      return [key, own === undefined ? [] : troublesOf(own, bornMs)];
    });
    return { world: { plans, resources }, troubles: new Map(placed), steps };
  });
