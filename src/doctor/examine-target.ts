import type { AwsApis } from '../aws/aws-apis.js';
import { type Deadline, startDeadline } from '../aws/deadline.js';
import { isOptionalPermission } from '../aws/operations.js';
import type { Config } from '../config/config.js';
import type { Source } from '../sources/source.js';
import { sources } from '../sources/sources.js';
import type { Target } from '../targets/target.js';
import type { CallLog } from './call-log.js';
import { type Finding, findingOf } from './finding.js';
import { probeTarget } from './probe-target.js';
import { readTarget, type TargetFacts } from './read-target.js';

export interface Examination {
  readonly target: Target;
  readonly findings: readonly Finding[];
  readonly latencySeconds?: number | undefined;
  /** Absent where nothing could be read. */
  readonly facts?: TargetFacts;
}

/** Tries each call that the target needs, then reads what may be read as the daemon would. */
export async function examineTarget(
  apis: AwsApis,
  target: Target,
  config: Config,
  listsRegions: boolean,
  log: CallLog,
  deadline: Deadline,
  shutdown: AbortSignal,
): Promise<Examination> {
  const probes = await probeTarget(apis, target, config, listsRegions, deadline);
  const failures = [...probes.values()].flat().flatMap(({ failure }) => (failure ? [failure] : []));
  const works = ({ id }: Source) =>
    probes.get(id)?.every(({ failure }) => failure === undefined || isOptionalPermission(failure)) === true;
  const latencySeconds = log.latencySeconds();
  const examination = { target, latencySeconds };
  const probed = failures.map((failure) => findingOf(failure, target));
  if (!sources.some(works)) return { ...examination, findings: probed };

  using readingDeadline = startDeadline(config.poll.deadline, shutdown);
  const facts = await readTarget(apis, target, works, config, log, readingDeadline);
  const read = sources.flatMap(({ id }) => facts.state.sources[id]?.failure ?? []);
  return {
    ...examination,
    facts,
    findings: [...probed, ...read.map((failure) => findingOf(failure, target))],
  };
}
