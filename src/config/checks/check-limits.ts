import { formatDuration, type Milliseconds } from '../../duration.js';
import type { OptionProblem } from '../../problems/problem.js';
import { getField, getPath } from '../../yaml/get-path.js';
import { configSchema } from '../schema.js';
import { shortestGapMs } from '../values/schedule.js';

/** Pairs of durations of which the first may not be longer than the second. */
const orders = [
  ['retry.delay', 'retry.maxDelay'],
  ['retry.throttleDelay', 'retry.maxDelay'],
  ['aws.connectionTimeout', 'aws.requestTimeout'],
  ['aws.requestTimeout', 'poll.deadline'],
  ['poll.jitter', 'poll.schedule'],
] as const;

const defaults: unknown = configSchema.parse({});

/** Blames the option that was changed: its default fits the other one's. Skips options that are wrong by themselves. */
export function checkLimits(value: unknown, isWrong: (path: string) => boolean): OptionProblem[] {
  return orders.flatMap(([inner, outer]) => {
    if (isWrong(inner) || isWrong(outer)) return [];
    const within = durationAt(value, inner);
    const limit = durationAt(value, outer);
    if (within === undefined || limit === undefined || within <= limit) return [];
    if (within !== durationAt(defaults, inner)) {
      const message = `${formatDuration(within)} is longer than ${outer} (${formatDuration(limit)})`;
      return [{ code: 'contradicting-limits', path: inner.split('.'), message }];
    }
    const message = `${formatDuration(limit)} is shorter than ${inner} (${formatDuration(within)})`;
    return [{ code: 'contradicting-limits', path: outer.split('.'), message }];
  });
}

function durationAt(value: unknown, path: string): Milliseconds | undefined {
  const found = getPath(value, path);
  if (typeof found === 'number') return found;
  const [every, expression] = [getField(found, 'every'), getField(found, 'expression')];
  if (typeof expression === 'string') return shortestGapMs(expression);
  return typeof every === 'number' ? every : undefined;
}
