import { expect, it } from '@jest/globals';
import { warnOfRefusals } from '../../src/log/warn-of-refusals.js';

function refusals() {
  const lines: unknown[] = [];
  const log = {
    warn: (fields: object) => lines.push(['warn', fields]),
    debug: (fields: object) => lines.push(['debug', fields]),
  };
  let elapsedMs = 0;
  const refused = warnOfRefusals(log, () => elapsedMs);
  return { lines, refused, pass: (ms: number) => (elapsedMs += ms) };
}

it('warns of a reason once a minute, and then says how many refusals there were meanwhile', () => {
  const { lines, refused, pass } = refusals();
  refused('10.0.0.1', 'no client certificate');
  refused('10.0.0.2', 'no client certificate');
  refused('10.0.0.1', 'wrong user or password');
  pass(59_999);
  refused('10.0.0.3', 'no client certificate');
  pass(1);
  refused('10.0.0.4', 'no client certificate');
  expect(lines).toEqual([
    ['warn', { client: '10.0.0.1', reason: 'no client certificate' }],
    ['debug', { client: '10.0.0.2', reason: 'no client certificate' }],
    ['warn', { client: '10.0.0.1', reason: 'wrong user or password' }],
    ['debug', { client: '10.0.0.3', reason: 'no client certificate' }],
    ['warn', { client: '10.0.0.4', reason: 'no client certificate', more: 2 }],
  ]);
});

it('remembers the hundred newest reasons', () => {
  const { lines, refused } = refusals();
  for (let index = 0; index <= 100; index += 1) refused('10.0.0.1', `reason ${index}`);
  refused('10.0.0.1', 'reason 1');
  refused('10.0.0.1', 'reason 0');
  expect(lines.slice(-2)).toEqual([
    ['debug', { client: '10.0.0.1', reason: 'reason 1' }],
    ['warn', { client: '10.0.0.1', reason: 'reason 0' }],
  ]);
});
