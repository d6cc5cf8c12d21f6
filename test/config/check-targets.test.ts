import { expect, it } from '@jest/globals';
import * as z from 'zod';
import { checkTargets } from '../../src/config/checks/check-targets.js';
import { formatPath } from '../../src/problems/problem.js';

const id = '111122223333';
const roleArn = `arn:aws:iam::${id}:role/monitor`;
const other = { id: '222233334444', roleArn: 'arn:aws:iam::222233334444:role/monitor' };
const regions = ['eu-central-1'];
const mixed = ['eu-central-1', 'cn-north-1'];
const ofTwo =
  'cn-north-1 is in partition aws-cn, but eu-central-1 in aws; an account has regions of one partition only';
const noneForAccount =
  'the account has no regions; set regions here, or at the top level for all accounts, or AWS_REGION in the environment';
const withoutRole =
  "has no roleArn, like accounts[0]; only the account of the daemon's own credentials goes without one";

function issues(value: unknown, fallback?: string, wrong: readonly string[] = []): string[] {
  return checkTargets({ accounts: [], ...z.record(z.string(), z.unknown()).parse(value) }, fallback, (path) =>
    wrong.includes(path),
  ).map(({ path, message }) => `${formatPath(path)}: ${message}`);
}

it.each<[string, object, string[]]>([
  ['regions of one partition', { regions: ['eu-central-1', 'us-east-1'] }, []],
  ['regions that are all', { regions: 'all' }, []],
  ['regions that are none', { regions: 5 }, []],
  ['accounts that are none', { accounts: 5 }, []],
  ['an account whose id is none', { accounts: [{ id: `${id}0` }, { id: `0${id}` }] }, []],
  ['an account that is none', { regions, accounts: [5, other] }, []],
  ['default regions of two partitions', { regions: mixed }, [`regions[1]: ${ofTwo}`]],
  [
    'default regions of two partitions that an account has',
    { regions: mixed, accounts: [{ id }] },
    [`regions[1]: ${ofTwo}`],
  ],
  [
    'default regions of two partitions that an account does not have',
    { regions: mixed, accounts: [{ id, regions }] },
    [],
  ],
  [
    'default regions of two partitions that the organization has',
    { regions: mixed, organization: {} },
    [`regions[1]: ${ofTwo}`],
  ],
  [
    'default regions of two partitions that the organization does not have',
    { regions: mixed, organization: { regions } },
    [],
  ],
  ['regions of an organization that are none', { regions, organization: { regions: 5 } }, []],
  ['an organization that is none', { organization: 5 }, []],
  [
    'two accounts without regions',
    { accounts: [{ id }, { id }] },
    [`accounts[0]: ${noneForAccount}`, `accounts[1]: ${noneForAccount}`],
  ],
  ['an account without regions', { accounts: [{ id }] }, [`accounts[0]: ${noneForAccount}`]],
  ['a role that is none', { regions, accounts: [{ id, roleArn: 'monitor' }] }, []],
  [
    'a role that is no text',
    {
      regions,
      accounts: [
        { id, roleArn: 5 },
        { ...other, roleArn: undefined },
      ],
    },
    [],
  ],
  ['a role whose region is none', { regions: ['Frankfurt', 'eu-west-1'], accounts: [{ id, roleArn }] }, []],
  ['a role with an external id', { regions, accounts: [{ id, roleArn, externalId: 'x' }] }, []],
  [
    'an external id without a role',
    { regions, accounts: [{ id, externalId: 'x' }] },
    ['accounts[0].externalId: an external id is of use only beside a roleArn'],
  ],
  [
    'a role of another account and partition',
    { regions: ['cn-north-1'], accounts: [{ ...other, roleArn }] },
    [
      `accounts[0].roleArn: the role belongs to account ${id}, but id is 222233334444`,
      'accounts[0].roleArn: the role is in partition aws, but region cn-north-1 in aws-cn: expected arn:aws-cn:iam::...',
    ],
  ],
  [
    'two accounts without a role',
    { regions, accounts: [{ id }, other, { id: '333344445555' }] },
    [`accounts[2]: ${withoutRole}`],
  ],
  [
    'one account without a role in several regions',
    {
      accounts: [
        { id, regions },
        { id, regions: ['eu-west-1'] },
      ],
    },
    [],
  ],
  [
    'an account twice',
    {
      regions,
      accounts: [
        { id, roleArn },
        { id, roleArn, regions },
        { id, roleArn },
      ],
    },
    [
      `accounts[1].regions[0]: account ${id} in eu-central-1 is a target already, by accounts[0]`,
      `accounts[2].id: account ${id} in eu-central-1 is a target already, by accounts[0]`,
    ],
  ],
  [
    'a region twice',
    { accounts: [{ id, regions: ['eu-west-1', 'eu-west-1'] }] },
    ['accounts[0].regions[1]: eu-west-1 is listed twice, first as accounts[0].regions[0]'],
  ],
  [
    'all regions of an account by default, and one of them',
    { regions: 'all', accounts: [{ id }, { id, regions }] },
    [`accounts[1].regions[0]: account ${id} in eu-central-1 is a target already, by accounts[0]`],
  ],
  [
    'a region of an account, and all of them',
    {
      accounts: [
        { id, regions },
        { id, regions: 'all' },
      ],
    },
    [`accounts[1].id: account ${id} is listed already, by accounts[0]`],
  ],
  [
    'an account in three places',
    {
      accounts: [
        { id, regions },
        { id, regions: ['eu-west-1'] },
        { id, regions: ['eu-west-1'] },
      ],
    },
    [`accounts[2].regions[0]: account ${id} in eu-west-1 is a target already, by accounts[1]`],
  ],
])('%s', (_, value, expected) => {
  expect(issues(value)).toEqual(expected);
});

it('AWS_REGION stands in for regions', () => {
  expect(issues({ accounts: [{ id }, { ...other, regions }] }, 'eu-west-1')).toEqual([]);
  expect(issues({ accounts: [{ id }, { id, regions }] }, 'eu-central-1')).toEqual([
    `accounts[1].regions[0]: account ${id} in eu-central-1 is a target already, by accounts[0]`,
  ]);
  expect(issues({ organization: {} }, 'eu-west-1')).toEqual([]);
});

it('an account with a wrong option may be one with a role', () => {
  const accounts = [{ id }, { id: '333344445555' }];
  expect(issues({ regions, accounts }, undefined, ['accounts[1]'])).toEqual([]);
  expect(issues({ regions, accounts }, undefined, ['accounts[2]'])).toEqual([`accounts[1]: ${withoutRole}`]);
});
