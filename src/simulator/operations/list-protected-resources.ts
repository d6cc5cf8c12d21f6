import { z } from 'zod';
import type { ProtectedResourceRow } from '../scenario/protected-resource-row.js';
import { done } from '../wire/aws-error.js';
import { keyedBy, paginate } from '../wire/paginate.js';
import { pageSizeParam, readParams } from './params.js';
import type { SimulatedOperation } from './simulated-operation.js';

const params = z.object({ maxResults: pageSizeParam(1000), nextToken: z.string().optional() });

export const listProtectedResources: SimulatedOperation = {
  name: 'ListProtectedResources',
  service: 'backup',
  path: '/resources',
  answer({ caller, params: given, nowMs, pageFault }, { world }) {
    const read = readParams(params, given);
    if (!read.ok) return read;
    const rows = world.protectedResourcesAt(caller, nowMs).map(listed);
    const page = paginate(
      keyedBy(rows, ({ ResourceArn }) => ResourceArn ?? ''),
      {
        limit: read.value.maxResults,
        token: read.value.nextToken,
        list: ['ListProtectedResources', caller.accountId, caller.region],
        fault: pageFault,
      },
    );
    return page.ok ? done({ Results: page.value.rows, NextToken: page.value.nextToken }) : page;
  },
};

function listed({
  LatestRestoreExecutionTimeMinutes: _minutes,
  LatestRestoreJobCreationDate: _created,
  LatestRestoreRecoveryPointCreationDate: _backedUp,
  ...row
}: ProtectedResourceRow) {
  return row;
}
