import type { AwsApis } from '../aws/aws-apis.js';
import type { Deadline } from '../aws/deadline.js';
import { listRegions } from '../aws/operations/list-regions.js';
import type { SummaryQuery } from '../aws/operations/list-restore-job-summaries.js';
import {
  isOfTarget,
  type Probe,
  probeJobs,
  probePlans,
  probeResources,
  probeSummaries,
} from '../aws/probe.js';
import type { Target } from '../targets/target.js';
import type { Source } from '../targets/target-state.js';

export interface ProbeSettings {
  readonly sources: readonly Source[];
  readonly summaries: SummaryQuery;
  readonly describesResources: boolean;
  readonly partition: string;
  readonly globalRegion: string;
}

/** The probes of a target by source; `regions` is the probe of ListRegions, if the account needs it. */
export type TargetProbes = ReadonlyMap<Source | 'regions', readonly Probe[]>;

/** Makes each call that the target needs once, up to one whose failure means that no other can work. */
export async function probeTarget(
  apis: AwsApis,
  target: Target,
  settings: ProbeSettings,
  listsRegions: boolean,
  deadline: Deadline,
): Promise<TargetProbes> {
  const api = apis.forTarget(target);
  const jobs = await probeJobs(api, deadline);
  const probes = new Map<Source | 'regions', readonly Probe[]>([['jobs', jobs]]);
  if (jobs.some(isOfTarget)) return probes;

  const { partition, summaries, describesResources } = settings;
  const anyArn = `arn:${partition}:ec2:${target.region}:${target.accountId}:volume/vol-00000000000000000`;
  const probeOf = {
    jobs: async () => jobs,
    summaries: () => probeSummaries(api, summaries, deadline),
    plans: () => probePlans(api, deadline),
    resources: () => probeResources(api, anyArn, describesResources, deadline),
  } satisfies Record<Source, () => Promise<readonly Probe[]>>;
  for (const source of settings.sources) probes.set(source, await probeOf[source]());
  if (listsRegions) {
    const listed = await listRegions(apis.forAccount(target, settings.globalRegion), deadline);
    probes.set('regions', [{ operation: 'ListRegions', ...(!listed.ok && { failure: listed.failure }) }]);
  }
  return probes;
}
