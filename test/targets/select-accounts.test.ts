import { describe, expect, it } from '@jest/globals';
import {
  type AccountFilter,
  type MemberState,
  selectAccounts,
  unitsOf,
} from '../../src/targets/select-accounts.js';

const member = (id: string, name: string, state: MemberState = 'ACTIVE') => ({ id, name, state });
const members = [
  member('111122223333', 'management'),
  member('222233334444', 'payments-prod'),
  member('333344445555', 'payments-test'),
  member('444455556666', 'web-prod'),
  member('555566667777', 'Web (old)'),
];
const units = new Map([
  ['ou-ab12-payments', new Set(['222233334444', '333344445555'])],
  ['ou-ab12-nothing0', new Set<string>()],
]);

function selected(include?: AccountFilter, exclude?: AccountFilter): string[] {
  return selectAccounts(members, { include, exclude }, units).map(({ name }) => name);
}

const all = members.map(({ name }) => name);

describe('the accounts that are watched', () => {
  it.each<[string, AccountFilter | undefined, AccountFilter | undefined, string[]]>([
    ['all without filters', undefined, undefined, all],
    ['all with empty ones', {}, { names: [] }, all],
    ['by id', { accounts: ['444455556666', '999900001111'] }, undefined, ['web-prod']],
    ['by name', { names: ['*-prod'] }, undefined, ['payments-prod', 'web-prod']],
    ['by a name of special characters', { names: ['Web (old)'] }, undefined, ['Web (old)']],
    ['not by a part of a name, nor in other case', { names: ['payments', 'WEB-*'] }, undefined, []],
    ['by one character each', { names: ['web-????'] }, undefined, ['web-prod']],
    [
      'by organizational unit',
      { organizationalUnits: ['ou-ab12-payments'] },
      undefined,
      ['payments-prod', 'payments-test'],
    ],
    ['by a unit that AWS does not know', { organizationalUnits: ['ou-ab12-unknown0'] }, undefined, []],
    [
      'by an id or a name',
      { accounts: ['111122223333'], names: ['web-*'] },
      undefined,
      ['management', 'web-prod'],
    ],
    [
      'by a name or a unit',
      { names: ['web-*'], organizationalUnits: ['ou-ab12-nothing0'] },
      undefined,
      ['web-prod'],
    ],
    ['by an empty unit', { organizationalUnits: ['ou-ab12-nothing0'] }, undefined, []],
    [
      'by any of several',
      { accounts: ['111122223333'], names: ['web-*'], organizationalUnits: ['ou-ab12-payments'] },
      undefined,
      ['management', 'payments-prod', 'payments-test', 'web-prod'],
    ],
    ['but not by id', undefined, { accounts: ['111122223333'] }, all.slice(1)],
    [
      'but not by unit',
      undefined,
      { organizationalUnits: ['ou-ab12-payments'] },
      ['management', 'web-prod', 'Web (old)'],
    ],
    [
      'but not what is excluded and included',
      { names: ['*-prod'] },
      { accounts: ['222233334444'] },
      ['web-prod'],
    ],
  ])('%s', (_, include, exclude, expected) => {
    expect(selected(include, exclude)).toEqual(expected);
  });

  it.each<[MemberState, boolean]>([
    ['ACTIVE', true],
    ['SUSPENDED', false],
    ['PENDING_CLOSURE', false],
    ['PENDING_ACTIVATION', false],
    ['CLOSED', false],
    ['unknown', true],
  ])('of state %s: %p', (state, isWatched) => {
    const accounts = [member('111122223333', 'any', state)];
    expect(selectAccounts(accounts, { include: { accounts: ['111122223333'] } }, units)).toHaveLength(
      isWatched ? 1 : 0,
    );
  });
});

it('asks for each organizational unit of the filters once', () => {
  const filters = [
    { organizationalUnits: ['ou-b', 'ou-a'] },
    undefined,
    { organizationalUnits: ['ou-b'] },
    {},
  ];
  expect(unitsOf(filters)).toEqual(['ou-b', 'ou-a']);
});
