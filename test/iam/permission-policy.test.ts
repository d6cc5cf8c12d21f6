import { describe, expect, it } from '@jest/globals';
import { operations } from '../../src/aws/operations.js';
import { daemonGrant, memberGrant } from '../../src/iam/grant.js';
import { permissionPolicy } from '../../src/iam/permission-policy.js';
import { configured } from './configured.js';

const memberId = '222233334444';
const roleArn = `arn:aws:iam::${memberId}:role/restore-test-monitor`;
const member = { id: memberId, roleArn };
const jobsOnly = {
  summaries: { enabled: false },
  plans: { enabled: false },
  resources: { enabled: false },
};
const jobs = { ReadRestoreJobs: ['backup:ListRestoreJobs', 'backup:DescribeRestoreJob'] };
const assume = { AssumeMemberRoles: ['sts:AssumeRole'] };
const regions = { ListEnabledRegions: ['account:ListRegions'] };
const accounts = { ListAccountsOfOrganization: ['organizations:ListAccounts'] };
const units = { organizationalUnits: ['ou-ab12-11111111'] };
const readUnits = {
  ReadOrganizationalUnits: [
    'organizations:ListAccountsForParent',
    'organizations:ListOrganizationalUnitsForParent',
  ],
};
const everything = {
  ...jobs,
  ReadRestoreJobSummaries: ['backup:ListRestoreJobSummaries'],
  ListRestoreTestingPlans: ['backup:ListRestoreTestingPlans'],
  ReadRestoreTestingSelections: [
    'backup:GetRestoreTestingPlan',
    'backup:ListRestoreTestingSelections',
    'backup:GetRestoreTestingSelection',
  ],
  ListProtectedResources: ['backup:ListProtectedResources'],
  DescribeProtectedResources: ['backup:DescribeProtectedResource'],
};

function statements(grant: ReturnType<typeof memberGrant>) {
  return grant === undefined ? [] : permissionPolicy(grant).Statement;
}

function actions(grant: ReturnType<typeof memberGrant>) {
  return Object.fromEntries(statements(grant).map(({ Sid, Action }) => [Sid, Action]));
}

function resource(grant: ReturnType<typeof memberGrant>, sid: string) {
  return statements(grant).find(({ Sid }) => Sid === sid)?.Resource;
}

const readTags = { ReadTags: ['tag:GetResources'] };
const elsewhere = [{ accounts: [memberId] }];

describe.each<[name: string, written: object, daemon: object, members: object]>([
  [
    'a member of which sources are left out',
    {
      accounts: [{ ...member, regions: ['eu-west-1', 'us-east-1'] }],
      plans: { exclude: elsewhere },
      resources: { exclude: [{ regions: ['eu-*'] }, { accounts: ['2222*'], regions: ['us-*'] }] },
      summaries: { exclude: [{ regions: ['eu-*'] }] },
    },
    assume,
    { ...jobs, ReadRestoreJobSummaries: ['backup:ListRestoreJobSummaries'] },
  ],
  [
    'the own account and a member of which sources are left out',
    {
      accounts: [{ id: '111122223333' }, member],
      plans: { exclude: elsewhere },
      resources: { enabled: false },
    },
    {
      ...jobs,
      ReadRestoreJobSummaries: ['backup:ListRestoreJobSummaries'],
      ListRestoreTestingPlans: everything.ListRestoreTestingPlans,
      ReadRestoreTestingSelections: everything.ReadRestoreTestingSelections,
      ...assume,
    },
    { ...jobs, ReadRestoreJobSummaries: ['backup:ListRestoreJobSummaries'] },
  ],
  ['nothing but the own account', {}, everything, {}],
  ['the own account, of which only jobs are read', jobsOnly, jobs, {}],
  ['a member of which only jobs are read', { ...jobsOnly, accounts: [member] }, assume, jobs],
  [
    'the own account and a member',
    { accounts: [{ id: '111122223333' }, member] },
    { ...everything, ...assume },
    everything,
  ],
  [
    'summaries',
    { ...jobsOnly, summaries: { enabled: true } },
    { ...jobs, ReadRestoreJobSummaries: everything.ReadRestoreJobSummaries },
    {},
  ],
  [
    'plans',
    { ...jobsOnly, plans: { enabled: true } },
    {
      ...jobs,
      ListRestoreTestingPlans: everything.ListRestoreTestingPlans,
      ReadRestoreTestingSelections: everything.ReadRestoreTestingSelections,
    },
    {},
  ],
  ['tags', { ...jobsOnly, tags: { keys: ['owner'] } }, { ...jobs, ...readTags }, {}],
  ['a schedule of tags and no key of any', { ...jobsOnly, tags: { schedule: '1h' } }, jobs, {}],
  [
    'tags of the own account, and of no member',
    {
      ...jobsOnly,
      tags: { keys: ['owner'], exclude: elsewhere },
      accounts: [{ id: '111122223333' }, member],
    },
    { ...jobs, ...readTags, ...assume },
    jobs,
  ],
  [
    'resources without descriptions',
    { ...jobsOnly, resources: { describeLimit: 0 } },
    { ...jobs, ListProtectedResources: everything.ListProtectedResources },
    {},
  ],
  [
    'every region of a member',
    { ...jobsOnly, accounts: [{ id: '111122223333' }, { ...member, regions: 'all' }] },
    { ...jobs, ...assume },
    { ...jobs, ...regions },
  ],
  [
    'every region of the own account',
    { ...jobsOnly, accounts: [{ id: '111122223333', regions: 'all' }, member] },
    { ...jobs, ...regions, ...assume },
    jobs,
  ],
  [
    'the accounts of the organization',
    { ...jobsOnly, organization: { roleName: 'monitor', exclude: { names: ['*-sandbox'] } } },
    { ...jobs, ...assume, ...accounts },
    jobs,
  ],
  [
    'every region of the accounts of organizational units',
    { ...jobsOnly, regions: 'all', organization: { roleName: 'monitor', include: units } },
    { ...jobs, ...regions, ...assume, ...accounts, ...readUnits },
    { ...jobs, ...regions },
  ],
  [
    'objectives for organizational units',
    {
      ...jobsOnly,
      regions: ['eu-west-1'],
      organization: { roleName: 'monitor' },
      objectives: [{ name: 'tier-1', ...units }],
    },
    { ...jobs, ...assume, ...accounts, ...readUnits },
    jobs,
  ],
  [
    'every region of the accounts outside organizational units',
    { ...jobsOnly, organization: { roleName: 'monitor', regions: 'all', exclude: units } },
    { ...jobs, ...regions, ...assume, ...accounts, ...readUnits },
    { ...jobs, ...regions },
  ],
])('with %s', (_, written, daemon, members) => {
  const config = configured(written);
  it('permits the daemon what it needs', () => expect(actions(daemonGrant(config))).toEqual(daemon));
  it('permits the member roles what they need', () => expect(actions(memberGrant(config))).toEqual(members));
});

