import { ListRegionsCommand, type Region, type RegionOptStatus } from '@aws-sdk/client-account';
import type { AccountRegion } from '../../targets/known-lists.js';
import type { AccountApi } from '../aws-api.js';
import { InvalidResponse } from '../classify-error.js';
import type { Deadline } from '../deadline.js';
import type { Operation } from '../operation.js';
import { required, textField } from './field.js';
import { type ListResult, readPages } from './read-pages.js';

export const listRegionsOperation = {
  name: 'ListRegions',
  actions: ['account:ListRegions'],
  statement: 'ListEnabledRegions',
  resource: 'any',
  caller: 'account',
  feature: 'all-regions',
  answersRows: true,
} as const satisfies Operation;

const noRegion = 'AWS listed no region';
/** Of every partition, such as `us-gov-west-1`. */
const regionName = /^[a-z]{2,8}(-[a-z]+)+-\d{1,2}$/;

/**
 * AWS Account Management ListRegions: the regions of the session's account by RegionName, with RegionOptStatus as true
 * if enabled. It asks for all, because a disabled region differs from one that AWS has left out.
 */
export async function listRegions(
  { client, call }: AccountApi,
  deadline: Deadline,
): Promise<ListResult<AccountRegion>> {
  const regions = await readPages(
    call,
    listRegionsOperation,
    async (nextToken, abortSignal) => {
      const command = new ListRegionsCommand({ MaxResults: 50, NextToken: nextToken });
      const page = await client.send(command, { abortSignal });
      const { Regions: rows = [] } = page;
      if (rows.length === 0 && !page.NextToken && nextToken === undefined) {
        throw new InvalidResponse(noRegion);
      }
      return { rows, nextToken: page.NextToken };
    },
    deadline,
    {
      map: mapRegion,
      identify: (row) => textField(row.RegionName),
      idOf: ({ name }) => name,
      withoutRows: noRegion,
    },
  );
  if (!regions.ok) return regions;
  return { ...regions, value: regions.value.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}

function mapRegion(row: Region): AccountRegion {
  const name = required(textField(row.RegionName), 'a region', 'RegionName');
  if (!regionName.test(name)) throw new InvalidResponse(`AWS listed the region ${JSON.stringify(name)}`);
  const status = required(textField(row.RegionOptStatus), `region ${name}`, 'RegionOptStatus');
  return { name, isEnabled: enabledStatuses.has(status) };
}

const enabledStatuses: ReadonlySet<string> = new Set<RegionOptStatus>(['ENABLED', 'ENABLED_BY_DEFAULT']);
