import { z } from 'zod';
import { wireRestoreStatuses } from '../scenario/restore-job-row.js';
import { done } from '../wire/aws-error.js';
import { keyedBy, paginate } from '../wire/paginate.js';
import { ageKey } from './list-restore-jobs.js';
import { momentParam, pageSizeParam, readParams } from './params.js';
import type { SimulatedOperation } from './simulated-operation.js';

const params = z.object({
  ResourceArn: z.string(),
  nextToken: z.string().optional(),
  maxResults: pageSizeParam(1000),
  status: z.enum(wireRestoreStatuses).optional(),
  recoveryPointCreationDateAfter: momentParam.optional(),
  recoveryPointCreationDateBefore: momentParam.optional(),
});

export const listRestoreJobsByProtectedResource: SimulatedOperation = {
  name: 'ListRestoreJobsByProtectedResource',
  service: 'backup',
  path: '/resources/{ResourceArn}/restore-jobs',
  answer({ caller, params: given, nowMs, pageFault }, { world }) {
    const read = readParams(params, given);
    if (!read.ok) return read;
    const { nextToken, maxResults, ...wanted } = read.value;
    const afterMs = wanted.recoveryPointCreationDateAfter ?? Number.NEGATIVE_INFINITY;
    const beforeMs = wanted.recoveryPointCreationDateBefore ?? Number.POSITIVE_INFINITY;
    const rows = world.rowsAt(caller, nowMs).filter((row) => {
      const backedUpMs = (row.RecoveryPointCreationDate ?? 0) * 1000;
      return (
        row.SourceResourceArn === wanted.ResourceArn &&
        (wanted.status ?? row.Status) === row.Status &&
        backedUpMs > afterMs &&
        backedUpMs < beforeMs
      );
    });
    const page = paginate(keyedBy(rows, ageKey), {
      limit: maxResults,
      token: nextToken,
      list: ['ListRestoreJobsByProtectedResource', caller.accountId, caller.region, wanted],
      fault: pageFault,
    });
    return page.ok ? done({ RestoreJobs: page.value.rows, NextToken: page.value.nextToken }) : page;
  },
};
