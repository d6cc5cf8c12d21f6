import { describe, expect, it } from '@jest/globals';
import { arnPlace } from '../../../src/restores/coverage/arn-place.js';
import { type CopyKind, copyKind, isProvenIn, type ProvenIn } from '../../../src/restores/coverage/proven-in.js';

const home = { accountId: '111122223333', region: 'eu-central-1' };
const here = { ...home, accountName: 'production' };
const recovery = { accountId: '222233334444', accountName: 'recovery', region: 'eu-central-1' };
const vault = (accountId: string, region = 'eu-central-1') =>
  `arn:aws:backup:${region}:${accountId}:backup-vault:vault`;

describe('arnPlace', () => {
  it.each([
    ['arn:aws:rds:eu-central-1:111122223333:db:orders', home],
    [
      'arn:aws-cn:dynamodb:cn-north-1:111122223333:table/a:b',
      { accountId: '111122223333', region: 'cn-north-1' },
    ],
    ['arn:aws:s3:::bucket', {}],
    ['arn:aws:ec2:eu-central-1::snapshot/snap-1', { region: 'eu-central-1' }],
    ['arn:aws:rds:eu-central-1:customer:db:orders', { region: 'eu-central-1' }],
    ['rds:eu-central-1:111122223333:db:orders:more', {}],
    ['', {}],
  ])('of %s', (arn, expected) => {
    expect(arnPlace(arn)).toEqual(expected);
  });
});

describe('copyKind', () => {
  it.each<[string, CopyKind, Parameters<typeof copyKind>]>([
    ['a vault beside the resource', 'own', [home, { ...here, vaultArn: vault(home.accountId) }]],
    ['its account and region where AWS names no vault', 'own', [home, here]],
    [
      'a vault of another region',
      'other_region',
      [home, { ...here, vaultArn: vault(home.accountId, 'eu-west-1') }],
    ],
    ['another region where AWS names no vault', 'other_region', [home, { ...here, region: 'eu-west-1' }]],
    ['another account', 'other_account', [home, recovery]],
    [
      'a vault of another account, in another region',
      'other_account',
      [home, { ...here, vaultArn: vault('222233334444', 'eu-west-1') }],
    ],
    [
      'a vault beside the resource that another account shares',
      'own',
      [home, { ...recovery, vaultArn: vault(home.accountId) }],
    ],
    [
      'a vault of another account that is shared with its own',
      'other_account',
      [home, { ...here, vaultArn: vault('222233334444') }],
    ],
    [
      'a vault whose ARN cannot be read, by where it restored',
      'other_account',
      [home, { ...recovery, vaultArn: 'vault' }],
    ],
    [
      'a resource of no known region',
      'own',
      [{ accountId: home.accountId }, { ...here, region: 'eu-west-1' }],
    ],
    ['a resource of no known account', 'unknown', [{}, recovery]],
  ])('of %s is %s', (_, expected, [resource, place]) => {
    expect(copyKind(resource, place)).toBe(expected);
  });
});

function named(accounts: string[], vaults: string[] = []): ProvenIn {
  return { accounts, vaults };
}

describe('isProvenIn', () => {
  it.each<[ProvenIn, CopyKind, boolean]>([
    ['any', 'own', true],
    ['any', 'unknown', true],
    ['own', 'own', true],
    ['own', 'other_region', false],
    ['own', 'other_account', false],
    ['own', 'unknown', false],
    ['copy', 'own', false],
    ['copy', 'other_region', true],
    ['copy', 'other_account', true],
    ['copy', 'unknown', false],
    [named(['222233334444']), 'other_account', true],
    [named(['2222*']), 'other_account', true],
    [named(['recovery']), 'own', true],
    [named(['reco?ery', 'other']), 'own', true],
    [named(['production']), 'other_account', false],
    [named([], ['arn:aws:backup:*:222233334444:backup-vault:*']), 'other_account', true],
    [named(['production'], [vault('222233334444')]), 'other_account', true],
    [named([], [vault('111122223333')]), 'other_account', false],
  ])('for %j, with a proof of copy %s, is %s', (provenIn, copy, expected) => {
    expect(isProvenIn(provenIn, { ...recovery, vaultArn: vault('222233334444') }, copy)).toBe(expected);
  });

  it('takes a proof of an unknown vault for one of no named vault', () => {
    expect(isProvenIn(named([], ['*']), recovery, 'other_account')).toBe(false);
  });
});
