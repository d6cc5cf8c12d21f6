import { z } from 'zod';
import type { TaggedResourceRow } from '../scenario/resource-tags.js';
import { done } from '../wire/aws-error.js';
import { keyedBy, paginate } from '../wire/paginate.js';
import { pageSizeParam, readParams } from './params.js';
import type { SimulatedOperation } from './simulated-operation.js';

const params = z.object({
  ResourcesPerPage: pageSizeParam(100),
  PaginationToken: z.string().optional(),
  ResourceTypeFilters: z.string().optional(),
});

export const getResources: SimulatedOperation = {
  name: 'GetResources',
  service: 'tagging',
  answer({ caller, params: given, nowMs, pageFault }, { world }) {
    const read = readParams(params, given);
    if (!read.ok) return read;
    const { ResourcesPerPage: limit, PaginationToken, ResourceTypeFilters } = read.value;
    const filters = ResourceTypeFilters?.split(',');
    const rows = world
      .taggedResourcesAt(caller, nowMs)
      .filter((row) => filters?.some((filter) => isOfType(row, filter)) ?? true);
    const page = paginate(
      keyedBy(rows, ({ ResourceARN }) => ResourceARN ?? ''),
      {
        limit,
        token: PaginationToken || undefined,
        list: ['GetResources', caller.accountId, caller.region, filters],
        fault: pageFault,
      },
    );
    if (!page.ok) return page;
    const { rows: ResourceTagMappingList, nextToken = '' } = page.value;
    return done({ PaginationToken: nextToken, ResourceTagMappingList });
  },
};

/** A filter such as `ec2:volume` or `s3`, as the ARN has both. */
function isOfType({ ResourceARN }: TaggedResourceRow, filter: string): boolean {
  const [, , service, , , resource = ''] = (ResourceARN ?? '').split(':', 6);
  const [type = ''] = resource.split('/');
  return filter === service || filter === `${service}:${type}`;
}
