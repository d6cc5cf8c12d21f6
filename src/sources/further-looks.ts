import { hasParent } from '../restores/composite-jobs.js';
import { isNews, type RestoreLedger } from '../restores/ledger.js';
import { hasEnded, type RestoreJob } from '../restores/restore-job.js';

/** The most jobs that one reading looks at once more. */
const mostFurtherLooks = 20;

/**
 * The jobs that are first seen when they are over, in a view that does not say what started them or what they restored. They
 * are counted by that, so a second view is asked for: an on-demand restore has none, and a test may have lost its own.
 */
export function jobsToLookAtAgain(ledger: RestoreLedger, listed: readonly RestoreJob[]): string[] {
  if (ledger.listedAt === undefined) return [];
  const isUnseen = ({ id }: RestoreJob) =>
    !ledger.jobs.has(id) && !ledger.tombstones.has(id) && !ledger.composites.waiting.has(id);
  const ids = listed
    .filter((job) => hasEnded(job.status) && job.parentJobId === undefined)
    .filter((job) => leavesOut(job) && isUnseen(job) && isNews(ledger, job))
    .map(({ id }) => id);
  return [...new Set(ids)].slice(0, mostFurtherLooks);
}

function leavesOut({ plan, resourceType, sourceResourceArn }: RestoreJob): boolean {
  return plan === undefined || sourceResourceArn === undefined || resourceType === 'unknown';
}

/** The parents that children name, and of which it is not known whether AWS has them. */
export function parentsToLookFor(ledger: RestoreLedger, read: readonly RestoreJob[]): string[] {
  const ids = new Set(read.map(({ id }) => id));
  const { waiting, parents } = ledger.composites;
  const children = [...read, ...waiting.values()];
  const wanted = children.flatMap((child) => {
    const { id, parentJobId } = child;
    // A child that stands for itself: it is known that AWS has no such parent.
    if (parentJobId === undefined || ledger.jobs.get(id)?.parentJobId !== undefined) return [];
    const isKnown = ids.has(parentJobId) || ledger.jobs.has(parentJobId) || hasParent(parents, parentJobId);
    return isKnown ? [] : [parentJobId];
  });
  return [...new Set(wanted)].slice(0, mostFurtherLooks);
}
