import { ListRegionsCommand } from '@aws-sdk/client-account';
import { InvalidResponse } from './classify-error.js';
import type { Deadline } from './deadline.js';
import { required, textMember } from './member.js';
import { type ListResult, readPages } from './read-pages.js';
import type { AccountSession } from './session.js';

const noRegion = 'AWS listed no enabled region';

/** AWS Account Management ListRegions: the regions that are enabled for the account of the session, by name. */
export async function listRegions(
  { client, call }: AccountSession,
  deadline: Deadline,
): Promise<ListResult<string>> {
  const regions = await readPages(
    call,
    'ListRegions',
    async (nextToken, abortSignal) => {
      const command = new ListRegionsCommand({
        RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'],
        MaxResults: 50,
        NextToken: nextToken,
      });
      const page = await client.send(command, { abortSignal });
      const { Regions: rows = [] } = page;
      if (rows.length === 0 && !page.NextToken && nextToken === undefined) {
        throw new InvalidResponse(noRegion);
      }
      return { rows, nextToken: page.NextToken };
    },
    deadline,
    {
      map: (row) => required(textMember(row.RegionName), 'a region', 'RegionName'),
      identify: (row) => textMember(row.RegionName),
      idOf: (name) => name,
      withoutRows: noRegion,
    },
  );
  return regions.ok ? { ...regions, value: regions.value.toSorted() } : regions;
}
