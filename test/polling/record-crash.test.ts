import { Writable } from 'node:stream';
import { expect, it } from '@jest/globals';
import { pino } from 'pino';
import { describeCrash } from '../../src/describe-crash.js';
import { logEvents } from '../../src/log/log-events.js';
import type { PollContext } from '../../src/polling/poll-target.js';
import { recordCrash } from '../../src/polling/record-crash.js';
import { createTargetStates } from '../../src/polling/target-states.js';
import { failureOf } from '../../src/targets/source-state.js';
import type { Target } from '../../src/targets/target.js';
import { currentFailure } from '../../src/targets/target-state.js';
import { emitTo } from '../emit-to.js';
import { asUpdate } from '../targets/as-update.js';

const own: Target = { accountId: '', accountName: '', region: 'eu-west-1' };
const identified = { accountId: '444455556666', accountName: '444455556666', region: 'eu-west-1' };
const other: Target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const at = new Date('2026-03-02T05:00:00.000Z');

function contextOf(targets: readonly Target[]) {
  const states = createTargetStates(targets, () => undefined);
  const levels: string[] = [];
  const polled: boolean[] = [];
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      levels.push(String(JSON.parse(line.toString()).err.message));
      done();
    },
  });
  const { pollEnded } = logEvents(pino({ level: 'info', serializers: { err: describeCrash } }, stream));
  const context: Pick<PollContext, 'states' | 'emit' | 'now'> = {
    states,
    emit: emitTo({
      pollEnded(poll) {
        polled.push(failureOf(poll.after.sources[poll.source]) !== undefined);
        pollEnded(poll);
      },
    }),
    now: () => at,
  };
  return { context, states, levels, polled };
}

const bug = new RangeError('out of range');
const failure = {
  operation: 'restore-test-monitor',
  reason: 'internal',
  message: 'RangeError: out of range',
};

it('makes one source of one target fail, counts it, and keeps what is known', () => {
  const { context, states, polled } = contextOf([own, other]);
  const target = states.identify(own, identified.accountId);
  const known = { lastSuccessAt: new Date(0), durationSeconds: 2 };
  states.update(
    target,
    asUpdate((state) => ({ ...state, sources: { plans: known } })),
  );
  const before = states.all();
  recordCrash(context, 'plans', own, bug);
  expect(states.all()).toEqual([
    { ...before[0], asOf: at, sources: { plans: { ...known, failure } } },
    before[1],
  ]);
  expect(polled).toEqual([true]);
});

it('is logged once for as long as the same bug is met', () => {
  const { context, levels } = contextOf([other]);
  recordCrash(context, 'jobs', other, bug);
  recordCrash(context, 'jobs', other, new RangeError('out of range'));
  recordCrash(context, 'jobs', other, new TypeError('not a function'));
  recordCrash(context, 'plans', other, 'not even an error');
  expect(levels).toEqual(['out of range', 'not a function', 'not even an error']);
});

it('says nothing of a target that is watched no more', () => {
  const { context, states } = contextOf([other]);
  recordCrash(context, 'jobs', { ...other, region: 'eu-north-1' }, bug);
  expect(states.all().map(currentFailure)).toEqual([undefined]);
});
