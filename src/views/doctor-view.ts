import * as z from 'zod';
import { failureReasons } from '../targets/call-failure.js';
import { place } from './place.js';

export const problemReason = z.enum([...failureReasons, 'clock_skew', 'no_target']);

/** The findings of `doctor` in one target. */
export const checkedTarget = z.object({
  ...place.shape,
  /** Absent for the daemon's own credentials. */
  role: z.string().optional(),
  status: z.enum(['ok', ...problemReason.options]),
  latencySeconds: z.number().optional(),
  /** The number of restore jobs that AWS lists; absent if they could not be read, as the numbers below. */
  jobs: z.int().optional(),
  plans: z.int().optional(),
  resources: z.int().optional(),
  callsPerHour: z.number().optional(),
  series: z.int().optional(),
});

/** A reason that keeps the daemon from some of its work, with every target that has it. */
export const problemView = z.object({
  reason: problemReason,
  operation: z.string().optional(),
  /** The IAM actions that are denied. */
  actions: z.array(z.string()),
  /** The roles that lack them, or that cannot be assumed: ARNs, or `own` for the daemon's own credentials. */
  principals: z.array(z.string()),
  /** As in `111122223333/eu-west-1`, or `own account in eu-west-1` where the account is not known. */
  targets: z.array(z.string()),
  /** The message of AWS or of the network. */
  message: z.string(),
  toDo: z.string(),
});

/** The hosts that were reached in one way: through a proxy, or directly where it has none. */
export const routeView = z.object({ proxy: z.string().optional(), hosts: z.array(z.string()) });

/** The answer of `doctor --json`. */
export const doctorView = z.object({
  ok: z.boolean(),
  /** All targets, those with a problem first. */
  targets: z.array(checkedTarget),
  problems: z.array(problemView),
  /** Absent where every host was reached directly. */
  routes: z.array(routeView).optional(),
  /** Seconds that AWS's clock is ahead of this machine's; absent if they agree. */
  clockAheadSeconds: z.number().optional(),
  /** Calls to AWS while nothing fails, of all targets and for the credentials and the discovery. */
  callsPerHour: z.int(),
  /** Series of all targets, and those of the daemon itself. */
  series: z.int(),
});

export type ProblemReason = z.infer<typeof problemReason>;
export type CheckedTarget = z.infer<typeof checkedTarget>;
export type ProblemView = z.infer<typeof problemView>;
export type RouteView = z.infer<typeof routeView>;
export type DoctorView = z.infer<typeof doctorView>;
