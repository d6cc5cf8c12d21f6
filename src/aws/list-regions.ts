import { ListRegionsCommand } from '@aws-sdk/client-account';
import type { CallResult } from '../targets/call-failure.js';
import { InvalidResponse } from './classify-error.js';
import type { Deadline } from './deadline.js';
import { required, textMember } from './member.js';
import { readPages } from './read-pages.js';
import type { AccountSession } from './session.js';

/** AWS Account Management ListRegions: the regions that are enabled for the account of the session, by name. */
export async function listRegions(
  { client, call }: AccountSession,
  deadline: Deadline,
): Promise<CallResult<string[]>> {
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
      const rows = (page.Regions ?? []).map((row) =>
        required(textMember(row.RegionName), 'a region', 'RegionName'),
      );
      if (rows.length === 0 && !page.NextToken && nextToken === undefined) {
        throw new InvalidResponse('AWS listed no enabled region');
      }
      return { rows, nextToken: page.NextToken };
    },
    deadline,
    (name) => name,
  );
  return regions.ok ? { ok: true, value: regions.value.toSorted() } : regions;
}
