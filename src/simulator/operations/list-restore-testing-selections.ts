import { z } from 'zod';
import type { TestingSelectionRow } from '../scenario/testing-plan-row.js';
import { done } from '../wire/aws-error.js';
import { keyedBy, paginate } from '../wire/paginate.js';
import { findTestingPlan } from './find-testing-plan.js';
import { pageSizeParam, readParams } from './params.js';
import type { SimulatedOperation } from './simulated-operation.js';

const params = z.object({ MaxResults: pageSizeParam(1000), NextToken: z.string().optional() });

export const listRestoreTestingSelections: SimulatedOperation = {
  name: 'ListRestoreTestingSelections',
  service: 'backup',
  path: '/restore-testing/plans/{RestoreTestingPlanName}/selections',
  answer(call, aws) {
    const read = readParams(params, call.params);
    if (!read.ok) return read;
    const plan = findTestingPlan(call, aws);
    if (!plan.ok) return plan;
    const { accountId, region } = call.caller;
    const page = paginate(
      keyedBy(plan.value.selections.map(listed), (row) => row.RestoreTestingSelectionName ?? ''),
      {
        limit: read.value.MaxResults,
        token: read.value.NextToken,
        list: ['ListRestoreTestingSelections', accountId, region, plan.value.row.RestoreTestingPlanName],
        fault: call.pageFault,
      },
    );
    return page.ok
      ? done({ RestoreTestingSelections: page.value.rows, NextToken: page.value.nextToken })
      : page;
  },
};

function listed({
  CreatorRequestId: _id,
  ProtectedResourceArns: _arns,
  ProtectedResourceConditions: _conditions,
  RestoreMetadataOverrides: _overrides,
  ...row
}: TestingSelectionRow) {
  return row;
}
