import { z } from 'zod';
import { done } from '../wire/aws-error.js';
import { keyedBy, paginate } from '../wire/paginate.js';
import { pageSizeParam, readParams } from './params.js';
import type { SimulatedOperation } from './simulated-operation.js';

const params = z.object({
  MaxResults: pageSizeParam(50),
  NextToken: z.string().optional(),
  RegionOptStatusContains: z.string().optional(),
});

/** Of the scenario's Regions, those of the account; the scenario's own are enabled by default. */
export const listRegions: SimulatedOperation = {
  name: 'ListRegions',
  service: 'account',
  path: '/listRegions',
  answer({ caller, params: given, pageFault }, { world, scenario }) {
    const read = readParams(params, given);
    if (!read.ok) return read;
    const { MaxResults, NextToken, RegionOptStatusContains } = read.value;
    const names = new Set([
      ...scenario.regions,
      ...scenario.accounts.flatMap(({ regions }) => regions ?? []),
    ]);
    const enabled = (name: string) => (scenario.regions.includes(name) ? 'ENABLED_BY_DEFAULT' : 'ENABLED');
    const rows = Array.from(names, (name) => ({
      RegionName: name,
      RegionOptStatus: world.isEnabled({ accountId: caller.accountId, region: name })
        ? enabled(name)
        : 'DISABLED',
    }));
    const wanted = RegionOptStatusContains?.split(',');
    const page = paginate(
      keyedBy(
        rows.filter(({ RegionOptStatus }) => wanted?.includes(RegionOptStatus) ?? true),
        ({ RegionName }) => RegionName,
      ),
      {
        limit: MaxResults,
        token: NextToken,
        list: ['ListRegions', caller.accountId, wanted],
        fault: pageFault,
      },
    );
    return page.ok ? done({ Regions: page.value.rows, NextToken: page.value.nextToken }) : page;
  },
};
