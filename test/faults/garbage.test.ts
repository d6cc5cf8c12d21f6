import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { createAbortController } from '../../src/aws/deadline.js';
import type { FaultRuleInput } from '../../src/simulator/faults/fault-rule.js';
import { sourceIds } from '../../src/targets/target-state.js';
import { knowErrorsOfNode } from '../aws/errors-of-node.js';
import { simulate } from '../simulator/running-simulator.js';
import { asOf, changingWorld, memberId, region, roleArn, tagKey, unitId } from './changing-world.js';
import { createAppAt } from './troubled-daemon.js';

beforeAll(() => {
  knowErrorsOfNode();
});

let nowMs = 0;
beforeAll(() => {
  jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
});
afterAll(() => {
  jest.restoreAllMocks();
});

const tags = { keys: [tagKey] };
const member = { accounts: [{ id: memberId, roleArn, regions: [region] }], tags };
const organization = {
  organization: { roleName: 'monitor', regions: [region], include: { organizationalUnits: [unitId] } },
  tags,
};

const everything = {
  listedJobs: 0,
  olderJobs: 0,
  plans: 0,
  selections: 0,
  recoveryPoints: 0,
  resources: 0,
  descriptions: 0,
  summaries: 0,
  tags: 0,
};

/** Lines of the log. */
const twoOfEachSource = 2 * sourceIds.length;

/** A good minute, then three hours of polls every five minutes under a fault, then a good minute. */
async function threeHoursOf(faults: readonly FaultRuleInput[], config: object) {
  const startMs = Date.parse('2026-03-10T12:00:00Z');
  nowMs = startMs;
  const clock = () => nowMs;
  const simulator = await simulate(changingWorld(1), { clock, machineClock: clock });
  const shutdown = createAbortController();
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const app = createAppAt(simulator, {
    config,
    attempts: 2,
    nowMs: clock,
    shutdown: shutdown.signal,
    log,
  });
  const known = () => app.states.all().map((state) => asOf(state, startMs));
  const series = () => app.render().join('').split('\n').length;

  await app.watch.pollOnce();
  const before = { known: known(), series: series(), lines: lines.length };
  simulator.setFaults(faults);
  for (let poll = 0; poll < 36; poll++) {
    nowMs += 5 * 60_000;
    await app.watch.pollOnce();
  }
  const during = { known: known(), series: series(), lines: lines.length - before.lines };
  simulator.setFaults([]);
  await app.watch.pollOnce();
  const after = { known: known(), lines: lines.length - before.lines - during.lines };
  await app.close();
  shutdown.abort(new Error('the test is over'));
  return { before, during, after };
}

describe('AWS that answers for three hours', () => {
  it.each<[string, FaultRuleInput[], object, number]>([
    ['what is no JSON', [{ kind: 'non-json' }], member, twoOfEachSource],
    ['half of everything', [{ kind: 'truncated-body' }], member, twoOfEachSource],
    ['nothing', [{ kind: 'empty-body' }], member, twoOfEachSource],
    [
      'that it has no right to describe a job',
      [{ kind: 'access-denied', operation: 'DescribeRestoreJob' }],
      member,
      2,
    ],
    ['nothing about the organization', [{ kind: 'empty-body', operation: 'ListAccounts' }], organization, 1],
  ])('%s changes nothing that is known, and fills no log', async (_, faults, config, mostLines) => {
    const { before, during, after } = await threeHoursOf(faults, config);
    expect(before.known).toEqual([everything]);
    expect([during.known, after.known]).toEqual([before.known, before.known]);
    expect(during.series).toBe(before.series);
    expect(during.lines).toBeGreaterThan(0);
    expect(during.lines).toBeLessThanOrEqual(mostLines);
    expect(after.lines).toBeLessThanOrEqual(mostLines);
  });

  it('times as text is read as ever', async () => {
    const { before, during, after } = await threeHoursOf([{ kind: 'string-timestamp' }], member);
    expect([before.known, during.known, after.known]).toEqual([[everything], [everything], [everything]]);
    expect([during.lines, after.lines]).toEqual([0, 0]);
  });
});
