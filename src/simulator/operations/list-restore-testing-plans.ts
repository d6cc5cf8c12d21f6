import { z } from 'zod';
import type { TestingPlanRow } from '../scenario/testing-plan-row.js';
import { done } from '../wire/aws-error.js';
import { keyedBy, paginate } from '../wire/paginate.js';
import { pageSizeParam, readParams } from './params.js';
import type { SimulatedOperation } from './simulated-operation.js';

const params = z.object({ MaxResults: pageSizeParam(1000), NextToken: z.string().optional() });

export const listRestoreTestingPlans: SimulatedOperation = {
  name: 'ListRestoreTestingPlans',
  service: 'backup',
  path: '/restore-testing/plans',
  answer({ caller, params: given, nowMs, pageFault }, { world }) {
    const read = readParams(params, given);
    if (!read.ok) return read;
    const rows = world.testingPlansAt(caller, nowMs).map(({ row }) => listed(row));
    const page = paginate(
      keyedBy(rows, ({ RestoreTestingPlanName }) => RestoreTestingPlanName ?? ''),
      {
        limit: read.value.MaxResults,
        token: read.value.NextToken,
        list: ['ListRestoreTestingPlans', caller.accountId, caller.region],
        fault: pageFault,
      },
    );
    return page.ok ? done({ RestoreTestingPlans: page.value.rows, NextToken: page.value.nextToken }) : page;
  },
};

function listed({ CreatorRequestId: _id, RecoveryPointSelection: _points, ...row }: TestingPlanRow) {
  return row;
}
