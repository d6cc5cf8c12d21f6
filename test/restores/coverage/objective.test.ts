import { describe, expect, it } from '@jest/globals';
import { lastSuccessAt, type Objective } from '../../../src/restores/coverage/objective.js';
import type { Proof } from '../../../src/restores/latest-tests/proof.js';
import { dayMs, later, monday } from '../a-restore-job.js';

function anObjective(fields: Partial<Objective>): Objective {
  return { plan: '*', resourceType: '*', requiresValidation: false, accepts: [], ...fields };
}

function proof(verdict: Proof['verdict'], endedAt: Date, isValidated = verdict === 'passed'): Proof {
  return { jobId: endedAt.toISOString(), verdict, isValidated, endedAt };
}

describe('lastSuccessAt', () => {
  const test = { plan: 'p', resourceType: 'RDS', resourceArn: 'arn', restoredSizes: [] };
  const older = later(monday, dayMs);
  const newer = later(monday, 2 * dayMs);
  const required = anObjective({ requiresValidation: true });

  it.each<[string, Proof[], Objective | undefined, Date | undefined]>([
    ['nothing', [], anObjective({}), undefined],
    ['a passed test', [proof('passed', older)], anObjective({}), older],
    ['a restored test', [proof('restored', older)], anObjective({}), older],
    ['a restored test without an objective', [proof('restored', older)], undefined, older],
    ['a newer restored test', [proof('restored', newer), proof('passed', older)], anObjective({}), newer],
    ['a newer passed test', [proof('passed', newer), proof('restored', older)], anObjective({}), newer],
    ['no restored test where validation is required', [proof('restored', newer)], required, undefined],
    [
      'an older passed test where validation is required',
      [proof('restored', newer), proof('passed', older)],
      required,
      older,
    ],
    ['no partial test without an objective', [proof('partial', newer, true)], undefined, undefined],
    [
      'no empty test that is not accepted',
      [proof('empty', newer)],
      anObjective({ accepts: ['partial'] }),
      undefined,
    ],
    [
      'the test before a partial one that is not accepted',
      [proof('partial', newer, true), proof('passed', older)],
      anObjective({ accepts: ['empty'] }),
      older,
    ],
    [
      'a partial test that is accepted',
      [proof('partial', newer)],
      anObjective({ accepts: ['partial'] }),
      newer,
    ],
    [
      'an empty test that is accepted',
      [proof('empty', newer)],
      anObjective({ accepts: ['partial', 'empty'] }),
      newer,
    ],
    [
      'no accepted test without the validation that is required',
      [proof('partial', newer)],
      anObjective({ requiresValidation: true, accepts: ['partial'] }),
      undefined,
    ],
    [
      'an accepted test with the validation that is required',
      [proof('partial', newer, true)],
      anObjective({ requiresValidation: true, accepts: ['partial'] }),
      newer,
    ],
  ])('counts %s', (_, proofs, objective, expected) => {
    expect(lastSuccessAt({ ...test, proofs }, objective)).toEqual(expected);
  });
});
