import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createExposition } from '../../src/metrics/exposition.js';
import { createReadiness } from '../../src/polling/readiness.js';
import { createTargetStates } from '../../src/polling/target-states.js';
import type { RestoreJob } from '../../src/restores/jobs/restore-job.js';
import { type KnownFacts, restoredState } from '../../src/targets/restored-state.js';
import {
  hasBeenTried,
  learn,
  newTargetState,
  recordFailure,
  recordJobsReading,
  recordPlansReading,
  recordResourcesReading,
  type TargetState,
} from '../../src/targets/target-state.js';
import { aPlan, aResource } from '../restores/a-plan.js';
import {
  anOpenTest,
  aRestoreJob,
  aRestoreTest,
  dailyPlan,
  dayMs,
  hourMs,
  later,
  monday,
} from '../restores/a-restore-job.js';
import { asUpdate } from './as-update.js';

const target = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };
const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const at = (hours: number) => later(monday, hours * hourMs);
const reading = (hours: number) => ({ at: at(hours), durationSeconds: 1 });

function listing(state: TargetState, hours: number, jobs: readonly RestoreJob[]) {
  return recordJobsReading(state, reading(hours), { jobs, gone: [], listedAt: at(hours) }, settings);
}

/** What a process knew that had read everything. */
function readState(): TargetState {
  const planned = recordPlansReading(newTargetState(target), reading(1), [aPlan()]).state;
  const baseline = listing(planned, 2, []).state;
  const tested = listing(baseline, 3, [aRestoreTest({ validation: 'SUCCESSFUL' })]).state;
  const resources = { resources: [aResource('ledger')], lastRestores: new Map() };
  return recordResourcesReading(tested, reading(4), resources).state;
}

const earlier = readState();

function factsOf(state: TargetState): KnownFacts {
  const { target: _, restores, sources: __, asOf: ___, ...facts } = state;
  return {
    ...facts,
    restores: {
      ...restores,
      jobs: [...restores.jobs.values()],
      tombstones: [...restores.tombstones.values()],
      groups: [...restores.groups.values()],
      latestTests: [...restores.latestTests.values()],
    },
  };
}

function restored(state = earlier): TargetState {
  const result = restoredState(target, factsOf(state));
  if (!result.ok) throw new Error(result.failure.join('\n'));
  return result.value;
}

