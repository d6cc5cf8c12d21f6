import { describe, expect, it } from '@jest/globals';
import type { CallFailure } from '../../src/targets/call-failure.js';
import { newTargetState, recordFailure } from '../../src/targets/target-state.js';
import { targetViewOf } from '../../src/views/target-view.js';
import { aPlan, aResource } from '../restores/a-plan.js';
import { aRestoreTest } from '../restores/a-restore-job.js';
import { aReadTarget, payments, place, readAt } from './a-read-target.js';

const denied: CallFailure = {
  operation: 'ListRestoreJobs',
  reason: 'access_denied',
  message: 'not authorized',
};
const missing: CallFailure = {
  operation: 'ListRestoreTestingPlans',
  reason: 'not_supported',
  message: 'not available',
};
const reading = { at: readAt, durationSeconds: 1.5 };
const roleArn = 'arn:aws:iam::111122223333:role/monitor';
const counts = {
  restoreJobs: 0,
  restoreTestingPlans: 0,
  protectedResources: 0,
  latestTests: 0,
  leftovers: 0,
};
const read = { lastSuccessAt: '2026-03-05T05:00:00.000Z', durationSeconds: 1.5, isUnavailable: false };

describe('the view of a target', () => {
  it('that was read', () => {
    const left = aRestoreTest({
      id: 'job-2',
      deletion: 'FAILED',
      createdResourceArn: 'arn:aws:rds:::db:copy',
    });
    const resources = [aResource('ledger'), aResource('orders')];
    const state = aReadTarget({ jobs: [aRestoreTest(), left], plans: [aPlan()], resources });
    expect(targetViewOf(state)).toEqual({
      ...place,
      roleArn,
      state: 'up',
      sources: [
        { source: 'jobs', ...read },
        { source: 'plans', ...read },
        { source: 'resources', ...read },
      ],
      restoreJobs: 2,
      restoreTestingPlans: 1,
      protectedResources: 2,
      latestTests: 1,
      leftovers: 1,
    });
  });

  it('that was not tried', () => {
    expect(targetViewOf(newTargetState({ ...place }))).toEqual({
      ...place,
      state: 'not_tried',
      sources: [],
      ...counts,
    });
  });

  it('that fails', () => {
    const { state } = recordFailure(newTargetState(payments), 'jobs', { ...reading, failure: denied });
    expect(targetViewOf(state)).toEqual({
      ...place,
      roleArn,
      state: 'failing',
      failure: denied,
      sources: [{ source: 'jobs', durationSeconds: 1.5, isUnavailable: false, failure: denied }],
      ...counts,
    });
  });

  it('without a source that the region does not have', () => {
    const { state } = recordFailure(aReadTarget({ jobs: [] }), 'plans', { ...reading, failure: missing });
    expect(targetViewOf(state)).toEqual({
      ...place,
      roleArn,
      state: 'up',
      sources: [
        { source: 'jobs', ...read },
        { source: 'plans', durationSeconds: 1.5, isUnavailable: true, failure: missing },
      ],
      ...counts,
    });
  });
});
