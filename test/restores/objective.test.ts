import { describe, expect, it } from '@jest/globals';
import { lastSuccessAt, type Objective, objectiveOf, testIntervalMs } from '../../src/restores/objective.js';
import { dayMs, later, monday } from './a-restore-job.js';

function anObjective(fields: Partial<Objective>): Objective {
  return { plan: '*', resourceType: '*', requiresValidation: false, ...fields };
}

const databases = anObjective({ plan: 'daily_*', resourceType: 'RDS', successIntervalMs: 2 * dayMs });
const anyDaily = anObjective({ plan: 'daily_*', maxDurationMs: 1 });
const tiered = anObjective({ plan: 'tier_?', successIntervalMs: 9 * dayMs });
const objectives = [databases, anyDaily, tiered];

describe('objectiveOf', () => {
  it.each([
    ['daily_databases', 'RDS', databases],
    ['daily_databases', 'EBS', anyDaily],
    ['tier_1', 'RDS', tiered],
    ['tier_10', 'RDS', undefined],
    ['my_daily_databases', 'RDS', undefined],
    ['', 'RDS', undefined],
  ])('of plan %j and %s is the first that fits', (plan, type, expected) => {
    expect(objectiveOf(objectives, plan, type)).toBe(expected);
  });

  it('takes everything but * and ? in a glob as it is', () => {
    const dotted = [anObjective({ resourceType: 'a.b+c' })];
    expect(objectiveOf(dotted, 'p', 'a.b+c')).toBe(dotted[0]);
    expect(objectiveOf(dotted, 'p', 'aXb+c')).toBeUndefined();
  });
});

describe('testIntervalMs', () => {
  it.each([
    ['RDS', objectives, 9 * dayMs],
    ['EBS', [databases], undefined],
    ['RDS', [databases], 2 * dayMs],
    ['RDS', [], undefined],
  ])('of %s is the longest that an objective of the type names', (type, given, expected) => {
    expect(testIntervalMs(given, type)).toBe(expected);
  });
});

describe('lastSuccessAt', () => {
  const test = { plan: 'p', resourceType: 'RDS', resourceArn: 'arn' };
  const earlier = monday;
  const newer = later(monday, dayMs);

  it.each([
    ['nothing', {}, false, undefined],
    ['a passed test', { lastPassedAt: earlier }, false, earlier],
    ['a restored test', { lastRestoredAt: earlier }, false, earlier],
    ['a newer restored test', { lastPassedAt: earlier, lastRestoredAt: newer }, false, newer],
    ['a newer passed test', { lastPassedAt: newer, lastRestoredAt: earlier }, false, newer],
    ['a restored test where validation is required', { lastRestoredAt: newer }, true, undefined],
    [
      'an older passed test where validation is required',
      { lastPassedAt: earlier, lastRestoredAt: newer },
      true,
      earlier,
    ],
  ])('counts %s', (_, dates, requiresValidation, expected) => {
    expect(lastSuccessAt({ ...test, ...dates }, anObjective({ requiresValidation }))).toEqual(expected);
  });

  it('takes a restored test for a success where there is no objective', () => {
    expect(lastSuccessAt({ ...test, lastRestoredAt: earlier }, undefined)).toEqual(earlier);
  });
});
