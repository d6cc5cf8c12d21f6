import { describe, expect, it } from '@jest/globals';
import type { CallFailure, FailureReason } from '../../src/targets/call-failure.js';
import {
  currentFailure,
  forgetSource,
  newTargetState,
  recordJobsReading,
  recordTagsReading,
  type TargetState,
  unavailableSources,
} from '../../src/targets/target-state.js';
import { dayMs, hourMs, later, monday } from '../restores/a-restore-job.js';

const orders = 'arn:aws:rds:eu-west-1:111122223333:db:orders';
const wiki = 'arn:aws:rds:eu-west-1:111122223333:db:wiki';
const settings = { lookbackMs: 30 * dayMs, retentionMs: 400 * dayMs };
const at = (hours: number) => later(monday, hours * hourMs);
const reading = (hours: number) => ({ at: at(hours), durationSeconds: 1 });
const target = { accountId: '111122223333', accountName: 'shop', region: 'eu-west-1' };
const fresh = recordJobsReading(
  newTargetState(target),
  reading(0),
  { jobs: [], gone: [], listedAt: at(0) },
  settings,
).state;

/** By ARN: the owner, or no tag at all. */
type Owners = Readonly<Record<string, string | undefined>>;

function tagged(state: TargetState, hours: number, owners: Owners): TargetState {
  const rows = Object.entries(owners).map(([arn, owner]) => ({
    arn,
    tags: new Map(owner === undefined ? [] : [['owner', owner]]),
  }));
  return recordTagsReading(state, reading(hours), rows).state;
}

function failed(state: TargetState, hours: number, reason: FailureReason): TargetState {
  const failure: CallFailure = { operation: 'GetResources', reason, message: 'no' };
  return recordTagsReading(state, { ...reading(hours), failure }, undefined).state;
}

const ownersOf = ({ tags }: TargetState): Owners =>
  Object.fromEntries([...tags].map(([arn, each]) => [arn, each.get('owner')]));
const omittedFrom = ({ omissions }: TargetState) => [...omissions.tags.keys()];

const read = tagged(fresh, 1, { [orders]: 'shop', [wiki]: 'it' });

describe('the tags of a target', () => {
  it('are those of the latest reading', () => {
    expect(ownersOf(read)).toEqual({ [orders]: 'shop', [wiki]: 'it' });
    expect(read.knownAt.tags).toEqual(at(1));
    expect(ownersOf(tagged(read, 2, { [orders]: 'it', [wiki]: 'it' }))).toEqual({
      [orders]: 'it',
      [wiki]: 'it',
    });
  });

  it('stay when a reading fails, and so does their moment', () => {
    const after = failed(read, 2, 'throttled');
    expect(after.tags).toBe(read.tags);
    expect(after.knownAt.tags).toEqual(at(1));
    expect(currentFailure(after)?.reason).toBe('throttled');
  });

  it('end at once where AWS lists the resource without them', () => {
    const after = tagged(read, 2, { [orders]: undefined, [wiki]: 'it' });
    expect([ownersOf(after), omittedFrom(after)]).toEqual([{ [wiki]: 'it' }, []]);
  });

  it('stay while the list leaves the resource out, until further readings confirm it', () => {
    const once = tagged(read, 2, { [wiki]: 'it' });
    const twice = tagged(once, 3, { [wiki]: 'it' });
    const states = [once, twice, tagged(twice, 4, { [wiki]: 'it' })];
    expect(states.map((state) => [ownersOf(state), omittedFrom(state)])).toEqual([
      [{ [wiki]: 'it', [orders]: 'shop' }, [orders]],
      [{ [wiki]: 'it', [orders]: 'shop' }, [orders]],
      [{ [wiki]: 'it' }, []],
    ]);
  });

  it('are dropped with the source, and what it left out with them', () => {
    const after = forgetSource(tagged(read, 2, { [wiki]: 'it' }), 'tags').state;
    expect([ownersOf(after), omittedFrom(after), after.knownAt.tags, after.sources.tags]).toEqual([
      {},
      [],
      undefined,
      undefined,
    ]);
    expect(after.knownAt.jobs).toEqual(at(0));
  });

  it.each<FailureReason>(['denied_by_policy', 'not_supported'])(
    'are no failure of an account and region that do not have them: %s',
    (reason) => {
      const after = failed(fresh, 1, reason);
      expect([currentFailure(after), unavailableSources(after)]).toEqual([undefined, ['tags']]);
      expect(currentFailure(failed(read, 2, reason))?.reason).toBe(reason);
    },
  );

  it('are one object where they are equal, also to those before', () => {
    const both = tagged(fresh, 1, { [orders]: 'shop', [wiki]: 'shop' });
    const again = tagged(both, 2, { [orders]: 'shop', [wiki]: 'it' });
    expect(both.tags.get(wiki)).toBe(both.tags.get(orders));
    expect(again.tags.get(orders)).toBe(both.tags.get(orders));
    expect(again.tags.get(wiki)).not.toBe(both.tags.get(wiki));
  });
});
