import { describe, expect, it } from '@jest/globals';
import type { EventMap } from '../../src/events.js';
import { createTargetStates } from '../../src/polling/target-states.js';
import type { RestoreJob } from '../../src/restores/jobs/restore-job.js';
import type { Target } from '../../src/targets/target.js';
import { newTargetState, recordJobsReading, type TargetState } from '../../src/targets/target-state.js';
import { emitTo } from '../emit-to.js';
import { anOpenTest, aRestoreTest } from '../restores/a-restore-job.js';
import { asUpdate } from '../targets/as-update.js';

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
        awsState: 'FAILED',
        resourceType: 'EBS',
        count: 1,
        startAt: new Date(0),
        endAt: new Date(1),
      },
    ];
    const before = states.of(payments);
    states.update(
      payments,
      asUpdate((state) => ({ ...state, summaries })),
    );
    expect(states.of(payments)).toEqual({ ...before, summaries });
    expect(before.summaries).toEqual([]);
    expect(changes).toBe(1);
  });

  it('takes the place of a target whose account was not known under its account, once', () => {
    const states = createTargetStates([ownAccount, payments], () => undefined);
    const identified = { accountId: '444455556666', accountName: '444455556666', region: 'eu-west-1' };
    expect(states.identify(ownAccount, '444455556666')).toEqual(identified);
    states.update(
      identified,
      asUpdate((state) => ({ ...state, sources: { jobs: { durationSeconds: 1 } } })),
    );
    expect(states.identify(ownAccount, '444455556666')).toEqual(identified);
    expect(states.all().map((state) => state.target)).toEqual([identified, payments]);
    expect(states.of(identified).sources).toEqual({ jobs: { durationSeconds: 1 } });
  });

  it('is nothing of a target that is not watched, and no change of it is taken', () => {
    let changes = 0;
    const states = createTargetStates([payments], () => {
      changes += 1;
    });
    states.update(
      ownAccount,
      asUpdate((state) => ({ ...state, asOf: new Date(1) })),
    );
    expect([states.of(ownAccount), states.all(), changes]).toEqual([
      newTargetState(ownAccount),
      [newTargetState(payments)],
      0,
    ]);
  });
});

describe('the targets that are watched from now on', () => {
  const role = { arn: 'arn:aws:iam::111122223333:role/monitor', externalId: 'x', stsRegion: 'eu-west-1' };
  const entered = { ...payments, role };
  const tried = { sources: { jobs: { durationSeconds: 1 } } };

  it.each<[string, Target]>([
    ['has another name', { ...entered, accountName: 'billing' }],
    ['is entered by another role', { ...entered, role: { ...role, arn: `${role.arn}-2` } }],
    ['with another external id', { ...entered, role: { ...role, externalId: 'y' } }],
    ['at another endpoint', { ...entered, role: { ...role, stsRegion: 'us-east-1' } }],
    ['by no role', payments],
  ])('keep what is known of one that %s, and tell that it is altered', (_, altered) => {
    const states = createTargetStates([entered], () => undefined);
    states.update(
      entered,
      asUpdate((state) => ({ ...state, ...tried })),
    );
    expect(states.replace([altered], 'discovery')).toEqual({ joined: [], altered: [altered], left: [] });
    expect(states.all()).toEqual([{ ...newTargetState(altered), ...tried }]);
    expect([states.has(entered), states.has(altered)]).toEqual([false, true]);
  });

  it('are the very same where nothing differs', () => {
    const states = createTargetStates([entered], () => undefined);
    expect(states.replace([{ ...payments, role: { ...role } }], 'discovery')).toEqual({
      joined: [],
      altered: [],
      left: [],
    });
    expect(states.has(entered)).toBe(true);
  });

  it('are told, those that left, and that something changed', () => {
    const told: unknown[] = [];
    const states = createTargetStates([entered], emitTo({ targetsChanged: (event) => told.push(event) }));
    const other = { accountId: '444455556666', accountName: 'orders', region: 'eu-west-1' };
    const changes = { joined: [other], altered: [], left: [entered] };
    expect(states.replace([other], 'configuration')).toEqual(changes);
    expect(states.replace([other], 'discovery')).toEqual({ joined: [], altered: [], left: [] });
    expect(states.all()).toEqual([newTargetState(other)]);
    expect(told).toEqual([{ ...changes, by: 'configuration', targets: 1 }]);
  });

  describe('of the own account', () => {
    const account = '444455556666';
    const known = { accountId: account, accountName: account, region: 'eu-west-1' };
    const read = { sources: { jobs: { durationSeconds: 1, lastSuccessAt: new Date(1) } } };
    const states = (own: Target, sources: Partial<TargetState>) => {
      const made = createTargetStates([entered, own], () => undefined);
      made.update(
        entered,
        asUpdate((state) => ({ ...state, ...read })),
      );
      made.update(
        own,
        asUpdate((state) => ({ ...state, ...sources })),
      );
      return made;
    };

    it('keep the account that one of them has told', () => {
      const elsewhere = { ...ownAccount, region: 'us-east-1' };
      expect(states(known, read).replace([ownAccount, elsewhere, payments], 'discovery')).toEqual({
        joined: [{ ...known, region: 'us-east-1' }],
        altered: [payments],
        left: [],
      });
    });

    it('have none where the account is only said to be the own one', () => {
      expect(states(known, tried).replace([ownAccount], 'discovery')).toEqual({
        joined: [ownAccount],
        altered: [],
        left: [entered, known],
      });
    });
  });
});

