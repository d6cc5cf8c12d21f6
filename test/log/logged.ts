import { pino } from 'pino';
import { describeCrash } from '../../src/describe-crash.js';
import type { Emit } from '../../src/events.js';
import { logEvents } from '../../src/log/log-events.js';
import type { CallFailure } from '../../src/targets/call-failure.js';
import { emitTo } from '../emit-to.js';

export type Line = Readonly<Record<string, unknown>>;

/** What happens, and the lines that tell of it. */
export type LogCase = readonly [what: string, happen: (emit: Emit) => void, lines: readonly Line[]];

export const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
export const targetFields = { account: '111122223333', accountName: 'payments', region: 'eu-west-1' };
export const at = new Date('2026-03-02T05:00:00.000Z');
export const throttled: CallFailure = {
  operation: 'ListRestoreTestingPlans',
  reason: 'throttled',
  message: 'Rate exceeded',
  requestId: 'c0ffee',
};
export const bug = new TypeError('not a function');
export const err = { type: 'TypeError', message: 'not a function' };
export const internal: CallFailure = {
  operation: 'restore-test-monitor',
  reason: 'internal',
  message: 'TypeError: not a function',
};
export const omitted = new Map([['daily', { since: at, readings: 0 }]]);
export const leftOut =
  'a list of AWS leaves out what it named before; it is kept until further readings confirm that it is gone';

/** Returns the lines of the log, without the stacks of errors, whose first lines are their messages. */
export function logged(happen: (emit: Emit) => void): Line[] {
  const { log, lines } = aLog();
  happen(emitTo(logEvents(log)));
  return lines;
}

export function aLog() {
  const lines: Line[] = [];
  const log = pino(
    {
      level: 'debug',
      base: null,
      timestamp: false,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeCrash },
    },
    {
      write(text: string) {
        const { err: crash, ...fields } = JSON.parse(text);
        lines.push({ ...fields, ...(crash && { err: { type: crash.type, message: crash.message } }) });
      },
    },
  );
  return { log, lines };
}
