import type { Logger } from 'pino';
import type { RestoreLedger } from '../restores/ledger.js';
import { leftoversOf } from '../restores/leftover.js';

/** Logs once each deletion that failed since the reading before, with AWS's message. */
export function logLeftovers(log: Logger, place: object, before: RestoreLedger, after: RestoreLedger): void {
  if (before === after || before.listedAt === undefined) return;
  const known = new Set(
    leftoversOf(before).flatMap(({ jobId, deletion }) => (deletion === 'FAILED' ? [jobId] : [])),
  );
  for (const { jobId, deletion, plan, createdResourceArn, sourceResourceArn, reason } of leftoversOf(after)) {
    if (deletion !== 'FAILED' || known.has(jobId)) continue;
    const message = after.jobs.get(jobId)?.deletionMessage;
    log.warn(
      {
        ...place,
        restoreTestingPlan: plan,
        restoreJobId: jobId,
        createdResourceArn,
        sourceResourceArn,
        reason,
        message,
      },
      'AWS Backup could not delete what a restore test created',
    );
  }
}
