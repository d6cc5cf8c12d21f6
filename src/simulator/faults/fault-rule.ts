import { z } from 'zod';
import { duration, presence } from '../scenario/scenario-time.js';

/** Answers instead of the operation's own. */
export const errorFaults = [
  'throttle',
  'too-many-requests',
  'internal-error',
  'service-unavailable',
  'dependency-failure',
  'expired-token',
  'access-denied',
  'denied-by-policy',
  'region-disabled',
  'invalid-parameter',
  'missing-parameter',
  'resource-not-found',
] as const;

/** The faults of the connection or of the bytes of the answer. */
const wireFaults = [
  'html-503',
  'slow',
  'hang',
  'cut-connection',
  'truncated-body',
  'non-json',
  'empty-body',
] as const;

/** The faults of the pages of a list. */
export const pageFaults = ['short-page', 'empty-page', 'repeated-token'] as const;

/** The faults of the rows of a correct answer. */
export const rowFaults = [
  'duplicate-rows',
  'explicit-nulls',
  'exponent-timestamps',
  'string-timestamp',
  'unknown-enum',
] as const;

/**
 * The fault of a list that leaves rows out. A rule has to name it: it is not among the faults that any request may
 * meet.
 */
export const omissionFault = 'omitted-rows';

export type ErrorFault = (typeof errorFaults)[number];
export type WireFault = (typeof wireFaults)[number];
export type PageFault = (typeof pageFaults)[number];
export type RowFault = (typeof rowFaults)[number];
export type FaultKind = ErrorFault | WireFault | PageFault | RowFault | typeof omissionFault;

export const faultKinds = [...errorFaults, ...wireFaults, ...pageFaults, ...rowFaults] as const;

export const faultRule = z.strictObject({
  kind: z.enum([...faultKinds, omissionFault]),
  /** An operation's name, such as ListRestoreJobs or AssumeRole. */
  operation: z.string().optional(),
  /** An account's id or name. For AssumeRole, the account of the role. */
  account: z.string().optional(),
  region: z.string().optional(),
  probability: z.number().min(0).max(1).optional(),
  /** The first so many matching requests only. */
  times: z.int().positive().optional(),
  /** When it holds. */
  ...presence,
  /** The delay of a `slow` answer. */
  delay: duration.optional(),
  /** The message of an error, instead of the default one. */
  message: z.string().optional(),
  /** A text in each of the rows that `omitted-rows` leaves out; without one, all are. */
  holding: z.string().optional(),
  retryAfterSeconds: z.number().nonnegative().optional(),
});

export type FaultRule = z.infer<typeof faultRule>;
export type FaultRuleInput = z.input<typeof faultRule>;
