import type { Logger } from 'pino';
import { describeCrash } from '../describe-crash.js';
import { targetFields } from '../log/log.js';
import { type CallFailure, isSameFailure } from '../targets/call-failure.js';
import type { Target } from '../targets/target.js';
import { recordFailure, type Source } from '../targets/target-state.js';
import type { PollContext } from './poll-target.js';

/** The failure of a poll that was broken off by an exception: a bug of this program, whatever AWS answered. */
export function internalFailure(error: unknown): CallFailure {
  const { type, message } = describeCrash(error);
  return { operation: 'restore-test-monitor', reason: 'internal', message: `${type}: ${message}` };
}

/** Makes the target fail whose poll was broken off by an exception. Its last good facts are kept. */
export function recordCrash(
  { states, log, now, polled }: Pick<PollContext, 'states' | 'log' | 'now' | 'polled'>,
  source: Source,
  polledTarget: Target,
  error: unknown,
): void {
  const target = states.current(polledTarget);
  const failure = internalFailure(error);
  const before = states.of(target).sources[source];
  const durationSeconds = before?.durationSeconds ?? 0;
  states.update(target, (state) => recordFailure(state, source, { at: now(), durationSeconds, failure }));
  polled(true);
  const isKnown = isSameFailure(before?.failure, failure) && before?.failure?.message === failure.message;
  log[isKnown ? 'debug' : 'error'](
    { ...targetFields(target), source, reason: failure.reason, err: error },
    'target could not be read because of a bug in restore-test-monitor; its last good values are kept',
  );
}

/** Returns the failure of a target whose metrics could not be rendered, and logs it once for as long as it goes on. */
export function createRenderingFailure(log: Logger): (target: Target, error: unknown) => CallFailure {
  const known = new WeakMap<Target, string>();
  return (target, error) => {
    const failure = internalFailure(error);
    log[known.get(target) === failure.message ? 'debug' : 'error'](
      { ...targetFields(target), reason: failure.reason, err: error },
      'target could not be rendered because of a bug in restore-test-monitor; its last metrics are kept',
    );
    known.set(target, failure.message);
    return failure;
  };
}
