import type { AwsApis } from '../aws/aws-apis.js';
import type { Deadline } from '../aws/deadline.js';
import type { Config } from '../config/config.js';
import type { Source } from '../sources/source.js';
import { sourcesInReadingOrder } from '../sources/sources.js';
import type { Target } from '../targets/target.js';
import { newTargetState, type SourceId, type TargetState } from '../targets/target-state.js';
import type { CallLog } from './call-log.js';

export interface TargetFacts {
  readonly state: TargetState;
  /** The calls of a later reading, one in which nothing fails; those that are made only once are left out. */
  readonly callsPerRun: ReadonlyMap<SourceId, number>;
}

/** Reads the wanted sources as the daemon would. */
export async function readTarget(
  apis: AwsApis,
  target: Target,
  isWanted: (source: Source) => boolean,
  config: Config,
  log: CallLog,
  deadline: Deadline,
): Promise<TargetFacts> {
  const at = new Date();
  let state = newTargetState(target);
  const callsPerRun = new Map<SourceId, number>();
  for (const source of sourcesInReadingOrder.filter(isWanted)) {
    const before = log.count();
    const { failure, record } = await source.read({
      api: apis.forTarget(target),
      tagging: () => apis.forTags(target),
      target,
      state,
      at,
      config,
      deadline,
      leavesOutSingleCalls: true,
    });
    ({ state } = record(state, { at, durationSeconds: 0, failure }));
    const calls = source.laterCalls?.({ state, at, config }) ?? log.count() - before;
    callsPerRun.set(source.id, calls);
  }
  return { state, callsPerRun };
}
