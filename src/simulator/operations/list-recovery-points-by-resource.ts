import { z } from 'zod';
import { done } from '../wire/aws-error.js';
import { keyedBy, paginate } from '../wire/paginate.js';
import { recoveryPointsOf } from '../world/recovery-points.js';
import { pageSizeParam, readParams } from './params.js';
import type { SimulatedOperation } from './simulated-operation.js';

const params = z.object({
  ResourceArn: z.string(),
  nextToken: z.string().optional(),
  maxResults: pageSizeParam(1000),
});

export const listRecoveryPointsByResource: SimulatedOperation = {
  name: 'ListRecoveryPointsByResource',
  service: 'backup',
  path: '/resources/{ResourceArn}/recovery-points',
  answer({ caller, params: given, nowMs, pageFault }, { world }) {
    const read = readParams(params, given);
    if (!read.ok) return read;
    const { ResourceArn, nextToken, maxResults } = read.value;
    const rows = recoveryPointsOf(world, caller, ResourceArn, nowMs).map((point, index) => ({
      order: String(index).padStart(6, '0'),
      row: {
        RecoveryPointArn: point.arn,
        CreationDate: point.createdAt,
        Status: 'COMPLETED',
        BackupSizeBytes: point.bytes,
        BackupVaultName: point.vaultArn.split(':').at(-1),
        IsParent: false,
      },
    }));
    const page = paginate(
      keyedBy(rows, ({ order }) => order),
      {
        limit: maxResults,
        token: nextToken,
        list: ['ListRecoveryPointsByResource', caller.accountId, caller.region, ResourceArn],
        fault: pageFault,
      },
    );
    if (!page.ok) return page;
    return done({ RecoveryPoints: page.value.rows.map(({ row }) => row), NextToken: page.value.nextToken });
  },
};