function render(state: TargetState): string[] {
  const objective = {
    plan: '*',
    resourceType: '*',
    successIntervalMs: 8 * dayMs,
    requiresValidation: true,
    accepts: [],
    provenIn: 'any',
  } as const;
  const exposition = createExposition(
    {
      perResource: { enabled: true, limit: 10 },
      summaries: { period: 'ONE_DAY', state: 'ANY' },
      objectives: [objective],
      testsAwait: [
        { source: 'plans', except: [] },
        { source: 'resources', except: [] },
      ],
    },
    () => [state],
  );
  return exposition()
    .join('')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

const ofProcess = /^restore_test_monitor_target_(up|failure_reason|poll_duration_seconds)\{/;

const isFact = (line: string) => !ofProcess.test(line);

describe('a state that starts from known facts', () => {
  it('is the state before, but for what the process has tried', () => {
    expect(restored()).toEqual({ ...earlier, sources: {} });
  });

  it('shows them at once with their age, and nothing of readings', () => {
    const lines = render(earlier);
    expect(lines.filter((line) => ofProcess.test(line)).length).toBeGreaterThan(2);
    expect(render(restored())).toEqual(lines.filter(isFact));
    expect(lines.filter((line) => line.includes('target_last_success_timestamp_seconds'))).toHaveLength(3);
  });

  it('is not ready, and up only when the process has read it', () => {
    const states = createTargetStates([target], () => undefined);
    states.update(
      target,
      asUpdate(() => restored()),
    );
    const readiness = createReadiness(states, () => undefined, { changes: () => 1, published: () => 1 });
    expect([readiness.untriedTargets(), hasBeenTried(states.of(target))]).toEqual([
      ['111122223333/eu-west-1'],
      false,
    ]);
    states.update(target, (state) => listing(state, 5, []));
    expect(readiness.untriedTargets()).toEqual([]);
    expect(
      render(states.of(target)).find((line) => line.startsWith('restore_test_monitor_target_up')),
    ).toMatch(/ 1$/);
  });

  it('keeps them while the readings of the process fail', () => {
    const failure = { operation: 'AssumeRole', reason: 'access_denied', message: 'no' } as const;
    const failed = recordFailure(restored(), 'jobs', { ...reading(9), failure }).state;
    expect(render(failed).filter(isFact)).toEqual(render(earlier).filter(isFact));
    expect(failed.knownAt).toEqual(earlier.knownAt);
  });

  it('believes that a source is not there only when further readings confirm it', () => {
    const failure = { operation: 'ListRestoreTestingPlans', reason: 'not_supported', message: 'no' } as const;
    const failing = (state: TargetState, hours: number) =>
      recordPlansReading(state, { ...reading(hours), failure }, undefined);
    const once = failing(restored(), 5).state;
    expect([once.plans, once.knownAt.plans]).toEqual([[aPlan()], at(1)]);
    const gone = failing(failing(once, 6).state, 7);
    expect([gone.state.plans, gone.state.knownAt.plans]).toEqual([[], undefined]);
    expect(gone.changes.plans).toEqual([{ before: aPlan(), after: undefined }]);
  });

  it.each<[string, Partial<KnownFacts>, string[]]>([
    ['plans', { plans: [aPlan()] }, ['plans: read at an unknown moment']],
    ['resources', { resources: [aResource('ledger')] }, ['resources: read at an unknown moment']],
    ['no date', { knownAt: { jobs: new Date(Number.NaN) } }, ['.knownAt.jobs: no date']],
    [
      'jobs',
      { restores: { ...factsOf(newTargetState(target)).restores, listedAt: monday } },
      ['listedAt without countedFrom', 'restore jobs: listed at an unknown moment'],
    ],
  ])('is refused if it cannot be: %s', (_, facts, failure) => {
    expect(restoredState(target, { ...factsOf(newTargetState(target)), ...facts })).toEqual({
      ok: false,
      failure,
    });
  });
});

describe('what is learnt without a reading', () => {
  it('is known at once, and is neither a reading nor the end of what it does not name', () => {
    const open = anOpenTest({ id: 'job-2' });
    const { state, changes } = learn(earlier, { jobs: [open] }, at(6), settings);
    expect(changes.jobs).toMatchObject([{ before: undefined, after: open, standing: 'known' }]);
    expect([...state.restores.jobs.keys()]).toEqual(['job-1', 'job-2']);
    expect([state.sources, state.knownAt, state.restores.listedAt]).toEqual([
      earlier.sources,
      earlier.knownAt,
      at(3),
    ]);
    expect(state.asOf).toEqual(at(6));
  });

  it('counts as of the latest reading if the news is late', () => {
    const { lookbackStart, ...restores } = learn(earlier, { jobs: [] }, at(1), settings).state.restores;
    expect({ ...restores, lookbackStart: earlier.restores.lookbackStart }).toEqual(earlier.restores);
    expect(lookbackStart).toEqual(later(earlier.asOf, -settings.lookbackMs));
  });

  const job = fc
    .record({
      hours: fc.integer({ min: -300, max: 30 }),
      resource: fc.constantFrom('ledger', 'orders'),
      status: fc.constantFrom('RUNNING', 'COMPLETED', 'FAILED', 'ABORTED'),
      validation: fc.constantFrom('NONE', 'VALIDATING', 'SUCCESSFUL', 'FAILED'),
      deletion: fc.constantFrom('NONE', 'SUCCESSFUL', 'FAILED'),
      isOnDemand: fc.boolean(),
    })
    .map(({ hours, resource, isOnDemand, status, ...fields }): Omit<RestoreJob, 'id'> => {
      const createdAt = at(hours);
      return {
        ...aRestoreJob({ ...fields, createdAt, status }),
        completedAt: status === 'RUNNING' ? undefined : later(createdAt, hourMs),
        plan: isOnDemand ? undefined : dailyPlan,
        sourceResourceArn: aResource(resource).arn,
        sizeBytes: 100 + hours,
      };
    });
  const jobs = fc
    .uniqueArray(job, { minLength: 1, maxLength: 8, selector: ({ createdAt }) => createdAt.getTime() })
    .chain((list) => {
      const named = list.map((each, index): RestoreJob => ({ ...each, id: `new-${index}` }));
      const children = named.map(
        (each, index): RestoreJob => (index % 4 === 3 ? { ...each, parentJobId: `new-${index - 1}` } : each),
      );
      return fc.tuple(fc.constant(children), fc.shuffledSubarray(children, { minLength: children.length }));
    });

  it('gives, job by job and in any order, the facts of a listing of them', () => {
    fc.assert(
      fc.property(jobs, ([listed, shuffled]) => {
        const now = at(40);
        const list = { jobs: listed, gone: [], listedAt: now };
        const whole = recordJobsReading(earlier, { at: now, durationSeconds: 1 }, list, settings).state;
        let learnt = earlier;
        for (const each of shuffled) learnt = learn(learnt, { jobs: [each] }, now, settings).state;
        // Only the listing knows that it has seen everything.
        const { listedAt } = whole.restores;
        expect({ ...learnt.restores, listedAt }).toEqual(whole.restores);
      }),
      { numRuns: 200 },
    );
  });
});
