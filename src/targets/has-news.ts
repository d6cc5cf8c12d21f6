import type { JobGroup } from '../restores/jobs/job-group.js';
import { currentFailure, type TargetState } from './target-state.js';

/** Returns true if a target has begun or ceased to fail, or restore jobs have ended since it was last read. */
export function hasNews(before: TargetState, after: TargetState): boolean {
  if (currentFailure(before)?.reason !== currentFailure(after)?.reason) return true;
  if (before.restores.listedAt === undefined) return false;
  return [...after.restores.groups].some(([key, group]) => {
    const known = before.restores.groups.get(key);
    return known === undefined || hasMoreEnds(known, group);
  });
}

function hasMoreEnds(before: JobGroup, after: JobGroup): boolean {
  return (
    before.ended !== after.ended ||
    before.validationsEnded !== after.validationsEnded ||
    before.deletionsEnded !== after.deletionsEnded
  );
}
