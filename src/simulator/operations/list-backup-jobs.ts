import { z } from 'zod';
import { done, invalidParameter, refused } from '../wire/aws-error.js';
import { keyedBy, paginate } from '../wire/paginate.js';
import { uuidOf } from '../world/chance.js';
import { recoveryPointsOf } from '../world/recovery-points.js';
import { pageSizeParam, readParams } from './params.js';
import type { SimulatedOperation } from './simulated-operation.js';

const params = z.object({
  resourceArn: z.string().optional(),
  nextToken: z.string().optional(),
  maxResults: pageSizeParam(1000),
});

/** Answers for one resource: a completed job for each of its recovery points. */
export const listBackupJobs: SimulatedOperation = {
  name: 'ListBackupJobs',
  service: 'backup',
  path: '/backup-jobs',
  answer({ caller, params: given, nowMs, pageFault }, { world }) {
    const read = readParams(params, given);
    if (!read.ok) return read;
    const { resourceArn, nextToken, maxResults } = read.value;
    if (resourceArn === undefined) {
      return refused(invalidParameter('The simulator lists backup jobs by resourceArn only.'));
    }
    const jobs = recoveryPointsOf(world, caller, resourceArn, nowMs).map((point, index) => ({
      order: String(index).padStart(6, '0'),
      row: {
        AccountId: caller.accountId,
        BackupJobId: uuidOf(point.arn, 'backup').toUpperCase(),
        BackupVaultArn: point.vaultArn,
        RecoveryPointArn: point.arn,
        ResourceArn: resourceArn,
        State: 'COMPLETED',
        CreationDate: point.createdAt,
        CompletionDate: point.createdAt,
        BackupSizeInBytes: point.bytes,
      },
    }));
    const page = paginate(
      keyedBy(jobs, ({ order }) => order),
      {
        limit: maxResults,
        token: nextToken,
        list: ['ListBackupJobs', caller.accountId, caller.region, resourceArn],
        fault: pageFault,
      },
    );
    if (!page.ok) return page;
    return done({ BackupJobs: page.value.rows.map(({ row }) => row), NextToken: page.value.nextToken });
  },
};
