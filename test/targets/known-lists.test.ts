import { describe, expect, it } from '@jest/globals';
import {
  keepAccounts,
  keepIds,
  keepRegions,
  listOmissions,
  noLists,
  unitsByAccount,
} from '../../src/targets/known-lists.js';
import type { MemberAccount, MemberState } from '../../src/targets/select-accounts.js';

const rule = { readings: 2, durationMs: 3_600_000 };
const at = new Date(0);
const later = (minutes: number) => new Date(minutes * 60_000);
const omittedAt = (minutes: number, readings = 0) => ({ since: later(minutes), readings });

function account(id: string, state: MemberState = 'ACTIVE'): MemberAccount {
  return { id, name: id, state };
}

const listing = (...rows: string[]) => ({ rows, omissions: new Map() });

function enabled(name: string) {
  return { name, isEnabled: true };
}

describe('the accounts of the organization', () => {
  const both = keepAccounts(noLists.accounts, [account('1'), account('2')], at, rule);

  it('stay when AWS leaves them out, until that is confirmed', () => {
    const once = keepAccounts(both, [account('1')], later(60), rule);
    expect(once).toEqual({
      rows: [account('1'), account('2')],
      omissions: new Map([['2', omittedAt(60)]]),
    });
    const gone = [90, 120].reduce(
      (kept, minutes) => keepAccounts(kept, [account('1')], later(minutes), rule),
      once,
    );
    expect(gone).toEqual({ rows: [account('1')], omissions: new Map() });
  });

  it('are what AWS says of them now: one that is suspended is so at once', () => {
    const suspended = [account('1'), account('2', 'SUSPENDED')];
    expect(keepAccounts(both, suspended, later(60), rule)).toEqual({ rows: suspended, omissions: new Map() });
  });
});

it('knows the units above an account by its paths, else by the lists that name it', () => {
  const rows = [{ ...account('1'), units: ['r-1', 'ou-1'] }, account('2'), account('3')];
  const units = new Map([
    ['r-1', listing('1', '2')],
    ['ou-2', listing('1', '2', '4')],
  ]);
  expect(unitsByAccount({ accounts: { rows, omissions: new Map() }, units })).toEqual(
    new Map([
      ['1', ['r-1', 'ou-1']],
      ['2', ['r-1', 'ou-2']],
      ['3', []],
    ]),
  );
});

describe('the regions of an account', () => {
  const known = keepRegions(undefined, [enabled('us-east-1'), enabled('eu-west-1')], at, rule);

  it('are those that are enabled, in order', () => {
    const listed = [enabled('us-east-1'), { name: 'af-south-1', isEnabled: false }, enabled('eu-west-1')];
    expect(keepRegions(undefined, listed, at, rule).rows).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('stay when AWS leaves one out', () => {
    expect(keepRegions(known, [enabled('us-east-1')], later(5), rule)).toEqual({
      rows: ['eu-west-1', 'us-east-1'],
      omissions: new Map([['eu-west-1', omittedAt(5)]]),
    });
  });

  it('go at once when AWS says that they are disabled', () => {
    const listed = [enabled('us-east-1'), { name: 'eu-west-1', isEnabled: false }];
    expect(keepRegions(known, listed, later(5), rule)).toEqual({ rows: ['us-east-1'], omissions: new Map() });
  });
});

it('tells what each list leaves out', () => {
  const accounts = keepAccounts(
    keepAccounts(noLists.accounts, [account('1'), account('2')], at, rule),
    [account('1')],
    later(5),
    rule,
  );
  const without = keepIds(keepIds(undefined, ['1', '2'], at, rule), ['2'], later(6), rule);
  const lists = { accounts, units: new Map([['ou-1', without]]), regions: new Map([['3', without]]) };
  expect(listOmissions(lists)).toEqual({
    accounts: new Map([['2', omittedAt(5)]]),
    organizational_units: new Map([['ou-1/1', omittedAt(6)]]),
    regions: new Map([['3/1', omittedAt(6)]]),
  });
  expect(listOmissions(noLists)).toEqual({
    accounts: new Map(),
    organizational_units: new Map(),
    regions: new Map(),
  });
});
