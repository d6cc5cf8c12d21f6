import type { TaggedResource } from '../../src/restores/coverage/tags.js';
import type { RestoreJob } from '../../src/restores/jobs/restore-job.js';
import type { ProtectedResource, RestoreTestingPlan } from '../../src/restores/plans/restore-testing-plan.js';
import type { Target } from '../../src/targets/target.js';
import {
  newTargetState,
  recordJobsReading,
  recordPlansReading,
  recordResourcesReading,
  recordTagsReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { dayMs, later, monday } from '../restores/a-restore-job.js';

export const payments: Target = {
  accountId: '111122223333',
  accountName: 'payments',
  region: 'eu-west-1',
  role: { arn: 'arn:aws:iam::111122223333:role/monitor' },
};
export const place = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
export const readAt = later(monday, 3 * dayMs);

interface Facts {
  readonly jobs?: readonly RestoreJob[];
  readonly plans?: readonly RestoreTestingPlan[];
  readonly resources?: readonly ProtectedResource[];
  readonly lastRestores?: ReadonlyMap<string, Date>;
  readonly tags?: readonly TaggedResource[];
}

/** A target of which every given kind of facts was read once, at `readAt`. */
export function aReadTarget(
  { jobs, plans, resources, lastRestores, tags }: Facts,
  target = payments,
): TargetState {
  const reading = { at: readAt, durationSeconds: 1.5 };
  const limits = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
  let state = newTargetState(target);
  if (plans) state = recordPlansReading(state, reading, plans).state;
  if (jobs) state = recordJobsReading(state, reading, { jobs, gone: [], listedAt: readAt }, limits).state;
  if (resources) {
    const facts = { resources, lastRestores: lastRestores ?? new Map() };
    state = recordResourcesReading(state, reading, facts).state;
  }
  if (tags) state = recordTagsReading(state, reading, tags).state;
  return state;
}
