import type { AwsApis } from '../aws/aws-apis.js';
import type { Deadline } from '../aws/deadline.js';
import { listRegions } from '../aws/operations/list-regions.js';
import { isOfTarget, type Probe } from '../aws/probe.js';
import type { Config } from '../config/config.js';
import { isReadIn } from '../sources/source.js';
import { sources } from '../sources/sources.js';
import type { Target } from '../targets/target.js';
import type { SourceId } from '../targets/target-state.js';

/** The probes of a target by source; `regions` is the probe of ListRegions, if the account needs it. */
export type TargetProbes = ReadonlyMap<SourceId | 'regions', readonly Probe[]>;

/** Makes each call that the target needs once, up to a source whose failure means that no other call can work. */
export async function probeTarget(
  apis: AwsApis,
  target: Target,
  config: Config,
  listsRegions: boolean,
  deadline: Deadline,
): Promise<TargetProbes> {
  const api = apis.forTarget(target);
  const tagging = () => apis.forTags(target);
  const probes = new Map<SourceId | 'regions', readonly Probe[]>();
  for (const source of sources.filter((each) => isReadIn(each, config, target))) {
    const probed = await source.probe({ api, tagging, target, config, deadline });
    probes.set(source.id, probed);
    if (source.id === 'jobs' && probed.some(isOfTarget)) return probes;
  }
  if (listsRegions) {
    const listed = await listRegions(apis.forAccount(target, config.globalRegion), deadline);
    probes.set('regions', [{ operation: 'ListRegions', ...(!listed.ok && { failure: listed.failure }) }]);
  }
  return probes;
}