describe('a change', () => {
  const listedAt = new Date('2026-03-02T05:00:00.000Z');
  const later = new Date('2026-03-02T05:05:00.000Z');
  const settings = { lookbackMs: 30 * 86_400_000, retentionMs: 400 * 86_400_000 };
  const failure = { operation: 'ListRestoreJobs', reason: 'throttled', message: 'Rate exceeded' } as const;
  const readWith =
    (at: Date, jobs: readonly RestoreJob[], failed?: typeof failure) =>
    (state: TargetState): TargetState =>
      recordJobsReading(
        state,
        { at, durationSeconds: 1, failure: failed },
        { jobs, gone: [], listedAt: at },
        settings,
      ).state;
  const running = anOpenTest({ createdAt: listedAt });
  const failed = aRestoreTest({ id: running.id, createdAt: listedAt, completedAt: later, status: 'FAILED' });

  it.each([
    ['the first try of one of several targets', [], readWith(listedAt, []), false],
    ['the same reading again', [readWith(listedAt, [])], readWith(later, []), false],
    ['a job that still runs', [readWith(listedAt, [running])], readWith(later, [running]), false],
    ['a job that has ended', [readWith(listedAt, [running])], readWith(later, [failed]), true],
    ['a reading that fails', [readWith(listedAt, [])], readWith(later, [], failure), true],
    ['a reading that fails again', [readWith(listedAt, [], failure)], readWith(later, [], failure), false],
    ['a reading that fails no more', [readWith(listedAt, [], failure)], readWith(later, []), true],
  ])('of %s says whether it is urgent', (_, before, next, isUrgent) => {
    const told: boolean[] = [];
    const other = { ...payments, region: 'eu-north-1' };
    const states = createTargetStates(
      [payments, other],
      emitTo({ factsChanged: (event) => told.push(event.isUrgent) }),
    );
    for (const each of before) states.update(payments, asUpdate(each));
    states.update(payments, asUpdate(next));
    expect(told.at(-1)).toBe(isUrgent);
  });

  it('is told with each test that ended by it, and everything that AWS said of its job', () => {
    const told: EventMap['factsChanged'][] = [];
    const states = createTargetStates([payments], emitTo({ factsChanged: (event) => told.push(event) }));
    const record = (at: Date, jobs: readonly RestoreJob[]) =>
      states.update(payments, (state) =>
        recordJobsReading(state, { at, durationSeconds: 1 }, { jobs, gone: [], listedAt: at }, settings),
      );
    record(listedAt, [running]);
    record(later, [failed]);
    record(new Date(later.getTime() + 300_000), [failed]);
    const ends = told.map(({ target, changes }) => [target, changes.testEnds.map(({ job }) => job)]);
    expect(ends).toEqual([
      [payments, []],
      [payments, [failed]],
      [payments, []],
    ]);
  });

  it('is urgent that is the first try of the last target', () => {
    const told: boolean[] = [];
    const other = { ...payments, region: 'eu-north-1' };
    const states = createTargetStates(
      [payments, other],
      emitTo({ factsChanged: ({ isUrgent }) => told.push(isUrgent) }),
    );
    states.update(payments, asUpdate(readWith(listedAt, [])));
    states.update(other, asUpdate(readWith(listedAt, [])));
    states.update(other, asUpdate(readWith(later, [])));
    expect(told).toEqual([false, true, false]);
  });
});
