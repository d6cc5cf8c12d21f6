import { describeCrash } from '../describe-crash.js';
import type { CallFailure } from '../targets/call-failure.js';
import type { Target } from '../targets/target.js';
import { recordFailure, type SourceId } from '../targets/target-state.js';
import type { PollContext } from './poll-target.js';

/** The failure of a poll that was broken off by an exception: a bug of this program, whatever AWS answered. */
export function internalFailure(error: unknown): CallFailure {
  const { type, message } = describeCrash(error);
  return { operation: 'restore-test-monitor', reason: 'internal', message: `${type}: ${message}` };
}

/** Makes the target fail whose poll was broken off by an exception. Its last good facts are kept. */
export function recordCrash(
  { states, emit, now }: Pick<PollContext, 'states' | 'emit' | 'now'>,
  source: SourceId,
  polledTarget: Target,
  error: unknown,
): void {
  const target = states.current(polledTarget);
  const before = states.of(target);
  const durationSeconds = before.sources[source]?.durationSeconds ?? 0;
  const failure = internalFailure(error);
  const recorded = recordFailure(before, source, { at: now(), durationSeconds, failure });
  states.update(target, () => recorded);
  emit('pollEnded', { target, source, durationSeconds, before, after: recorded.state, error });
}