describe('resources', () => {
  const selections = 'ReadRestoreTestingSelections';

  it.each([
    ['aws', 'eu-west-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('are in the partition %s of %s', (partition, region) => {
    const role = `arn:${partition}:iam::${memberId}:role/monitor`;
    const config = configured({ accounts: [{ ...member, roleArn: role }] }, { AWS_REGION: region });
    expect(resource(daemonGrant(config), 'AssumeMemberRoles')).toBe(role);
    const plans = `arn:${partition}:backup:*:${memberId}:restore-testing-plan:*`;
    expect(resource(memberGrant(config), selections)).toBe(plans);
  });

  it('are those of any account where the policy is for several', () => {
    const other = { id: '333344445555', roleArn: 'arn:aws:iam::333344445555:role/restore-test-monitor' };
    const config = configured({ accounts: [{ id: '111122223333' }, member, other] });
    expect(resource(memberGrant(config), selections)).toBe('arn:aws:backup:*:*:restore-testing-plan:*');
    expect(resource(daemonGrant(config), selections)).toBe(
      'arn:aws:backup:*:111122223333:restore-testing-plan:*',
    );
    expect(resource(daemonGrant(config), 'AssumeMemberRoles')).toEqual([roleArn, other.roleArn]);
  });

  it('are roles by their name where there are too many of them for a policy', () => {
    const many = Array.from({ length: 300 }, (_, index) => {
      const id = String(200_000_000_000 + index);
      return { id, roleArn: `arn:aws:iam::${id}:role/${index % 2 === 0 ? 'path/' : ''}monitor` };
    });
    expect(resource(daemonGrant(configured({ accounts: many })), 'AssumeMemberRoles')).toEqual([
      'arn:aws:iam::*:role/path/monitor',
      'arn:aws:iam::*:role/monitor',
    ]);
  });

  it('are the roles of the organization by their name, which stands for listed ones, too', () => {
    const organization = { roleName: 'restore-test-monitor' };
    const other = { id: '333344445555', roleArn: 'arn:aws:iam::333344445555:role/other' };
    expect(
      resource(daemonGrant(configured({ organization, accounts: [member, other] })), 'AssumeMemberRoles'),
    ).toEqual(['arn:aws:iam::*:role/restore-test-monitor', other.roleArn]);
    expect(resource(daemonGrant(configured({ organization })), 'AssumeMemberRoles')).toBe(
      'arn:aws:iam::*:role/restore-test-monitor',
    );
  });
});

it('has a statement for each operation that needs an action, which reads only', () => {
  const needing = operations.filter((operation) => operation.actions.length > 0);
  expect(operations.filter((operation) => 'statement' in operation)).toEqual(needing);
  const actionsOfAll = operations.flatMap((each): readonly string[] => each.actions);
  expect(actionsOfAll.filter((action) => !/:(List|Describe|Get)\w+$|^sts:AssumeRole$/.test(action))).toEqual(
    [],
  );
});

it('puts each statement under a Sid of its own', () => {
  const organization = { roleName: 'monitor', regions: 'all', include: { organizationalUnits: ['r-ab12'] } };
  for (const grant of [daemonGrant, memberGrant]) {
    const sids = statements(grant(configured({ organization }))).map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
    expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
  }
});
