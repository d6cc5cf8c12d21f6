import { describe, expect, it } from '@jest/globals';
import { createTargetStates } from '../../src/polling/target-states.js';

const ownAccount = { accountId: '', accountName: '', region: 'eu-west-1' };
const payments = { accountId: '111122223333', accountName: 'payments', region: 'eu-west-1' };

describe('what is known of the targets', () => {
  it('is a state of each, in their order, from the start', () => {
    const states = createTargetStates([payments, ownAccount], () => undefined);
    expect(states.all().map((state) => state.target)).toEqual([payments, ownAccount]);
  });

  it('changes by a state at a time, and tells that it did', () => {
    let changes = 0;
    const states = createTargetStates([payments], () => {
      changes += 1;
    });
    const summaries = [
      {
        region: 'eu-west-1',
        accountId: '111122223333',
        state: 'FAILED',
        resourceType: 'EBS',
        count: 1,
        startAt: new Date(0),
        endAt: new Date(1),
      },
    ];
    const before = states.of(payments);
    states.update(payments, (state) => ({ ...state, summaries }));
    expect(states.of(payments)).toEqual({ ...before, summaries });
    expect(before.summaries).toEqual([]);
    expect(changes).toBe(1);
  });

  it('takes the place of a target whose account was not known under its account, once', () => {
    const states = createTargetStates([ownAccount, payments], () => undefined);
    const identified = { accountId: '444455556666', accountName: '444455556666', region: 'eu-west-1' };
    expect(states.identify(ownAccount, '444455556666')).toEqual(identified);
    states.update(identified, (state) => ({ ...state, sources: { jobs: { durationSeconds: 1 } } }));
    expect(states.identify(ownAccount, '444455556666')).toEqual(identified);
    expect(states.all().map((state) => state.target)).toEqual([identified, payments]);
    expect(states.of(identified).sources).toEqual({ jobs: { durationSeconds: 1 } });
  });
});
