import { z } from 'zod';
import { zoneClock } from '../../restores/plans/zone-clock.js';
import { resourceTypesWithArn } from '../world/arn.js';
import { copyOf } from '../world/copy.js';
import { duration, durationRange, presence, scenarioTime } from './scenario-time.js';
import { scheduleExpression } from './schedule-expression.js';
import { causes } from './status-message.js';

const failureRule = z
  .strictObject({
    /** The share of runs that it hits. */
    probability: z.number().min(0).max(1).optional(),
    /** One run in so many, beginning with the first; numbered resources take turns. */
    everyRun: z.int().positive().optional(),
    cause: z.enum(causes).optional(),
    message: z.string().optional(),
    /** With COMPLETED, AWS reports the restore as done, and the message asks for attention. */
    status: z.enum(['FAILED', 'ABORTED', 'COMPLETED']).optional(),
  })
  .refine((rule) => rule.cause !== undefined || rule.message !== undefined, 'expected a cause or a message');

const validation = z.strictObject({
  /** The time that AWS Backup waits for the validator; with 0, nothing is validated. */
  window: duration,
  takes: durationRange.prefault('1m..5m'),
  /** Shares; a validator that does not report is `timedOut`. */
  successful: z.number().nonnegative().default(1),
  failed: z.number().nonnegative().default(0),
  timedOut: z.number().nonnegative().default(0),
  failedMessage: z.string().default('Row count of the restored data differs from the source.'),
});

const deletion = z.strictObject({
  delay: durationRange.prefault('0'),
  takes: durationRange.prefault('1m..10m'),
  failed: z.number().min(0).max(1).default(0),
  failedMessage: z
    .string()
    .default('Resource could not be deleted: tag awsbackup-restore-test is missing. Delete it manually.'),
});

const byteUnits: Readonly<Record<string, number>> = { MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };
const size = z.string().transform((text, context) => {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*(MiB|GiB|TiB)$/.exec(text) ?? [];
  if (amount !== undefined) return Math.round(Number(amount) * (byteUnits[unit] ?? 0));
  context.addIssue({ code: 'custom', message: 'expected a size such as 20GiB' });
  return z.NEVER;
});

const tagConditions = z.record(z.string(), z.string()).default({});

const named = {
  type: z.string(),
  name: z.string(),
  /** Where absent, formed from type and name. */
  arn: z.string().optional(),
  size: size.prefault('20GiB'),
};
export const hasArn = ({ type, arn }: { type: string; arn?: string | undefined }) =>
  arn !== undefined || resourceTypesWithArn.includes(type);
export const noArn = {
  error: `expected an arn, or a type among ${resourceTypesWithArn.join(', ')}`,
  path: ['type'],
};

const nestedResource = z.strictObject(named).refine(hasArn, noArn);

const resource = z
  .strictObject({
    ...named,
    /** So many resources alike, their names numbered. */
    count: z.int().positive().default(1),
    pending: durationRange.prefault('30s..2m'),
    restore: durationRange,
    expected: duration.optional(),
    recoveryPointAge: durationRange.prefault('2h..23h'),
    /** When it is backed up, relative to the simulator's start; where absent, once a day. */
    backups: z.array(scenarioTime).min(1).optional(),
    /** Without one it was never backed up, and no run restores it. */
    hasRecoveryPoint: z.boolean().default(true),
    /** Where absent, it is a resource of the account and Region that restore it. */
    copyOf: copyOf.optional(),
    /** When it is selected and protected. */
    ...presence,
    failures: z.array(failureRule).default([]),
    validation: validation.optional(),
    deletion: deletion.optional(),
    /** Where present, the selection takes whatever has these tags and lacks those, instead of naming the resources. */
    tags: z.strictObject({ equal: tagConditions, notEqual: tagConditions }).optional(),
    /** The parts of a composite restore. */
    nested: z.array(nestedResource).default([]),
  })
  .refine(hasArn, noArn);

const moment = z.iso.datetime().transform((text) => Date.parse(text));

const routine = {
  /** Where it runs: all accounts and all their Regions unless named. */
  accounts: z.array(z.string()).optional(),
  regions: z.array(z.string()).optional(),
  every: duration.refine((ms) => ms >= 1000, 'expected at least 1s').prefault('1d'),
  /** When in each interval, counted from 1970-01-01T00:00Z (a Thursday). */
  at: duration.prefault('0'),
  /** Every run, also of the time after the simulator's start, instead of those of `every` and `at`. */
  runsAt: z.array(moment).optional(),
  /** The interval of live runs; without it nothing runs live. */
  liveEvery: duration.refine((ms) => ms >= 100, 'expected at least 100ms').optional(),
  liveAt: duration.prefault('0'),
};

export const restoreTestingPlan = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z0-9_]{1,50}$/, 'expected 1 to 50 letters, digits and underscores'),
    ...routine,
    /** One selection for each; a plan may have none. */
    resources: z.array(resource),
    /** The ScheduleExpression of the answers; if absent, that of `every` and `at`, which decide when it runs. */
    schedule: z.string().optional(),
    /** Where `at` is counted. */
    timezone: z
      .string()
      .refine((name) => zoneClock(name) !== undefined, 'expected a time zone such as Europe/Berlin')
      .optional(),
    startWindow: duration.prefault('1h'),
    /** The greatest age of a recovery point that it restores, in whole days. */
    selectionWindow: duration.prefault('30d'),
    validation: validation.optional(),
    deletion: deletion.prefault({}),
    /** When AWS lists it. Of the same name at another time, it is the same plan before or after a change. */
    ...presence,
    /** From when on it does not run any more, relative to the simulator's start. */
    stalled: scenarioTime.optional(),
    /** From when on its runs create no jobs. */
    runsEmpty: scenarioTime.optional(),
  })
  .refine((plan) => plan.schedule !== undefined || scheduleExpression(plan) !== undefined, {
    error: 'expected a schedule: no cron expression runs so often',
    path: ['every'],
  })
  .refine((plan) => plan.runsAt === undefined || plan.schedule !== undefined, {
    error: 'expected a schedule beside runsAt',
    path: ['runsAt'],
  });

export const onDemandRestore = z.strictObject({
  name: z.string(),
  ...routine,
  resources: z.array(resource).min(1),
});

export type FailureRule = z.infer<typeof failureRule>;
export type ValidationPlan = z.infer<typeof validation>;
export type DeletionPlan = z.infer<typeof deletion>;
export type Resource = z.infer<typeof resource>;
export type NestedResource = z.infer<typeof nestedResource>;
export type RestoreTestingPlan = z.infer<typeof restoreTestingPlan>;
export type OnDemandRestore = z.infer<typeof onDemandRestore>;
export type RestoreRoutine = RestoreTestingPlan | OnDemandRestore;
