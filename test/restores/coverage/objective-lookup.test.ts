import { describe, expect, it } from '@jest/globals';
import type { Objective } from '../../../src/restores/coverage/objective.js';
import { createObjectiveLookup } from '../../../src/restores/coverage/objective-lookup.js';
import type { ResourceFacts } from '../../../src/restores/coverage/resource-criteria.js';
import { dayMs } from '../a-restore-job.js';

function anObjective(fields: Partial<Objective>): Objective {
  return { plan: '*', resourceType: '*', requiresValidation: false, accepts: [], ...fields };
}

const facts: ResourceFacts = {
  arn: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
  accountId: '111122223333',
  accountName: 'production',
  region: 'eu-west-1',
  organizationalUnits: [],
};
const sandbox = { ...facts, accountName: 'sandbox' };

const databases = anObjective({ plan: 'daily_*', resourceType: 'RDS', successIntervalMs: 2 * dayMs });
const anyDaily = anObjective({ plan: 'daily_*', maxDurationMs: 1 });
const tiered = anObjective({ plan: 'tier_?', successIntervalMs: 9 * dayMs });
const production = anObjective({ name: 'tier-1', accounts: ['production'], successIntervalMs: dayMs });
const anything = anObjective({ name: 'the rest', successIntervalMs: 30 * dayMs });
const objectives = [databases, anyDaily, tiered];

describe('of', () => {
  it.each([
    ['daily_databases', 'RDS', databases],
    ['daily_databases', 'EBS', anyDaily],
    ['tier_1', 'RDS', tiered],
    ['tier_10', 'RDS', undefined],
    ['my_daily_databases', 'RDS', undefined],
    ['', 'RDS', undefined],
  ])('plan %j and %s is the first that fits', (plan, type, expected) => {
    const lookup = createObjectiveLookup(objectives);
    expect(lookup.of(plan, type, facts)).toBe(expected);
    expect(lookup.of(plan, type, facts)).toBe(expected);
  });

  it('takes everything but * and ? in a glob as it is', () => {
    const dotted = anObjective({ resourceType: 'a.b+c' });
    const lookup = createObjectiveLookup([dotted]);
    expect(lookup.of('p', 'a.b+c', facts)).toBe(dotted);
    expect(lookup.of('p', 'aXb+c', facts)).toBeUndefined();
  });

  it('asks more of one account than of another', () => {
    const lookup = createObjectiveLookup([production, anything]);
    expect(lookup.of('p', 'RDS', facts)).toBe(production);
    expect(lookup.of('p', 'RDS', sandbox)).toBe(anything);
    expect(createObjectiveLookup([production]).of('p', 'RDS', sandbox)).toBeUndefined();
  });
});

describe('ofGroup', () => {
  it('passes over objectives that ask for more than the plan and the type', () => {
    expect(createObjectiveLookup([production, databases, anything]).ofGroup('daily_1', 'RDS')).toBe(
      databases,
    );
    expect(createObjectiveLookup([production]).ofGroup('p', 'RDS')).toBeUndefined();
  });
});

describe('ofResource', () => {
  it.each<[string, Objective[], string, ResourceFacts, string | undefined, number | undefined]>([
    ['the longest interval of all plans', objectives, 'RDS', facts, undefined, 9 * dayMs],
    ['no interval where none is asked of the type', [databases], 'EBS', facts, undefined, undefined],
    ['that of its type', [databases], 'RDS', facts, undefined, 2 * dayMs],
    ['nothing without objectives', [], 'RDS', facts, undefined, undefined],
    ['that of its tier', [production, anything], 'RDS', facts, 'tier-1', dayMs],
    ['that of the rest', [production, anything], 'RDS', sandbox, 'the rest', 30 * dayMs],
    ['that of its plan beside the rest', [databases, anything], 'RDS', facts, 'the rest', 30 * dayMs],
    [
      'nothing of what stands behind one that fits every plan',
      [anObjective({ resourceType: 'RDS', successIntervalMs: dayMs }), anything],
      'RDS',
      facts,
      undefined,
      dayMs,
    ],
    [
      'no interval where the first that fits every plan asks for none',
      [anObjective({ maxDurationMs: 1 }), anything],
      'RDS',
      facts,
      undefined,
      undefined,
    ],
  ])('is %s', (_, given, type, known, name, intervalMs) => {
    expect(createObjectiveLookup(given).ofResource(type, known)).toEqual({ name, intervalMs });
  });
});
