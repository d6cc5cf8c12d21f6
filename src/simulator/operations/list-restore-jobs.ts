import { z } from 'zod';
import { type RestoreJobRow, wireRestoreStatuses } from '../scenario/restore-job-row.js';
import { done } from '../wire/aws-error.js';
import { keyedBy, paginate } from '../wire/paginate.js';
import { accountIdParam, momentParam, pageSizeParam, readParams, resourceTypeParam } from './params.js';
import type { SimulatedOperation } from './simulated-operation.js';

const params = z.object({
  nextToken: z.string().optional(),
  maxResults: pageSizeParam(1000),
  accountId: accountIdParam.optional(),
  resourceType: resourceTypeParam.optional(),
  createdBefore: momentParam.optional(),
  createdAfter: momentParam.optional(),
  completeBefore: momentParam.optional(),
  completeAfter: momentParam.optional(),
  status: z.enum(wireRestoreStatuses).optional(),
  restoreTestingPlanArn: z.string().startsWith('arn:').optional(),
  parentJobId: z.string().optional(),
});

type Filters = Omit<z.infer<typeof params>, 'nextToken' | 'maxResults'>;

export const listRestoreJobs: SimulatedOperation = {
  name: 'ListRestoreJobs',
  service: 'backup',
  path: '/restore-jobs',
  answer({ caller, params: given, nowMs, pageFault }, { world, scenario }) {
    const read = readParams(params, given);
    if (!read.ok) return read;
    const { nextToken, maxResults, ...filters } = read.value;
    const isWanted = filterOf(filters, caller.accountId, scenario.listsNestedJobs);
    const page = paginate(keyedBy(world.rowsAt(caller, nowMs).filter(isWanted), ageKey), {
      limit: maxResults,
      token: nextToken,
      list: ['ListRestoreJobs', caller.accountId, caller.region, filters],
      fault: pageFault,
    });
    return page.ok ? done({ RestoreJobs: page.value.rows, NextToken: page.value.nextToken }) : page;
  },
};

function filterOf(filters: Filters, callerAccountId: string, listsNestedJobs: boolean) {
  return (row: RestoreJobRow): boolean =>
    isSame(filters.accountId, row.AccountId ?? callerAccountId) &&
    isSame(filters.resourceType, row.ResourceType) &&
    isSame(filters.status, row.Status) &&
    isSame(filters.restoreTestingPlanArn, row.CreatedBy?.RestoreTestingPlanArn) &&
    isSame(filters.parentJobId, row.ParentJobId) &&
    isBetween(filters.createdAfter, filters.createdBefore, row.CreationDate) &&
    isBetween(filters.completeAfter, filters.completeBefore, row.CompletionDate) &&
    (listsNestedJobs || filters.parentJobId !== undefined || (row.ParentJobId ?? '') === '');
}

function isSame(wanted: string | undefined, value: string | null | undefined): boolean {
  return wanted === undefined || wanted === value;
}

function isBetween(
  afterMs: number | undefined,
  beforeMs: number | undefined,
  seconds: number | null | undefined,
): boolean {
  if (afterMs === undefined && beforeMs === undefined) return true;
  if (seconds === undefined || seconds === null) return false;
  const ms = Math.round(seconds * 1000);
  return ms > (afterMs ?? Number.NEGATIVE_INFINITY) && ms < (beforeMs ?? Number.POSITIVE_INFINITY);
}

const latestMs = 9_999_999_999_999;

/** Newest first. */
export function ageKey({ CreationDate, RestoreJobId }: RestoreJobRow): string {
  const age = latestMs - Math.round((CreationDate ?? 0) * 1000);
  return `${String(age).padStart(13, '0')}/${RestoreJobId ?? ''}`;
}
