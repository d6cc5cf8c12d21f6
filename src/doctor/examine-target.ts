import type { AwsApis } from '../aws/aws-apis.js';
import { type Deadline, startDeadline } from '../aws/deadline.js';
import { isOptionalPermission } from '../aws/operations.js';
import { observeServerClock } from '../aws/server-clock.js';
import type { Target } from '../targets/target.js';
import type { Source } from '../targets/target-state.js';
import type { CallLog } from './call-log.js';
import { type Finding, findingOf } from './finding.js';
import { type ProbeSettings, probeTarget } from './probe-target.js';
import { type ReadSettings, readTarget, type TargetFacts } from './read-target.js';

export interface ExaminationSettings extends ProbeSettings, ReadSettings {
  /** Of reading each source. */
  readonly deadlineMs: number;
  readonly shutdown: AbortSignal;
}

export interface Examination {
  readonly target: Target;
  readonly findings: readonly Finding[];
  readonly latencySeconds?: number | undefined;
  /** Milliseconds that AWS's clock was ahead of this machine's, at each answer. */
  readonly clockAheadMs: readonly number[];
  /** Absent where nothing could be read. */
  readonly facts?: TargetFacts;
}

/** Tries each call that the target needs, then reads what may be read as the daemon would. */
export async function examineTarget(
  apis: AwsApis,
  target: Target,
  settings: ExaminationSettings,
  listsRegions: boolean,
  log: CallLog,
  deadline: Deadline,
): Promise<Examination> {
  const api = apis.forTarget(target);
  const clockAheadMs: number[] = [];
  observeServerClock(api, (aheadMs) => clockAheadMs.push(aheadMs));

  const probes = await probeTarget(apis, target, settings, listsRegions, deadline);
  const failures = [...probes.values()].flat().flatMap(({ failure }) => (failure ? [failure] : []));
  const works = (source: Source) =>
    probes.get(source)?.every(({ failure }) => failure === undefined || isOptionalPermission(failure)) ===
    true;
  const sources = settings.sources.filter(works);
  const latencySeconds = log.latencySeconds();
  const examination = { target, latencySeconds, clockAheadMs };
  const probed = failures.map((failure) => findingOf(failure, target));
  if (sources.length === 0) return { ...examination, findings: probed };

  using readingDeadline = startDeadline(settings.deadlineMs, settings.shutdown);
  const facts = await readTarget(api, target, sources, settings, log, readingDeadline);
  const read = sources.flatMap((source) => facts.state.sources[source]?.failure ?? []);
  return {
    ...examination,
    facts,
    findings: [...probed, ...read.map((failure) => findingOf(failure, target))],
  };
}
