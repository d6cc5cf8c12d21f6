import { describe, expect, it } from '@jest/globals';
import type { Poller } from '../../src/polling/poller.js';
import { createSourcePollers, sourceSchedules } from '../../src/polling/source-pollers.js';
import { createTargetStates } from '../../src/polling/target-states.js';
import type { SourceState } from '../../src/targets/source-state.js';
import { forgetSource, type SourceId, type TargetState } from '../../src/targets/target-state.js';
import { configured } from '../iam/configured.js';
import { asUpdate } from '../targets/as-update.js';

const config = configured({});
const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const minute = (count: number) => new Date(count * 60_000);
const read: SourceState = { durationSeconds: 1, lastSuccessAt: minute(0) };
const failure = { operation: 'ListRestoreTestingPlans', reason: 'not_supported', message: 'no' } as const;
const unavailable = (readings: number): SourceState => ({
  durationSeconds: 1,
  failure,
  missing: { since: minute(0), readings },
  isUnavailable: true,
});
const omitted = new Map([['daily', { since: minute(0), readings: 0 }]]);

/** The slow sources that are read between times, with the jobs. */
function owed(change: (state: TargetState) => TargetState, from = config): SourceId[] {
  const states = createTargetStates([target], () => undefined);
  states.update(
    target,
    asUpdate((state) => ({
      ...state,
      asOf: minute(10),
      sources: { jobs: read, plans: read, resources: read, summaries: read },
    })),
  );
  states.update(target, asUpdate(change));
  const wanted: SourceId[] = [];
  const pollers = createSourcePollers(
    (source): Poller => ({
      async tick(isWanted = () => false) {
        if (isWanted(target)) wanted.push(source.id);
      },
      abort: () => undefined,
      settled: async () => undefined,
    }),
  );
  const works = new Map(sourceSchedules(from, pollers, states));
  works.get('owed')?.tick();
  return wanted;
}

const withPlans = (plans: SourceState, asOf: Date) => (state: TargetState) => ({
  ...state,
  asOf,
  sources: { ...state.sources, plans },
});
const withOmission = (asOf: Date) => (state: TargetState) => ({
  ...state,
  asOf,
  omissions: { ...state.omissions, selections: omitted },
});

describe('what is read between times', () => {
  it.each<[string, (state: TargetState) => TargetState, SourceId[]]>([
    ['is nothing while all is well', (state) => state, []],
    ['is a source that fails', withPlans({ durationSeconds: 1, failure }, minute(1)), ['plans']],
    ['is no source that was not tried yet', (state) => forgetSource(state, 'plans').state, []],
    [
      'is nothing of a target whose jobs fail',
      (state) => ({
        ...state,
        sources: { ...state.sources, jobs: { ...read, failure }, plans: { ...read, failure } },
      }),
      [],
    ],
    ['is no list that left something out just now', withOmission(minute(29)), []],
    ['is a list that left something out half an hour ago', withOmission(minute(30)), ['plans']],
    ['is no source that was found unavailable just now', withPlans(unavailable(0), minute(29)), []],
    ['is one that is unavailable for half an hour', withPlans(unavailable(0), minute(30)), ['plans']],
    ['is none that is unavailable for good', withPlans(unavailable(2), minute(6000)), []],
  ])('%s', (_, change, expected) => {
    expect(owed(change)).toEqual(expected);
  });

  it('is no source that is left out there', () => {
    const without = configured({ plans: { exclude: [{ regions: ['eu-*'] }] } });
    expect(owed(withPlans({ durationSeconds: 1, failure }, minute(1)), without)).toEqual([]);
  });
});
